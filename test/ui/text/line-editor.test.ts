import {describe, expect, it} from 'vitest';
import {type EditedLine, EMPTY_LINE, editLine, insertText, LONGEST_TEXT} from '../../../src/ui/text/line-editor.js';

/** A line with its cursor shown as `|`. */
function type(keys: readonly string[], from: EditedLine = EMPTY_LINE): string {
	const {text, cursor} = keys.reduce((line, key) => editLine(line, key) ?? line, from);
	const cells = Array.from(new Intl.Segmenter().segment(text), ({segment}) => segment);
	return [...cells.slice(0, cursor), '|', ...cells.slice(cursor)].join('');
}

const LINE: EditedLine = {text: 'one two three', cursor: 7};

describe('editLine', () => {
	it('types at the cursor', () => {
		expect(type(['a', 'b', 'left', 'c'])).toBe('ac|b');
		expect(type(['日', 'é', ' ', '👨‍👩‍👧'])).toBe('日é 👨‍👩‍👧|');
	});

	it('moves by what looks like one character', () => {
		const family = insertText(EMPTY_LINE, 'a👨‍👩‍👧e\u0301b');
		expect(type(['left', 'left', 'left'], family)).toBe('a|👨‍👩‍👧e\u0301b');
		expect(type(['backspace', 'backspace'], family)).toBe('a👨‍👩‍👧|');
	});

	it('stops at both ends', () => {
		expect(type(['left', 'backspace'], {text: 'ab', cursor: 0})).toBe('|ab');
		expect(type(['right', 'delete'], {text: 'ab', cursor: 2})).toBe('ab|');
	});

	it.each([
		['home', '|one two three'],
		['ctrl-a', '|one two three'],
		['end', 'one two three|'],
		['ctrl-e', 'one two three|'],
		['backspace', 'one tw| three'],
		['delete', 'one two|three'],
		['ctrl-d', 'one two|three'],
		['ctrl-u', '| three'],
		['ctrl-k', 'one two|'],
		['ctrl-w', 'one | three'],
	])('knows %s', (key, result) => {
		expect(type([key], LINE)).toBe(result);
	});

	it('takes no other key for text', () => {
		for (const key of ['f1', 'up', 'ctrl-x', 'alt-a', 'insert', 'tab']) {
			expect(editLine(LINE, key)).toBeUndefined();
		}
	});
});

it('a line has a longest length, and stays as it is rather than to pass it', () => {
	const full = insertText(EMPTY_LINE, 'x'.repeat(LONGEST_TEXT));
	expect(full.text).toHaveLength(LONGEST_TEXT);
	expect(insertText(full, 'y')).toBe(full);
});
