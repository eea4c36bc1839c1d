import {stripVTControlCharacters} from 'node:util';
import {describe, expect, it} from 'vitest';
import {GOES_ON} from '../../../src/ui/terminal/soft-wrap.js';
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
		expect(diffFrame({shown: ['a', 'b'], wanted: ['a', 'b'], size})).toBe('');
		expect(diffFrame({shown: ['a', '', ''], wanted: ['a'], size})).toBe('');
	});

	it('writes only the rows that differ', () => {
		const update = diffFrame({shown: ['one', 'two', 'three'], wanted: ['one', 'TWO', 'three'], size});
		expect(stripVTControlCharacters(update)).toBe('TWO');
	});

	it('writes all rows when nobody knows what the terminal shows', async () => {
		const picture = new TerminalPicture(size);
		await picture.write('junk\r\njunk\r\njunk');
		await picture.write(diffFrame({shown: undefined, wanted: ['one'], size}));
		expect(picture.rows).toEqual(['one', '', '']);
	});

	it('erases a row that the frame no longer has', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(diffFrame({shown: undefined, wanted: ['one', 'two', 'three'], size}));
		await picture.write(diffFrame({shown: ['one', 'two', 'three'], wanted: ['one'], size}));
		expect(picture.rows).toEqual(['one', '', '']);
	});

	it('keeps the last cell of a row of full width', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(diffFrame({shown: undefined, wanted: ['0123456789', 'abcdefghij', 'ABCDEFGHIJ'], size}));
		expect(picture.rows).toEqual(['0123456789', 'abcdefghij', 'ABCDEFGHIJ']);
		expect(picture.scrolledRows).toBe(0);
	});

	it('cuts a row that the terminal finds wider than we do, and leaves the next one alone', async () => {
		const picture = new TerminalPicture(size);
		await picture.write(ENTER_SCREEN);
		await picture.write(diffFrame({shown: undefined, wanted: ['a', '0123456789more', 'c'], size}));
		expect(picture.rows).toEqual(['a', '012345678e', 'c']);
	});

	it('does not let the colour of one row run into the erased part of the next', () => {
		const update = diffFrame({shown: undefined, wanted: ['\u001b[41mred', 'plain'], size});
		expect(update.split('\u001b[2H')[1]).toMatch(/^\u001b\[m\u001b\[K/);
	});

	it('begins and ends a synchronized update', () => {
		const update = diffFrame({shown: undefined, wanted: ['a'], size});
		expect(update.startsWith('\u001b[?2026h')).toBe(true);
		expect(update.endsWith('\u001b[?2026l')).toBe(true);
	});
});

describe('rows of one line', () => {
	const line = ['0123456789', 'abcdefghij', 'rest'];
	const wrapped = line.map((row, index) => (index < 2 ? row + GOES_ON : row));

	/** What the terminal shows and takes for continued rows after each of some frames. */
	async function show(...frames: readonly (readonly string[])[]) {
		const picture = new TerminalPicture(size);
		await picture.write(ENTER_SCREEN);
		let shown: readonly string[] | undefined;
		for (const wanted of frames) {
			await picture.write(diffFrame({shown, wanted, size}));
			shown = wanted;
		}
		return {rows: picture.rows, continued: picture.continuedRows, scrolled: picture.scrolledRows};
	}

	it('are one line to the terminal, also at the bottom of the screen', async () => {
		expect(await show(wrapped)).toEqual({rows: line, continued: [1, 2], scrolled: 0});
	});

	it('are lines of their own where they are not full, or of characters that terminals measure differently', async () => {
		expect(await show([`012345678${GOES_ON}`, 'abc'])).toMatchObject({continued: []});
		expect(await show([`01234567字${GOES_ON}`, 'abc'])).toMatchObject({continued: []});
		expect(await show([`012345678\u00b1${GOES_ON}`, 'abc'])).toMatchObject({continued: []});
	});

	it('keep their colours', async () => {
		const red = [`\x1b[31m0123456789\x1b[0m${GOES_ON}`, '\x1b[31mrest\x1b[0m'];
		expect(await show(red)).toMatchObject({rows: ['0123456789', 'rest', ''], continued: [1]});
	});

	it('stay one line when one of them changes', async () => {
		expect(await show(wrapped, [wrapped[0] ?? '', `ABCDEFGHIJ${GOES_ON}`, 'rest'])).toMatchObject({
			rows: ['0123456789', 'ABCDEFGHIJ', 'rest'],
			continued: [1, 2],
		});
		expect(await show(wrapped, [...wrapped.slice(0, 2), 'REST'])).toMatchObject({continued: [1, 2]});
	});

	it('are lines of their own again when another line takes the place of one of them', async () => {
		expect(await show(wrapped, ['other', ...wrapped.slice(1)])).toMatchObject({
			rows: ['other', 'abcdefghij', 'rest'],
			continued: [2],
		});
		expect(await show(wrapped, ['0123456789', ...wrapped.slice(1)])).toMatchObject({continued: [2]});
		expect(await show(wrapped, [...wrapped.slice(0, 1), 'other', 'rest'])).toMatchObject({continued: [1]});
	});

	it('push nothing down where the rest is wider than we think', async () => {
		expect(await show([`0123456789${GOES_ON}`, 'abcdefghijMORE', 'next'])).toMatchObject({
			rows: ['0123456789', 'abcdefghiE', 'next'],
			continued: [1],
		});
	});

	it('are written only where they differ', () => {
		expect(diffFrame({shown: wrapped, wanted: wrapped, size})).toBe('');
	});
});
