import {expect, test} from 'vitest';
import {findLargestSource} from '../../src/logs/largest-source.js';
import {LogSource} from '../../src/logs/log-source.js';
import {buildBlock} from './build-block.js';

/** Sources of so many lines, each with the number of its first line. */
function largestOf(...sizes: readonly (readonly [lines: number, firstSeq: number])[]) {
	const sources = sizes.map(([lines, seq], instance) => {
		const source = new LogSource();
		source.append(buildBlock({seq, instance, lines: Array.from({length: lines}, () => 'x')}));
		return source;
	});
	const {largest, lead} = findLargestSource(sources, source => source.lineCount);
	return {index: sources.indexOf(largest), lead};
}

test('the largest and its lead, wherever they stand', () => {
	expect(largestOf([5, 1], [9, 6], [2, 15])).toEqual({index: 1, lead: 4});
	expect(largestOf([9, 1], [5, 10], [2, 15])).toEqual({index: 0, lead: 4});
	expect(largestOf([2, 1], [5, 3], [9, 8])).toEqual({index: 2, lead: 4});
});

test('of equals the one with the oldest line, without a lead', () => {
	expect(largestOf([1, 1], [7, 20], [7, 10])).toEqual({index: 2, lead: 0});
	expect(largestOf([1, 1], [7, 10], [7, 20])).toEqual({index: 1, lead: 0});
});

test('one alone leads without end', () => {
	expect(largestOf([3, 1])).toEqual({index: 0, lead: Number.POSITIVE_INFINITY});
});

test('of nothing there is no largest', () => {
	expect(() => largestOf()).toThrow(RangeError);
});
