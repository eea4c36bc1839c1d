import {expect, test} from 'vitest';
import {StderrTail} from '../../src/logs/stderr-tail.js';
import {buildBlock} from './build-block.js';

function tailOf(...blocks: readonly (readonly string[])[]): StderrTail {
	const tail = new StderrTail();
	for (const lines of blocks) {
		tail.push(buildBlock({seq: 1, instance: 0, kind: 'stderr', lines}));
	}

	return tail;
}

test('the last lines that are not blank, oldest first, over several writes', () => {
	const tail = tailOf(['a', 'b'], ['', '  '], ['c', '']);
	expect(tail.lines(2)).toEqual(['b', 'c']);
	expect(tail.lines(9)).toEqual(['a', 'b', 'c']);
	expect(tail.lines(0)).toEqual([]);
});

test('fifty lines are remembered, however many single ones come', () => {
	const lines = Array.from({length: 200}, (_, index) => `line ${index}`);
	expect(tailOf(...lines.map(line => [line])).lines(1000)).toEqual(lines.slice(-50));
});

test('long lines leave earlier ones behind, but never the last', () => {
	const long = Array.from({length: 10}, (_, index) => `${index}`.repeat(16 * 1024));
	expect(tailOf(...long.map(line => [line])).lines(1000)).toEqual(long.slice(-2));
});
