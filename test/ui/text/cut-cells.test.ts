import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cellWidth} from '../../../src/ui/text/cells.js';
import {cutCells} from '../../../src/ui/text/cut-cells.js';
import {graphemes, withoutSgr} from '../../../src/ui/text/styled-text.js';

const RED = '\x1b[31m';
const BOLD = '\x1b[1m';
const RESET = '\x1b[0m';
const cut = (text: string, from: number, width: number) => cutCells(text, {from, width, before: '‹', after: '›'});

describe('cutCells', () => {
	it('leaves alone what fits', () => {
		expect(cut('abcdef', 0, 6)).toBe('abcdef');
		expect(cut('日本語', 0, 6)).toBe('日本語');
		expect(cut('', 0, 6)).toBe('');
		expect(cut('', 3, 6)).toBe('');
	});

	it('marks the edges beyond which the text goes on', () => {
		expect(cut('abcdefghij', 0, 6)).toBe('abcde›');
		expect(cut('abcdefghij', 2, 6)).toBe('‹defg›');
		expect(cut('abcdefghij', 4, 6)).toBe('‹fghij');
		expect(cut('abc', 4, 6)).toBe('‹');
	});

	it('has one mark where there is room for one, and nothing where there is none', () => {
		expect(cut('abc', 1, 1)).toBe('›');
		expect(cut('abc', 2, 1)).toBe('‹');
		expect(cut('abc', 0, 0)).toBe('');
		expect(cut('abc', 0, -3)).toBe('');
	});

	it('leaves a space of a wide character that is cut in half', () => {
		expect(cut('日本語テ', 0, 6)).toBe('日本 ›');
		expect(cut('日本語テ', 1, 7)).toBe('‹本語テ');
		expect(cut('日本語テ', 2, 5)).toBe('‹ 語›');
		expect(cut('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 1, 5)).toBe('‹👨‍👩‍👧👨‍👩‍👧');
	});

	it('begins with the styles that are on there, and lets none out', () => {
		expect(cut(`${RED}abcdefgh`, 2, 4)).toBe(`‹${RED}de${RESET}›`);
		expect(cut(`a${BOLD}b${RED}cdefgh`, 3, 5)).toBe(`‹${BOLD}${RED}efgh${RESET}`);
		expect(cut(`${RED}ab${RESET}cdefgh`, 3, 5)).toBe('‹efgh');
		expect(cut(`abcd${RED}efgh`, 0, 8)).toBe(`abcd${RED}efgh${RESET}`);
		expect(cut(RED, 0, 8)).toBe('');
	});

	it('shows the same cells as the whole text, at any place', () => {
		const unit = fc.constantFrom('a', ' ', 'é', '日', '\u{1f600}', 'e\u0301', RED, BOLD, RESET);
		const text = fc.array(unit, {maxLength: 30}).map(parts => parts.join(''));
		fc.assert(
			fc.property(text, fc.nat(40), fc.nat(20), (drawn, from, width) => {
				const cells = cellsOf(drawn);
				const seen = cutCells(drawn, {from, width, before: '‹', after: '›'});
				const expected = cells.slice(from, from + width);
				if (width > 0 && from > 0 && cells.length > 0) {
					expected[0] = '‹';
				}
				if (width > 0 && cells.length > from + width) {
					expected[width - 1] = '›';
				}
				expect(cellWidth(seen)).toBe(expected.length);
				expect(cellsOf(seen)).toEqual(withHalves(expected));
			}),
			{numRuns: 1000},
		);
	});

	it('is as right far from the beginning of a long line', () => {
		const long = `${RED}${'x'.repeat(16_000)}${RESET}`.repeat(4);
		expect(cut(long, 60_000, 5)).toBe(`‹${RED}xxx${RESET}›`);
	});
});

const LEFT_HALF = /[日\u{1f600}]/u;

/** Cell by cell; of a wide character, the second has nothing. */
function cellsOf(text: string): string[] {
	return graphemes(withoutSgr(text)).flatMap(char => (cellWidth(char) === 2 ? [char, ''] : [char]));
}

/** A half alone is a space. */
function withHalves(cells: readonly string[]): string[] {
	return cells.map((cell, index) => {
		const isLonelyLeft = LEFT_HALF.test(cell) && cells[index + 1] !== '';
		const isLonelyRight = cell === '' && !LEFT_HALF.test(cells[index - 1] ?? '');
		return isLonelyLeft || isLonelyRight ? ' ' : cell;
	});
}
