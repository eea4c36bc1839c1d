import type {LogLine} from '../../logs/log-block.js';
import type {LogFilter} from '../../logs/log-filter.js';
import type {LogGap} from '../../logs/log-store.js';
import type {SearchProgress} from '../../logs/searchable-log.js';

export type {LogFilter, LogGap, SearchProgress};

/** A place in the log and how many lines at most are wanted from there. */
export type LogRange = LogFilter & {readonly seq: number; readonly count: number};

/**
 * What the screen needs of the log. Lines may leave it at any time, oldest first for each instance. Where a filter takes
 * a look at the lines, what is known of them so far is answered, and more may follow.
 */
export type LogReader = {
	/** The last `count` lines before number `seq` (not with it), oldest first. */
	readonly linesBefore: (range: LogRange) => readonly LogLine[];
	/** The first `count` lines from number `seq` on (with it), oldest first. */
	readonly linesFrom: (range: LogRange) => readonly LogLine[];
	/** How many lines there are from number `seq` on (with it). */
	readonly countFrom: (place: LogFilter & {readonly seq: number}) => number;
	/** How far the lines of a filter are known; undefined where they always are. */
	readonly progressOf: (filter: LogFilter) => SearchProgress | undefined;
	/** What has come and left while the log was held, of one instance or of all. */
	readonly gap: (instance?: number) => LogGap | undefined;
};

/** A log that tells when it has changed. */
export type LogView = LogReader & {
	/** A number that changes with the log. */
	readonly getVersion: () => number;
	/** Somebody reads: what there is stays, until it is held no more. What comes is bounded for itself. */
	readonly hold: (isHeld: boolean) => void;
	/** Calls `onChange` after each change; returns the unsubscribe function. */
	readonly subscribe: (onChange: () => void) => () => void;
};
