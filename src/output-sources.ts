import type {LogRecorder} from './logs/log-recorder.js';
import type {LogStore} from './logs/log-store.js';
import type {OutputHold} from './logs/output-holds.js';
import type {ClusterView, Operator} from './model/operator.js';
import type {StartOptions} from './start-options.js';

/** What a screen or a log shows, and whom it asks. */
export type OutputSources = {
	readonly start: StartOptions;
	readonly view: ClusterView;
	readonly store: LogStore;
	readonly recorder: LogRecorder;
	readonly operator: Operator;
	/** Has workers wait, or go on, as something that must have all of their output cannot take more. */
	readonly hold: (hold: OutputHold) => void;
};
