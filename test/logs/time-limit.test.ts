import {expect, it} from 'vitest';
import {runWithLimit} from '../../src/logs/time-limit.js';

it('answers with what comes of it in time', () => {
	expect(runWithLimit(10_000, () => 7)).toEqual({result: 7});
	expect(runWithLimit(10_000, () => undefined)).toEqual({result: undefined});
});

it('gives up a regular expression that takes for ever', () => {
	expect(runWithLimit(50, () => /^(a+)+$/.test(`${'a'.repeat(60)}b`))).toBeUndefined();
	expect(runWithLimit(10_000, () => 'as before')).toEqual({result: 'as before'});
});

it('passes on what is thrown', () => {
	expect(() =>
		runWithLimit(10_000, () => {
			throw new RangeError('odd');
		}),
	).toThrow('odd');
});
