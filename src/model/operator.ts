import type {DiagnosisRequest} from './diagnosis.js';
import type {Sample} from './sample.js';
import type {ClusterSnapshot} from './snapshot.js';

/** What an operator may ask for: the write side. `instance` is an index, 0…N-1. */
export type OperatorRequest =
	/** Replace the instance's worker, or start a stopped, waiting or failed instance. */
	| {readonly type: 'restart'; readonly instance: number}
	/** Rolling reload: restart of every instance, one after the other. */
	| {readonly type: 'reload'}
	/** SIGTERM, then SIGKILL after the kill time-out; at once with `now`. Stays stopped. */
	| {readonly type: 'kill'; readonly instance: number; readonly now?: boolean}
	/** `worker.disconnect()`: no new connections; goes on until its connections end. Stays stopped. */
	| {readonly type: 'disconnect'; readonly instance: number}
	/** Drain, then SIGTERM, then SIGKILL. Stays stopped. */
	| {readonly type: 'stop'; readonly instance: number}
	/** To `to` instances, or by `by`. */
	| {readonly type: 'scale'; readonly to: number}
	| {readonly type: 'scale'; readonly by: number}
	/** `worker.send(message)`; to every worker when `instance` is left out. */
	| {readonly type: 'send'; readonly instance?: number; readonly message: unknown}
	/** Look into the instance's worker. Needs the probe. */
	| DiagnosisRequest
	/** Drain all and end; asked again: SIGTERM now; a third time: SIGKILL now. */
	| {readonly type: 'quit'};

/**
 * What became of a request at once. `ok: false`: nothing was done, and `message` says why and what to do instead.
 * `ok: true`: `message` says what was begun and, where there is a way, how to undo it. What comes of it later shows in
 * the snapshot and the log.
 */
export type OperatorReply = {readonly ok: boolean; readonly message: string};

export type Operator = (request: OperatorRequest) => Promise<OperatorReply>;

/** The read side of a running cluster, wherever it runs. */
export type ClusterView = {
	readonly getSnapshot: () => ClusterSnapshot;
	/** One a second, oldest first, the last 600. */
	readonly getSamples: () => readonly Sample[];
	/** Calls `onChange` after each change; returns the unsubscribe function. */
	readonly subscribe: (onChange: () => void) => () => void;
};
