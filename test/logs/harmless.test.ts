import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import {describe, expect, test, vi} from 'vitest';
import {harmless, stripSgr} from '../../src/logs/harmless.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

const esc = '\u001B';

describe('stays as it is', () => {
	test.each(['', 'GET /users 200 12ms', 'grüße 語 👨‍👩‍👧 שלום', '{red-fg}no markup{/}', '\u00A0\u200E\uFEFF'])(
		'%j',
		text => {
			expect(harmless(text)).toBe(text);
		},
	);

	test.each([['0'], ['1'], ['1;31'], ['38;5;208'], ['38;2;255;0;10'], ['4:3'], ['38:2::255:0:0'], ['1;;3'], ['1;']])(
		'SGR %s',
		parameters => {
			const text = `${esc}[${parameters}mred${esc}[0m`;
			expect(harmless(text)).toBe(text);
		},
	);
});

test('an SGR with its first parameter left out is written out, as slice-ansi takes it for text', () => {
	expect(harmless(`${esc}[mx`)).toBe(`${esc}[0mx`);
	expect(harmless(`${esc}[;31mx`)).toBe(`${esc}[0;31mx`);
	expect(sliceAnsi(`${esc}[mabc`, 1, 2)).not.toBe('b');
});

test('without SGR only the text is left', () => {
	expect(stripSgr(harmless(`${esc}[1;38:2::1:2:3ma${esc}[m${esc}[2Jb${esc}[4:3m`))).toBe('a^[[2Jb');
});

describe('is shown', () => {
	test.each([
		['clear screen', `${esc}[2Jx`, '^[[2Jx'],
		['cursor moves', `${esc}[3A${esc}[10;20Hx`, '^[[3A^[[10;20Hx'],
		['private modes', `${esc}[?1049h`, '^[[?1049h'],
		['xterm key modes, which end in m', `${esc}[>4;2m`, '^[[>4;2m'],
		['a query that ends in m', `${esc}[?4m`, '^[[?4m'],
		['SGR with a colon first', `${esc}[:3m`, '^[[:3m'],
		['SGR with an endless number', `${esc}[${'9'.repeat(30)}m`, `^[[${'9'.repeat(30)}m`],
		['SGR with hundreds of parameters', `${esc}[${'1;'.repeat(300)}1m`, `^[[${'1;'.repeat(300)}1m`],
		['a window title', `${esc}]0;gotcha\u0007x`, '^[]0;gotcha^Gx'],
		['a link', `${esc}]8;;http://x${esc}\\here`, '^[]8;;http://x^[\\here'],
		['a device string', `${esc}P$q"p${esc}\\`, '^[P$q"p^[\\'],
		['a reset', `${esc}c`, '^[c'],
		['an SGR that does not end', `red${esc}[31`, 'red^[[31'],
		['a lone escape at the end', `x${esc}`, 'x^['],
		['escape before SGR', `${esc}${esc}[1mx`, `^[${esc}[1mx`],
		['NUL, bell, backspace and delete', '\0\u0007\b\u007F', '^@^G^H^?'],
		['8-bit control sequences', '\u009B2J\u0085\u009D', '\\u009b2J\\u0085\\u009d'],
		['line separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
		['text direction overrides', '\u202Eevil\u202C\u2066', '\\u202eevil\\u202c\\u2066'],
		['a line feed', 'a\nb', 'a^Jb'],
		['form feed and vertical tab', '\f\v', '^L^K'],
	])('%s', (_, text, shown) => {
		expect(harmless(text)).toBe(shown);
	});
});

describe('a tab', () => {
	test.each([
		['\tx', `${' '.repeat(8)}x`],
		['abc\tx', `abc${' '.repeat(5)}x`],
		['12345678\tx', `12345678${' '.repeat(8)}x`],
		['a\tb\tc', `a${' '.repeat(7)}b${' '.repeat(7)}c`],
		['語\tx', `語${' '.repeat(6)}x`],
		[`${esc}[31mab${esc}[0m\tx`, `${esc}[31mab${esc}[0m${' '.repeat(6)}x`],
		['\0\tx', `^@${' '.repeat(6)}x`],
		['a\t', `a${' '.repeat(7)}`],
	])('%j reaches the next multiple of 8 columns', (text, shown) => {
		expect(harmless(text)).toBe(shown);
	});
});

describe('a carriage return', () => {
	test('a progress bar shows where it has come to', () => {
		expect(harmless('10%\r50%\r100%')).toBe('100%');
		expect(harmless(`\r${esc}[32m[==  ]${esc}[0m\r${esc}[32m[====]${esc}[0m`)).toBe(`${esc}[32m[====]${esc}[0m`);
		expect(harmless('loading 50%\r           \rdone')).toBe('done');
		expect(harmless(`loading 50%\r${esc}[Kdone\r${esc}[2K${esc}[32mok${esc}[0m`)).toBe(`${esc}[32mok${esc}[0m`);
		expect(harmless(`loading 50%${esc}[K\rdone${esc}[K`)).toBe('done');
	});

	test('text that would not be covered entirely stays', () => {
		expect(harmless('Error: disk full\rdone')).toBe('Error: disk full^Mdone');
		expect(harmless('a\tb\rshort')).toBe(`a${' '.repeat(7)}b^Mshort`);
		expect(harmless('語語\rabc')).toBe('語語^Mabc');
		expect(harmless('abc\r\tx')).toBe(`abc^M   x`);
		expect(harmless('Error: disk full\r     \rdone')).toBe('Error: disk full^M     ^Mdone');
	});

	test('at the end writes over nothing', () => {
		expect(harmless('Error: x\r')).toBe('Error: x');
		expect(harmless('a\rb\r')).toBe('b');
	});
});

describe('a backspace', () => {
	test('a spinner shows its last picture, and bold by overstriking the letters', () => {
		expect(harmless('wait |\b/\b-\b\\')).toBe('wait \\');
		expect(harmless('⠋\b⠙\b⠹ done')).toBe('⠹ done');
		expect(harmless('N\bNA\bAM\bME\bE')).toBe('NAME');
		expect(harmless('50%\b\b\b100%')).toBe('100%');
		expect(harmless(`${esc}[32m|\b${esc}[31m/${esc}[0m`)).toBe(`${esc}[32m${esc}[31m/${esc}[0m`);
	});

	test('at the end, or with nothing before it, moves nothing', () => {
		expect(harmless('password\b\b')).toBe('password');
		expect(harmless('\bx')).toBe('x');
	});

	test('is shown where it is not sure what it goes back over', () => {
		expect(harmless('語\bx')).toBe('語^Hx');
	});
});

test('a line far longer than any progress bar is not looked through for what writes over what', () => {
	const long = 'x'.repeat(70_000);
	expect(harmless(`${long}\by`)).toBe(`${long}^Hy`);
	expect(harmless(`${long}\r${long}`)).toBe(`${long}^M${long}`);
});

describe('whatever comes', () => {
	const hostile = fc.oneof(
		fc.string({unit: 'binary', maxLength: 200}),
		fc.uint8Array({maxLength: 300}).map(bytes => Buffer.from(bytes).toString('utf8')),
		fc
			.array(
				fc.constantFrom(
					esc,
					'[',
					'm',
					';',
					':',
					'1',
					'38',
					'\t',
					'\r',
					'\n',
					'\u009B',
					']',
					'\u0007',
					'x',
					'語',
					'?',
					'\u202E',
				),
				{maxLength: 40},
			)
			.map(parts => parts.join('')),
	);

	test('no control character is left but in a whole SGR', () => {
		fc.assert(
			fc.property(hostile, text => {
				expect(stripSgr(harmless(text))).not.toMatch(/[\0-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
			}),
			{numRuns: 5000},
		);
	});

	test('it is harmless once and for all', () => {
		fc.assert(
			fc.property(hostile, text => {
				expect(harmless(harmless(text))).toBe(harmless(text));
			}),
			{numRuns: 2000},
		);
	});

	test('slice-ansi and string-width understand every SGR that is left', () => {
		fc.assert(
			fc.property(hostile, text => {
				const shown = harmless(text);
				expect(stripSgr(sliceAnsi(shown, 0))).toBe(stripSgr(shown));
				expect(stringWidth(shown)).toBe(stringWidth(stripSgr(shown)));
			}),
			{numRuns: 2000},
		);
	});
});
