import {createRequire} from 'node:module';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {latencyBucket} from '../../src/model/latency-histogram.js';

describe('the latency counter', () => {
	const {createLatencyCounter} = createRequire(import.meta.url)('../../dist/preload/latency.cjs');

	test('has the buckets that the primary knows', () => {
		const counter = createLatencyCounter();
		const latency = fc.oneof(fc.double({min: 0, max: 1e7, noNaN: true}), fc.double({min: 0, max: 10, noNaN: true}));
		fc.assert(
			fc.property(latency, ms => {
				counter.add(ms, 1);
				expect(counter.take()).toEqual([latencyBucket(ms), 1]);
			}),
		);
	});

	test('tells what was counted once, by ascending bucket', () => {
		const counter = createLatencyCounter();
		for (const ms of [5, 0.01, 5, 36e5]) {
			counter.add(ms, 1);
		}
		expect(counter.take()).toEqual([10, 1, latencyBucket(5), 2, latencyBucket(36e5), 1]);
		expect(counter.take()).toEqual([]);
		counter.add(5, 7);
		expect(counter.take()).toEqual([latencyBucket(5), 7]);
	});
});
