import {createRequire} from 'node:module';
import {describe, expect, test} from 'vitest';
import {countLatencies, countLatenciesBelow, latencyBucket, sumLatencies} from '../../src/model/latency-histogram.js';

const {createStopwatch} = createRequire(import.meta.url)('../../dist/preload/stopwatch.cjs');

/** Requests one after the other, each of the next of these lengths. */
function startServing() {
	let ms = 0;
	let readings = 0;
	const stopwatch = createStopwatch(() => {
		readings += 1;
		return ms;
	});
	return {
		serve: (requests: number, lengthsMs: readonly number[]) => {
			for (let i = 0; i < requests; i++) {
				const mark = stopwatch.start();
				ms += lengthsMs[i % lengthsMs.length] ?? 0;
				stopwatch.stop(mark);
			}
		},
		giveUp: () => stopwatch.start(),
		take: (): readonly number[] => stopwatch.take(),
		readings: () => readings,
	};
}

describe('the stopwatch', () => {
	test('times each of the requests of an interval where there are few', () => {
		const {serve, take} = startServing();
		serve(256, [5, 40]);
		expect(take()).toEqual([latencyBucket(5), 128, latencyBucket(40), 128]);
		serve(256, [5]);
		expect(take()).toEqual([latencyBucket(5), 256]);
	});

	test('counts none that is not answered', () => {
		const {giveUp, take} = startServing();
		giveUp();
		expect(take()).toEqual([]);
	});

	test('times some of many, which stand for all', () => {
		const {serve, take, readings} = startServing();
		serve(100_000, [5]);
		// 256, and 128 for each time that these double: 2^8.6 × 256 are 100,000. Two readings each.
		expect(readings()).toBeLessThan(2 * (256 + 9 * 128));
		const counted = countLatencies(sumLatencies([take()]));
		// The last group, of 256 requests, has no end.
		expect(Math.abs(counted - 100_000)).toBeLessThanOrEqual(256);
	});

	test.each([2, 3, 4, 5, 8, 16])('is not misled where every one of %i requests is slow', period => {
		const {serve, take} = startServing();
		serve(100_000, [...Array<number>(period - 1).fill(1), 100]);
		const latencies = sumLatencies([take()]);
		const slow = 1 - countLatenciesBelow(latencies, 50) / countLatencies(latencies);
		// Of 1,400 that are timed: four times the standard error.
		expect(Math.abs(slow - 1 / period)).toBeLessThan(4 * Math.sqrt((1 / period) * (1 - 1 / period)) * 0.05);
	});

	test('times each again after the end of an interval', () => {
		const {serve, take, readings} = startServing();
		serve(10_000, [5]);
		take();
		const before = readings();
		serve(100, [5]);
		expect(readings() - before).toBe(200);
		expect(take()).toEqual([latencyBucket(5), 100]);
	});
});
