import {expect, it} from 'vitest';
import {judgeMemory, type MemoryGuard, type MemoryReading, NEW_MEMORY_GUARD} from '../../src/model/memory-guard.js';

const worker = (instance: number, rssBytes: number): MemoryReading => ({instance, pid: 100 + instance, rssBytes});

/** What is replaced at each of these samples, one a second. */
function replacements(samples: ReadonlyArray<readonly MemoryReading[]>): Array<number | undefined> {
	let guard: MemoryGuard = NEW_MEMORY_GUARD;
	return samples.map((readings, second) => {
		const judged = judgeMemory(guard, {readings, limitBytes: 1000, at: second * 1000});
		guard = judged.guard;
		return judged.excess?.instance;
	});
}

it('replaces a worker that is over the limit three samples in a row', () => {
	expect(replacements(Array(3).fill([worker(0, 1001)]))).toEqual([undefined, undefined, 0]);
});

it('starts to count anew when a sample is within it', () => {
	const over = [worker(0, 1001)];
	expect(replacements([over, over, [worker(0, 1000)], over, over])).toEqual(Array(5).fill(undefined));
});

it('takes the worst first, and the same instance again a minute later at the earliest', () => {
	const samples = Array(70).fill([worker(0, 1001), worker(1, 2000)]);
	const replaced = replacements(samples).flatMap((instance, second) =>
		instance === undefined ? [] : [[second, instance]],
	);
	expect(replaced).toEqual([
		[2, 1],
		[3, 0],
		[62, 1],
		[63, 0],
	]);
});
