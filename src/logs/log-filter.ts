import type {LogOrigin} from './log-block.js';
import type {LogLevel} from './log-level.js';

/** Which lines of a log are meant, as plain data: what is left out excludes none. */
export type LogFilter = {
	/** Those of one instance, its events among them. */
	readonly instance?: number;
	readonly stream?: LogOrigin['kind'];
	/** Those of this level or a higher one. */
	readonly level?: LogLevel;
	/** Those with a higher number. */
	readonly after?: number;
	/** A regular expression as somebody typed it; one that cannot be parsed excludes none. */
	readonly pattern?: string;
	/** Lines that the pattern does not match too, where they belong to the stack trace of one that it does. */
	readonly withTraces?: boolean;
	/** No lines that belong to the one above them: a stack trace counts once. */
	readonly headsOnly?: boolean;
};

/** It takes a look at the lines themselves to tell which ones are meant. */
export function looksAtLines({stream, level, pattern, headsOnly}: LogFilter): boolean {
	return stream !== undefined || level !== undefined || pattern !== undefined || headsOnly === true;
}
