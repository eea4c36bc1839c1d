import {LEVEL_NAMES, type LogLevel, levelOfName} from './log-level.js';

/**
 * The level that a plain line of text states; undefined when it states none. Known are `ERROR …` and `[error] …`, also
 * after a time and a name or two, `error: …`, `level=error`, npm's `npm ERR!`, what node says of warnings and of the
 * inspector, and `TypeError: …`. In the middle of a sentence the word is no level.
 */
export function levelOfText(text: string): LogLevel | undefined {
	const head = text.length > LONGEST_HEAD ? text.slice(0, LONGEST_HEAD) : text;
	return levelOfField(head) ?? levelOfWord(head) ?? levelOfNode(head);
}

/** A level stands near the beginning of its line. */
const LONGEST_HEAD = 160;
/** Of words that are neither a time nor in brackets: a month, a host, a program. */
const MOST_WORDS_BEFORE = 3;

const ANY_NAME = LEVEL_NAMES.join('|');
const FIELD = new RegExp(`(?:^|[\\s,])(?:level|lvl|severity)=["']?(${ANY_NAME})\\b`, 'i');
/** In capitals, with something after it: `DEBUG` at the end of a line is rather a value than a level. */
const CAPITALS = new RegExp(`(?:^|[\\s([|<])(${ANY_NAME.toUpperCase()})(?=[\\])>|:,!-]*\\s+\\S|[\\])>|]*:\\S)`);
const BRACKETED = new RegExp(`[[<](${ANY_NAME})[\\]>]`, 'i');
/** After times and groups in brackets, and perhaps one name. */
const WITH_COLON = new RegExp(`^(?:\\d\\S*\\s+|\\[[^[\\]]*\\]\\s*)*(?:[\\w.@/-]+\\s+)?(${ANY_NAME})\\s?:`, 'i');
const NPM = new RegExp(`^npm (${ANY_NAME})\\b`, 'i');
const NODE_FORMS: readonly (readonly [LogLevel, RegExp])[] = [
	['warn', /^\(node:\d+\) .*Warning\b|^\(Use `node --trace-/],
	['info', /^(?:Debugger (?:listening|attached)|Waiting for the debugger|For help, see: https:\/\/nodejs\.org\/)/],
	['error', /^(?:Uncaught )?[\w$.]*(?:Error|Exception)(?: \[\w+\])?(?::|$)|^(?:Uncaught|UnhandledPromiseRejection)\b/],
];

function levelOfField(head: string): LogLevel | undefined {
	return head.includes('=') ? levelOfName(FIELD.exec(head)?.[1] ?? '') : undefined;
}

function levelOfWord(head: string): LogLevel | undefined {
	let first: {readonly at: number; readonly name: string} | undefined;
	for (const form of [CAPITALS, BRACKETED, WITH_COLON, NPM]) {
		const found = form.exec(head);
		const name = found?.[1];
		if (found !== null && name !== undefined) {
			const at = found.index + found[0].lastIndexOf(name);
			first = first === undefined || at < first.at ? {at, name} : first;
		}
	}

	return first !== undefined && countWords(head.slice(0, first.at)) <= MOST_WORDS_BEFORE
		? levelOfName(first.name)
		: undefined;
}

function levelOfNode(head: string): LogLevel | undefined {
	return NODE_FORMS.find(([, form]) => form.test(head))?.[0];
}

/** Times, numbers, signs and what is in brackets are none. */
function countWords(before: string): number {
	return before.match(/(?<![\w[(.:/-])[A-Za-z]/g)?.length ?? 0;
}
