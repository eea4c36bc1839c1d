import {type JsonLine, parseJsonLine} from './json-line.js';
import type {LogLine, LogOrigin} from './log-block.js';
import type {LogLevel} from './log-level.js';
import {plainText} from './plain-text.js';
import {levelOfText} from './text-level.js';

/** What a line says of itself. */
export type RecognisedLine = {
	/** Without control sequences. */
	readonly plain: string;
	/** The level that it states, or the one that it counts as. */
	readonly level: LogLevel;
	readonly isLevelStated: boolean;
	readonly json: JsonLine | undefined;
};

/**
 * A line that states no level counts as `info`, and as `error` when it was written to stderr and is not blank: that is
 * where console.error and uncaught errors go. An event of clumon's own is `info`, or `error` when it is trouble. It
 * takes 1 to 6 µs, most for JSON and colours: not for the primary's main thread.
 */
export function recogniseLine({origin, text}: Pick<LogLine, 'origin' | 'text'>): RecognisedLine {
	const plain = plainText(text);
	if (origin.kind === 'event') {
		return {plain, level: origin.isTrouble ? 'error' : 'info', isLevelStated: false, json: undefined};
	}

	const json = parseJsonLine(plain);
	const stated = json === undefined ? levelOfText(plain) : json.level;
	return {plain, level: stated ?? unstatedLevel(origin, plain), isLevelStated: stated !== undefined, json};
}

function unstatedLevel({kind}: LogOrigin, plain: string): LogLevel {
	return kind === 'stderr' && plain.trim() !== '' ? 'error' : 'info';
}
