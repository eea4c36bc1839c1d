import stringWidth from 'string-width';
import {overwritten} from './overwritten.js';

/**
 * A line of a worker's output for showing on a terminal: what a terminal would obey is made visible instead. Of control
 * sequences only SGR (colour, bold…) stays. Shown are ESC and the other C0 controls in caret notation (`^[`, `^G`), DEL
 * as `^?`, C1 controls, the Unicode line separators and what overrides the direction of text as `\u009b`. So all that
 * follows an ESC reads as text, and a sequence that does not end swallows nothing.
 *
 * A tab becomes spaces up to the next multiple of 8 columns. Of a line that writes over itself is shown what a terminal
 * would show, where that hides nothing (overwritten.ts); otherwise everything, each CR as `^M`. No line feed comes out.
 */
export function harmless(text: string): string {
	if (!NEEDS_CARE.test(text)) {
		return text;
	}

	return expandTabs(overwritten(text).replace(CAREFUL, show));
}

/** A harmless line without its SGR, for where no colour is wanted. */
export function stripSgr(shown: string): string {
	return shown.replace(/\u001B\[[\d;:]*m/g, '');
}

/**
 * SGR as the tools that measure and cut coloured text understand it: slice-ansi takes one with hundreds of parameters for
 * text, and `ESC[m` too, which is therefore written out as `ESC[0m`.
 */
const SGR = '\\u001B\\[(?:\\d{1,3}(?:[;:]\\d{0,3}){0,15}|(?:;\\d{0,3}){1,15})?m';
const CONTROL = '[\\0-\\x08\\n-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]';
const CAREFUL = new RegExp(`${SGR}|${CONTROL}`, 'g');
const NEEDS_CARE = new RegExp(`\\t|${CONTROL}`);
const TAB_COLUMNS = 8;

/** One match of `CAREFUL`: an SGR, or a control character. */
function show(found: string): string {
	if (found.length > 1) {
		return found[2] === ';' || found[2] === 'm' ? `\u001B[0${found.slice(2)}` : found;
	}

	const code = found.charCodeAt(0);
	if (code < 0x20 || code === 0x7f) {
		return `^${String.fromCharCode(code ^ 0x40)}`;
	}

	return `\\u${code.toString(16).padStart(4, '0')}`;
}

function expandTabs(text: string): string {
	if (!text.includes('\t')) {
		return text;
	}

	const [first = '', ...rest] = text.split('\t');
	let expanded = first;
	let columns = stringWidth(first);
	for (const part of rest) {
		const spaces = TAB_COLUMNS - (columns % TAB_COLUMNS);
		expanded += ' '.repeat(spaces) + part;
		columns += spaces + stringWidth(part);
	}

	return expanded;
}
