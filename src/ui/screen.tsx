import type {ClusterView, Operator} from '../model/operator.js';
import type {ScreenOptions} from '../start-options.js';
import type {InputSource} from './input-event.js';
import type {LogView} from './log-reader.js';
import type {ScreenSize} from './screen-size.js';

export type ScreenProps = {
	readonly view: ClusterView;
	readonly log: LogView;
	readonly operator: Operator;
	readonly input: InputSource;
	readonly size: ScreenSize;
	readonly options: ScreenOptions;
};

/** The whole screen. A new size is a new prop. */
export function Screen(_props: ScreenProps) {
	return undefined;
}
