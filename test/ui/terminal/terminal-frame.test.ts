import {stripVTControlCharacters} from 'node:util';
import {describe, expect, it} from 'vitest';
import {diffFrame, parseFrame} from '../../../src/ui/terminal/terminal-frame.js';
import {ENTER_SCREEN} from '../../../src/ui/terminal/terminal-sequences.js';
import {TerminalPicture} from '../terminal-picture.js';

const size = {columns: 10, rows: 3};

describe('parseFrame', () => {
	it('cuts what is below the last row', () => {
		expect(parseFrame('a\nb\nc', 2)).toEqual(['a', 'b']);
	});
});

describe('diffFrame', () => {
	it('writes nothing when nothing differs', () => {
		expect(diffFrame({shown: ['a', 'b'], wanted: ['a', 'b'], rows: 3})).toBe('');
		expect(diffFrame({shown: ['a', '', ''], wanted: ['a'], rows: 3})).toBe('');
	});

	it('writes only the rows that differ', () => {
		const update = diffFrame({shown: ['one', 'two', 'three'], wanted: ['one', 'TWO', 'three'], rows: 3});
		expect(stripVTControlCharacters(update)).toBe('TWO');
	});

	it('writes all rows when nobody knows what the terminal shows', async () => {
		const picture = new TerminalPicture(size);
		await picture.write('junk\r\njunk\r\njunk');
		await picture.write(diffFrame({shown: undefined, wanted: ['one'], rows: 3}));
		expect(picture.rows).toEqual(['one', '', '']);
	});

	it('erases a row that the frame no longer has', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(diffFrame({shown: undefined, wanted: ['one', 'two', 'three'], rows: 3}));
		await picture.write(diffFrame({shown: ['one', 'two', 'three'], wanted: ['one'], rows: 3}));
		expect(picture.rows).toEqual(['one', '', '']);
	});

	it('keeps the last cell of a row of full width', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(diffFrame({shown: undefined, wanted: ['0123456789', 'abcdefghij', 'ABCDEFGHIJ'], rows: 3}));
		expect(picture.rows).toEqual(['0123456789', 'abcdefghij', 'ABCDEFGHIJ']);
		expect(picture.scrolledRows).toBe(0);
	});

	it('cuts a row that the terminal finds wider than we do, and leaves the next one alone', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(ENTER_SCREEN);
		await picture.write(diffFrame({shown: undefined, wanted: ['a', '0123456789more', 'c'], rows: 3}));
		expect(picture.rows).toEqual(['a', '012345678e', 'c']);
	});

	it('does not let the colour of one row run into the erased part of the next', () => {
		const update = diffFrame({shown: undefined, wanted: ['\u001b[41mred', 'plain'], rows: 2});
		expect(update.split('\u001b[2H')[1]).toMatch(/^\u001b\[m\u001b\[K/);
	});

	it('begins and ends a synchronized update', () => {
		const update = diffFrame({shown: undefined, wanted: ['a'], rows: 1});
		expect(update.startsWith('\u001b[?2026h')).toBe(true);
		expect(update.endsWith('\u001b[?2026l')).toBe(true);
	});
});
