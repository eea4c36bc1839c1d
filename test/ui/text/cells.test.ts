import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {cellWidth, padEnd, padStart, truncate, wrap} from '../../../src/ui/text/cells.js';
import {graphemes, ONE_CELL_EACH, withoutSgr} from '../../../src/ui/text/styled-text.js';

const RED = '\x1b[31m';
const RESET = '\x1b[0m';
const cut = (text: string, width: number) => truncate(text, {width, ellipsis: '…'});

const styledText = fc
	.array(
		fc.oneof(fc.string({unit: 'grapheme', maxLength: 8}), fc.constantFrom(RED, RESET, '\x1b[m', '\x1b[1;4m', '日本')),
	)
	.map(parts => parts.join(''));

describe('cellWidth', () => {
	it('counts wide characters as two cells, and neither marks nor SGR', () => {
		expect(cellWidth('abc')).toBe(3);
		expect(cellWidth('日本')).toBe(4);
		expect(cellWidth('e\u0301')).toBe(1);
		expect(cellWidth('👨‍👩‍👧')).toBe(2);
		expect(cellWidth(`${RED}ab${RESET}`)).toBe(2);
	});

	it('is right about each of the characters that it does not measure', () => {
		for (let code = 0; code < 0xffff; code += 1) {
			const character = String.fromCharCode(code);
			if (ONE_CELL_EACH.test(character)) {
				expect(stringWidth(character), `U+${code.toString(16)}`).toBe(1);
			}
		}
	});
});

describe('truncate', () => {
	it('leaves alone what fits', () => {
		expect(cut('abcdef', 6)).toBe('abcdef');
		expect(cut('日本語', 6)).toBe('日本語');
	});

	it('puts the ellipsis into the last cell of what does not', () => {
		expect(cut('abcdefg', 6)).toBe('abcde…');
		expect(cut('a日本語', 6)).toBe('a日本…');
	});

	it('cuts no wide character in half', () => {
		expect(cut('日本語テ', 6)).toBe('日本…');
	});

	it('ends the styles of what it has cut', () => {
		expect(cut(`${RED}abcdefg`, 4)).toBe(`${RED}abc…${RESET}`);
	});

	it('never takes more cells than it was given', () => {
		fc.assert(
			fc.property(styledText, fc.integer({min: 0, max: 30}), (text, width) => cellWidth(cut(text, width)) <= width),
		);
	});
});

describe('wrap', () => {
	it('cuts into rows', () => {
		expect(wrap('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
		expect(wrap('日本語', 4)).toEqual(['日本', '語']);
		expect(wrap('', 4)).toEqual(['']);
	});

	it('goes on with the styles in the next row, until they are reset', () => {
		expect(wrap(`${RED}abcd${RESET}ef`, 3)).toEqual([`${RED}abc${RESET}`, `${RED}d${RESET}ef${RESET}`]);
	});

	it('loses nothing and takes no more cells than it was given', () => {
		fc.assert(
			fc.property(styledText, fc.integer({min: 1, max: 20}), (text, width) => {
				const rows = wrap(text, width);
				expect(rows.every(row => cellWidth(row) <= width)).toBe(true);
				const seen = graphemes(withoutSgr(text)).filter(cell => cellWidth(cell) > 0);
				expect(withoutSgr(rows.join('')).length).toBeGreaterThanOrEqual(seen.length);
			}),
		);
	});
});

describe('SGR that Ink would not understand', () => {
	it('is written out: a reset without its 0, colours with colons', () => {
		expect(cut('é\x1b[mx', 9)).toBe(`é${RESET}x${RESET}`);
		expect(cut('é\x1b[38:5:208mx', 9)).toContain('\x1b[38;5;208m');
		expect(cut('é\x1b[38:2::1:2:3mx', 9)).toContain('\x1b[38;2;1;2;3m');
		expect(cut('é\x1b[4:3mx\x1b[4:0my', 9)).toContain('\x1b[4:3mx\x1b[24my');
		expect(cut('é\x1b[58:2::1:2:3mx', 9)).toContain('\x1b[58;2;1;2;3m');
	});

	it('is not concealed, and an 8 that is part of a colour stays', () => {
		expect(cut('é\x1b[8mx\x1b[1;8my', 9)).toContain('éx\x1b[1my');
		expect(cut('é\x1b[38;5;8mx\x1b[8;48;2;8;8;8my', 9)).toContain('é\x1b[38;5;8mx\x1b[48;2;8;8;8my');
	});
});

it('pads by cells, not by characters', () => {
	expect(padEnd('日', 4)).toBe('日  ');
	expect(padStart('日', 4)).toBe('  日');
	expect(padEnd('abcdef', 4)).toBe('abcdef');
});
