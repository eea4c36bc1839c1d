import type {LogLine} from '../logs/log-block.js';

/** Which lines: those of one instance, or of all when it is left out. */
export type LogFilter = {readonly instance?: number};

/** A place in the log and how many lines at most are wanted from there. */
export type LogRange = LogFilter & {readonly seq: number; readonly count: number};

/** What the screen needs of the log store. Lines may leave it at any time, oldest first for each instance. */
export type LogReader = {
	/** The last `count` lines before number `seq` (not with it), oldest first. */
	readonly linesBefore: (range: LogRange) => readonly LogLine[];
	/** The first `count` lines from number `seq` on (with it), oldest first. */
	readonly linesFrom: (range: LogRange) => readonly LogLine[];
	/** How many lines there are from number `seq` on (with it). */
	readonly countFrom: (place: LogFilter & {readonly seq: number}) => number;
};

/** A log that tells when it has changed. */
export type LogView = LogReader & {
	/** A number that changes with the log. */
	readonly getVersion: () => number;
	/** Calls `onChange` after each change; returns the unsubscribe function. */
	readonly subscribe: (onChange: () => void) => () => void;
};
