import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	addLatencies,
	countLatencies,
	countLatenciesBelow,
	LATENCY_BUCKETS,
	latencyBounds,
	latencyBucket,
	latencyPercentile,
	type SparseLatencies,
	sumLatencies,
	totalLatencyMs,
} from '../../src/model/latency-histogram.js';

const LONGEST_MS = 2 ** 31 / 1000;

const latencies = fc.array(fc.double({min: 0, max: 1e6, noNaN: true}), {minLength: 1, maxLength: 200});

function sparse(all: readonly number[]): SparseLatencies {
	const counts = new Map<number, number>();
	for (const ms of all) {
		counts.set(latencyBucket(ms), (counts.get(latencyBucket(ms)) ?? 0) + 1);
	}
	return [...counts].sort(([a], [b]) => a - b).flat();
}

describe('the buckets', () => {
	it('follow one another without a gap, from nothing to 36 minutes', () => {
		expect(latencyBounds(0)).toEqual({fromMs: 0, toMs: 0.001});
		for (let bucket = 1; bucket < LATENCY_BUCKETS; bucket++) {
			expect(latencyBounds(bucket).fromMs).toBe(latencyBounds(bucket - 1).toMs);
		}
		expect(latencyBounds(LATENCY_BUCKETS - 1).toMs).toBe(LONGEST_MS);
	});

	it('hold what they say, and are never wider than 1/32 of it above 32 µs', () => {
		fc.assert(
			fc.property(fc.integer({min: 0, max: 2 ** 31 - 1}), micros => {
				const {fromMs, toMs} = latencyBounds(latencyBucket((micros + 0.5) / 1000));
				expect(fromMs * 1000).toBeLessThanOrEqual(micros + 1e-6);
				expect(toMs * 1000).toBeGreaterThan(micros);
				expect(micros < 32 || (toMs - fromMs) / fromMs <= 1 / 32 + 1e-9).toBe(true);
			}),
		);
	});

	it('take in whatever they are given', () => {
		expect(latencyBucket(-1)).toBe(0);
		expect(latencyBucket(LONGEST_MS)).toBe(LATENCY_BUCKETS - 1);
		expect(latencyBucket(Number.POSITIVE_INFINITY)).toBe(LATENCY_BUCKETS - 1);
	});
});

describe('counts of several workers', () => {
	it('add up to what one that had served all would have counted', () => {
		fc.assert(
			fc.property(latencies, latencies, (one, other) => {
				expect(sumLatencies([sparse(one), sparse(other)])).toEqual(sumLatencies([sparse([...one, ...other])]));
			}),
		);
	});

	it('add to a sum in place', () => {
		const counts = sumLatencies([[3, 1]]);
		addLatencies(counts, [3, 2, 5, 1]);
		expect(counts[3]).toBe(3);
		expect(countLatencies(counts)).toBe(4);
	});
});

describe('latencyPercentile', () => {
	it('is within a bucket of the true one', () => {
		fc.assert(
			fc.property(latencies, fc.double({min: 0, max: 1, noNaN: true}), (all, share) => {
				const sorted = all.toSorted((a, b) => a - b);
				const truth = sorted[Math.max(0, Math.ceil(share * all.length) - 1)] ?? Number.NaN;
				const {fromMs, toMs} = latencyBounds(latencyBucket(truth));
				const found = latencyPercentile(sumLatencies([sparse(all)]), share);
				expect(found).toBeGreaterThanOrEqual(fromMs);
				expect(found).toBeLessThanOrEqual(toMs);
			}),
		);
	});

	it('is undefined of no request', () => {
		expect(latencyPercentile(sumLatencies([]), 0.95)).toBeUndefined();
	});
});

describe('for Prometheus', () => {
	it('counts those below a bound', () => {
		const counts = sumLatencies([sparse([1, 1, 5, 100])]);
		expect(countLatenciesBelow(counts, 2.5)).toBe(2);
		expect(countLatenciesBelow(counts, 50)).toBe(3);
		expect(countLatenciesBelow(counts, 10_000)).toBe(4);
		expect(countLatenciesBelow(counts, Number.POSITIVE_INFINITY)).toBe(4);
	});

	it('never counts fewer below a higher bound', () => {
		fc.assert(
			fc.property(
				latencies,
				fc.double({min: 0, max: 1e6, noNaN: true}),
				fc.double({min: 0, max: 1e6, noNaN: true}),
				(all, a, b) => {
					const counts = sumLatencies([sparse(all)]);
					expect(countLatenciesBelow(counts, Math.min(a, b))).toBeLessThanOrEqual(
						countLatenciesBelow(counts, Math.max(a, b)) + 1e-9,
					);
				},
			),
		);
	});

	it('adds them up to within the width of a bucket', () => {
		const total = totalLatencyMs(sumLatencies([sparse([10, 20, 30])]));
		expect(Math.abs(total - 60)).toBeLessThanOrEqual(60 / 32);
	});
});
