import {expect, it} from 'vitest';
import {findMatches} from '../../../src/ui/log/find-matches.js';

const find = (pattern: string, texts: readonly string[]) => findMatches(pattern, texts, {limitMs: 60_000});

it('finds each match in each text, in smart case', () => {
	expect(find('a+', ['baab A', 'x'])).toEqual([
		[
			{from: 1, to: 3},
			{from: 5, to: 6},
		],
		[],
	]);
	expect(find('A', ['aA'])).toEqual([[{from: 1, to: 2}]]);
});

it('finds nothing where it is empty or cannot be parsed', () => {
	expect(find('x*', ['yxy'])).toEqual([[{from: 1, to: 2}]]);
	expect(find('(', ['('])).toEqual([[]]);
});

it('gives up what takes for ever', () => {
	expect(findMatches('(a+)+$', [`${'a'.repeat(60)}b`, 'aa'])).toEqual([[], []]);
});
