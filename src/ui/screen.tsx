import {Box} from 'ink';
import {useMemo, useSyncExternalStore} from 'react';
import type {ClusterView, Operator} from '../model/operator.js';
import type {ScreenOptions} from '../start-options.js';
import {type Band, drawScreen} from './draw-screen.js';
import type {LogView} from './log/log-reader.js';
import {Pane} from './pane.js';
import {contextOf} from './scene.js';
import type {InputSource} from './terminal/input-event.js';
import type {ScreenSize} from './terminal/screen-size.js';
import {createTheme} from './text/theme.js';
import type {PerformTask} from './thread/screen-task.js';
import {useScreenState} from './use-screen-state.js';

export type ScreenProps = {
	readonly view: ClusterView;
	readonly log: LogView;
	readonly operator: Operator;
	readonly perform: PerformTask;
	readonly input: InputSource;
	readonly size: ScreenSize;
	readonly options: ScreenOptions;
};

/** The whole screen. A new size is a new prop. */
export function Screen({view, log, operator, perform, input, size, options}: ScreenProps) {
	const theme = useMemo(() => createTheme(options), [options]);
	const snapshot = useSyncExternalStore(view.subscribe, view.getSnapshot);
	// The log is read while drawing; its version says that there is something new to be read.
	useSyncExternalStore(log.subscribe, log.getVersion);
	const state = useScreenState({
		operator,
		perform,
		input,
		getContext: () => contextOf({snapshot: view.getSnapshot(), samples: view.getSamples(), log, options, size, theme}),
		subscribeToSnapshot: view.subscribe,
		subscribeToLog: log.subscribe,
		holdLog: log.hold,
	});
	const bands = drawScreen({snapshot, samples: view.getSamples(), state, log, options, size, theme});
	return (
		<Box flexDirection="column">
			{bands.map((band, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a band is its place; it has no state to be mixed up.
				<Box key={row}>
					{band.map(({width, lines}, column) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: as above.
						<Pane key={column} width={width} lines={lines} height={heightOf(band)} />
					))}
				</Box>
			))}
		</Box>
	);
}

function heightOf(band: Band): number {
	return Math.max(...band.map(({lines}) => lines.length));
}
