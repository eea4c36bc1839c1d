/**
 * What goes over a clumon's socket: HTTP/1.1, JSON or newline-delimited JSON. Both sides build on these types.
 *
 *     GET  /status                            a Status
 *     GET  /events                            EventLines, until clumon ends: what a screen elsewhere shows
 *     GET  /logs?instance=&lines=&follow=     the log, in the lines of --json; with format=packed in packed-line.ts's
 *     POST /restart|stop|kill|disconnect …    OperationLines; the last one is a ResultLine
 *
 * A request that is refused is answered with 4xx and a ResultLine, and changes nothing.
 */
import type {Sample} from '../model/sample.js';
import type {ClusterSnapshot} from '../model/snapshot.js';

/** Raised when an older client would misunderstand an answer. */
export const API_VERSION = 1;
/** In every answer; a client that names another version in its request is refused. */
/**
 * Until when a request is worth doing, epoch in ms. A primary that was stopped for a while finds requests that nobody waits for
 * any more, and would kill workers long after the key was pressed.
 */
export const DEADLINE_HEADER = 'clumon-deadline';

export const API_HEADER = 'clumon-api';

/** How much a request may carry: a message to the workers. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** A snapshot, and what only another process needs to be told. */
export type Status = ClusterSnapshot & {
	/** clumon's own version. */
	readonly version: string;
	/** The app's absolute path, as node is given it. */
	readonly script: string;
	/** How many lines of the log it keeps at most. */
	readonly logLines: number;
};

/** How a request came out. */
export type ResultLine = {
	readonly type: 'result';
	readonly ok: boolean;
	readonly message: string;
	/** Which key of a screen undoes it or helps. */
	readonly hint?: string;
	/** The last words of the worker that failed. */
	readonly stderr?: readonly string[];
};

/** What has become of it so far, in a line of the log. */
export type ProgressLine = {readonly type: 'progress'; readonly message: string};
export type OperationLine = ProgressLine | ResultLine;

/** What a screen elsewhere is told. `end`: clumon ends, and how. */
export type EventLine =
	| {readonly type: 'snapshot'; readonly snapshot: ClusterSnapshot}
	/** First those that there are, in several lines, then those that come. A value that there was not is null. */
	| {readonly type: 'samples'; readonly samples: readonly Sample[]}
	| {readonly type: 'end'; readonly message: string};
