import type {Sample} from '../model/sample.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {ScreenOptions} from '../start-options.js';
import {drawBanner} from './banner.js';
import {countHelpOverflow} from './help-page.js';
import {hitTest} from './hit-test.js';
import {computeLayout, helpPlace, type Layout} from './layout.js';
import {type LogPane, viewportOf} from './log/log-pane.js';
import type {LogReader} from './log/log-reader.js';
import {countOpenLineOverflow} from './log/open-line.js';
import type {ScreenState} from './screen-state.js';
import type {ScreenContext} from './screen-step.js';
import type {ScreenSize} from './terminal/screen-size.js';
import type {Theme} from './text/theme.js';
import {countDetailOverflow} from './workers/detail-pane.js';
import {sortInstances} from './workers/sort-instances.js';
import {indexWidth} from './workers/table-columns.js';
import {columnsIn, detailColumns, detailPaneOf, momentIn} from './workers/worker-panes.js';
import {countTableRows} from './workers/worker-table.js';

/** All that a picture of the screen is made from. */
export type Scene = {
	readonly snapshot: ClusterSnapshot;
	/** Oldest first. */
	readonly samples: readonly Sample[];
	readonly state: ScreenState;
	readonly log: LogReader;
	readonly options: ScreenOptions;
	readonly size: ScreenSize;
	readonly theme: Theme;
};

/** Where what goes in a scene. */
export function layoutOf({snapshot, state, size, theme}: Scene): Layout {
	return computeLayout({
		size,
		wantedTableRows: countTableRows(snapshot),
		bannerRows: drawBanner(snapshot, {width: size.columns, theme}).length,
		zoomed: state.zoomed,
		detailColumns: detailColumns(snapshot),
		detailFocused: state.focus === 'detail',
	});
}

/** The log's pane in a scene: it is drawn by this, and scrolling goes by it. */
export function logPaneOf(scene: Scene, layout: Layout): LogPane {
	const {snapshot, state, log, theme} = scene;
	const {wrap, left, pretty, timestamps} = state.log;
	const isOfOne = state.log.filter.instance !== undefined || snapshot.instances.length === 1;
	return {
		log,
		settings: state.log,
		marks: state.marks,
		format: {
			width: layout.columns,
			wrap,
			left,
			pretty,
			timestamps,
			isBare: timestamps === 'off' && isOfOne && theme.hasColor,
			now: snapshot.at,
			indexWidth: indexWidth(snapshot),
			theme,
		},
		height: layout.logRows,
		focused: state.focus === 'log',
	};
}

/** What decisions about the next state depend on. */
export function contextOf(scene: Omit<Scene, 'state'>): ScreenContext {
	const {snapshot, options} = scene;
	const paneIn = (state: ScreenState) => logPaneOf({...scene, state}, layoutOf({...scene, state}));
	return {
		snapshot,
		options,
		columnsOf: state => columnsIn(scene, layoutOf({...scene, state})),
		orderOf: state => {
			const columns = columnsIn(scene, layoutOf({...scene, state}));
			const moment = momentIn({...scene, state});
			return sortInstances(snapshot, {sort: state.sort, columns, moment}).map(({index}) => index);
		},
		detailOf: state => {
			const drawn = {...scene, state};
			const pane = detailPaneOf(drawn, layoutOf(drawn), momentIn(drawn));
			return {height: pane?.height ?? 0, overflow: pane === undefined ? 0 : countDetailOverflow(pane)};
		},
		viewportOf: state => viewportOf(paneIn(state)),
		hitAt: (state, place) => hitTest({...scene, state}, layoutOf({...scene, state}), place),
		logFormatOf: state => paneIn(state).format,
		lineOverflow: line => countOpenLineOverflow({line, theme: scene.theme, ...helpPlace(scene.size)}),
		helpOverflow: () => countHelpOverflow({options, theme: scene.theme, ...helpPlace(scene.size)}),
	};
}
