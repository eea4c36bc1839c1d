import type {PackedBlocks} from '../../logs/packed-blocks.js';
import type {OperatorReply, OperatorRequest} from '../../model/operator.js';
import type {Sample} from '../../model/sample.js';
import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {ScreenOptions} from '../../start-options.js';
import type {ScreenSize} from '../terminal/screen-size.js';

/** What the screen's thread is started with (its `workerData`). */
export type ScreenStart = {
	readonly size: ScreenSize;
	readonly options: ScreenOptions;
	/** Log lines that it keeps. */
	readonly lines: number;
};

/** What has changed since the last feed; the first one has a snapshot. */
export type Feed = {
	readonly snapshot: ClusterSnapshot | undefined;
	/** Those that are new. */
	readonly samples: readonly Sample[];
	readonly blocks: PackedBlocks | undefined;
};

/** From the main thread to the screen's. */
export type ToScreen =
	/** Answered by `fed`; there is never a second one under way. */
	| {readonly type: 'feed'; readonly feed: Feed}
	/** What was read from the terminal. Answered by `heard`. */
	| {readonly type: 'input'; readonly bytes: Uint8Array}
	| {readonly type: 'resize'; readonly size: ScreenSize}
	/** Whether to paint on the terminal; when it is the screen's turn, everything: something else may have written on it. */
	| {readonly type: 'turn'; readonly isOurs: boolean}
	| {readonly type: 'reply'; readonly id: number; readonly reply: OperatorReply};

/** From the screen's thread to the main thread. That it cannot go on it says by ending with an error. */
export type FromScreen =
	/** The feed is on the terminal. `paintMs` of the thread's time it took, waiting for the terminal not counted. */
	| {readonly type: 'fed'; readonly paintMs: number}
	| {readonly type: 'heard'}
	| {readonly type: 'request'; readonly id: number; readonly request: OperatorRequest};
