import {expect, it} from 'vitest';
import {parsePattern} from '../../src/logs/search-pattern.js';

const matches = (source: string, text: string) => {
	const parsed = parsePattern(source);
	return parsed.ok ? parsed.pattern.test(text) : parsed.problem;
};

it('does not tell capitals from small letters, unless it has a capital', () => {
	expect(matches('time-?out', 'TimeOut')).toBe(true);
	expect(matches('Time', 'time')).toBe(false);
	expect(matches('Time', 'Time')).toBe(true);
	expect(matches('É', 'é')).toBe(false);
});

it('takes no escape and no name of a group for a capital', () => {
	for (const source of ['\\S\\Sx', '\\u00E9|x', '\\x4Ax|x', '(?<Name>x)']) {
		expect(matches(source, 'jjX')).toBe(true);
	}
});

it.each([
	['(', 'unterminated group'],
	['[a', 'unterminated character class'],
	['*', 'nothing to repeat'],
	['a{2,1}', 'numbers out of order in {} quantifier'],
	['\\', '\\ at end of pattern'],
])('says what is wrong with %s', (source, problem) => {
	expect(parsePattern(source)).toEqual({ok: false, problem});
});
