import fc from 'fast-check';
import {expect, it} from 'vitest';
import {highlight} from '../../../src/ui/log/highlight.js';
import {withoutSgr} from '../../../src/ui/text/styled-text.js';

const style = (text: string) => `<${text}>`;

it('dresses the ranges, and nothing else', () => {
	expect(
		highlight(
			'abcdef',
			[
				{from: 1, to: 3},
				{from: 5, to: 6},
			],
			style,
		),
	).toBe('a<bc>de<f>');
	expect(highlight('abcdef', [], style)).toBe('abcdef');
});

it('takes the colours off where it dresses, and lets them go on', () => {
	expect(highlight('\x1b[31mabc\x1b[0md', [{from: 1, to: 2}], style)).toBe('\x1b[31ma\x1b[0m<b>\x1b[31mc\x1b[0md');
	expect(highlight('a\x1b[31mbc', [{from: 0, to: 2}], style)).toBe('<a>\x1b[31m\x1b[0m<b>\x1b[31mc');
});

it('dresses what looks like one character as a whole', () => {
	expect(highlight('a👨‍👩‍👧b', [{from: 1, to: 2}], style)).toBe('a<👨‍👩‍👧>b');
	expect(highlight('e\u0301x', [{from: 1, to: 2}], style)).toBe('<e\u0301>x');
});

it('keeps every character of any text', () => {
	const texts = fc.array(fc.oneof(fc.string({unit: 'grapheme', maxLength: 5}), fc.constantFrom('\x1b[31m', '\x1b[0m')));
	const range = fc.tuple(fc.nat(20), fc.nat(20)).map(([from, length]) => ({from, to: from + length}));
	fc.assert(
		fc.property(texts, fc.array(range), (parts, ranges) => {
			const text = parts.join('').replaceAll(/[<>]/g, '');
			const rising = ranges.sort((one, other) => one.from - other.from);
			const drawn = highlight(text, rising, style);
			expect(withoutSgr(drawn).replaceAll(/[<>]/g, '')).toBe(withoutSgr(text));
		}),
	);
});
