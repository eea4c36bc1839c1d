import {createLineClassifier, sourceOf} from './classify-lines.js';
import type {LogLine, LogOrigin} from './log-block.js';
import {isAtLeast, type LogLevel} from './log-level.js';

/** Which lines are wanted; what is left out excludes none. */
export type LineConditions = {
	readonly instance?: number | undefined;
	readonly stream?: LogOrigin['kind'] | undefined;
	/** Lines of this level or a higher one. What states none counts as recogniseLine says. */
	readonly level?: LogLevel | undefined;
	/** Without the flags `g` and `y`; parsePattern makes one of what somebody types. Tested on text without control sequences. */
	readonly grep?: RegExp | undefined;
	/** No lines that belong to the one above them. */
	readonly headsOnly?: boolean | undefined;
};

/** Says whether a line is wanted. Has to be asked about all lines, in the order of their numbers. */
export type LineFilter = (line: LogLine) => boolean;

/**
 * A stack trace stays with its head: its lines have the head's level, and pass when the head does. A line of it that
 * matches passes by itself. A filter that begins in the middle of a log should be shown some lines before it.
 *
 * A regular expression of the user's own can take for ever on one line: where that would hold up others, ask within
 * a limit of time.
 */
export function createLineFilter({instance, stream, level, grep, headsOnly}: LineConditions): LineFilter {
	const classify = createLineClassifier();
	/** Whether the newest head of a source matches. */
	const headMatches = new Map<string, boolean>();

	return line => {
		const {origin} = line;
		if ((instance !== undefined && origin.instance !== instance) || (stream !== undefined && origin.kind !== stream)) {
			return false;
		}

		const {plain, level: lineLevel, continues} = classify(line);
		const isMatch = grep === undefined || grep.test(plain);
		const source = sourceOf(origin);
		if (!continues) {
			headMatches.set(source, isMatch);
		}

		const isWanted = continues ? headsOnly !== true && (isMatch || headMatches.get(source) === true) : isMatch;
		return isWanted && (level === undefined || isAtLeast(lineLevel, level));
	};
}
