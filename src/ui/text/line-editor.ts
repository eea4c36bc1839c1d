import {graphemes} from './styled-text.js';

/** A line of text that is being typed. `cursor` counts graphemes from the start: what looks like one character is one. */
export type EditedLine = {readonly text: string; readonly cursor: number};

export const EMPTY_LINE: EditedLine = {text: '', cursor: 0};

/** Of text in UTF-16 units; a slip of the clipboard should not become a message of megabytes. */
export const LONGEST_TEXT = 65_536;

/** Types or pastes text at the cursor; nothing happens when it would become too long. */
export function insertText(line: EditedLine, text: string): EditedLine {
	const [before, after] = split(line);
	const typed = before + text;
	return typed.length + after.length > LONGEST_TEXT ? line : {text: typed + after, cursor: graphemes(typed).length};
}

/** What an editing key makes of the line; undefined when it is none. The keys are those of a shell. */
export function editLine(line: EditedLine, key: string): EditedLine | undefined {
	const [before, after] = split(line);
	const {text, cursor} = line;
	const length = graphemes(text).length;
	switch (key) {
		case 'left':
		case 'ctrl-b':
			return {text, cursor: Math.max(0, cursor - 1)};
		case 'right':
		case 'ctrl-f':
			return {text, cursor: Math.min(length, cursor + 1)};
		case 'home':
		case 'ctrl-a':
			return {text, cursor: 0};
		case 'end':
		case 'ctrl-e':
			return {text, cursor: length};
		case 'backspace':
			return keep(graphemes(before).slice(0, -1).join(''), after);
		case 'delete':
		case 'ctrl-d':
			return keep(before, graphemes(after).slice(1).join(''));
		case 'ctrl-u':
			return keep('', after);
		case 'ctrl-k':
			return keep(before, '');
		case 'ctrl-w':
		case 'alt-backspace':
			return keep(before.replace(/\S+\s*$/u, ''), after);
		default:
			return isTyped(key) ? insertText(line, key) : undefined;
	}
}

/** The text before and from the cursor on. */
export function split({text, cursor}: EditedLine): readonly [string, string] {
	const parts = graphemes(text);
	return [parts.slice(0, cursor).join(''), parts.slice(cursor).join('')];
}

/** A printable key is the character itself; every other is a word or has a modifier. */
function isTyped(key: string): boolean {
	return graphemes(key).length === 1 && !/\p{Control}/u.test(key);
}

function keep(before: string, after: string): EditedLine {
	return {text: before + after, cursor: graphemes(before).length};
}
