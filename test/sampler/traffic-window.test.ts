import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {latencyBucket} from '../../src/model/latency-histogram.js';
import {measureTraffic, type TimedReport} from '../../src/sampler/traffic-window.js';
import {report} from './report-fixtures.js';

/** One report a second from 1 s on, with so many answers of 12 ms each. */
const everySecond = (...finished: readonly number[]): readonly TimedReport[] =>
	finished.map((count, second) => ({
		at: (second + 1) * 1000,
		report: report({finished: count, latency: count === 0 ? [] : [latencyBucket(12), count]}),
	}));
const rate = (reports: readonly TimedReport[]) =>
	measureTraffic([{reports, until: reports.at(-1)?.at ?? 0}])?.requestsPerSecond;

describe('the rate', () => {
	it('is that of the last ten seconds', () => {
		expect(rate(everySecond(900, 900, ...Array(10).fill(100)))).toBe(100);
		expect(rate(everySecond(...Array(9).fill(100), 200))).toBe(110);
	});

	it('of a worker that has just begun to report is of the time since then', () => {
		expect(rate(everySecond(100))).toBe(100);
		expect(rate(everySecond(100, 300))).toBe(200);
	});

	it('after a pause is right within three seconds, and one request is not one a second', () => {
		const pause = Array(20).fill(0);
		expect(rate(everySecond(...pause, 1))).toBeCloseTo(1 / 3);
		expect(rate(everySecond(...pause, 300, 300, 300))).toBe(300);
		expect(rate(everySecond(...pause, 300, 300, 300, 300, 0))).toBe(240);
	});

	it('counts of the second on the edge what lies inside', () => {
		const reports = everySecond(...Array(11).fill(100)).map(timed => ({...timed, at: timed.at + 500}));
		expect(measureTraffic([{reports, until: 12_000}])?.requestsPerSecond).toBeCloseTo(95);
	});

	it('falls while nothing is heard any more', () => {
		const reports = everySecond(...Array(10).fill(100));
		expect(measureTraffic([{reports, until: 15_000}])?.requestsPerSecond).toBe(50);
		expect(measureTraffic([{reports, until: 30_000}])).toBeUndefined();
	});

	it('of an even load is the load, whatever the intervals', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({min: 500, max: 3000}), {minLength: 4, maxLength: 40}),
				fc.double({min: 1, max: 1e5, noNaN: true}),
				(intervals, load) => {
					let at = 0;
					const reports = intervals.map(intervalMs => {
						at += intervalMs;
						return {at, report: report({intervalMs, finished: (load * intervalMs) / 1000})};
					});
					expect((rate(reports) ?? 0) / load).toBeCloseTo(1, 6);
				},
			),
		);
	});
});

describe('all workers together', () => {
	const half = everySecond(...Array(10).fill(100));

	it('serve the sum', () => {
		const parts = [
			{reports: half, until: 10_000},
			{reports: half, until: 10_000},
		];
		expect(measureTraffic(parts)?.requestsPerSecond).toBe(200);
	});

	it('serve no more because one was replaced by another', () => {
		const before = {reports: everySecond(...Array(8).fill(100)), until: 10_000};
		const after = {reports: everySecond(0, 0, 0, 0, 0, 0, 0, 0, 100, 100).slice(8), until: 10_000};
		expect(measureTraffic([before, after])?.requestsPerSecond).toBe(100);
	});

	it('serve what they are asked for from when that began, whenever each of them reports', () => {
		const began = 20_500;
		const staggered = [0, 125, 250, 375, 500, 625, 750, 875].map(offset => {
			const reports = Array.from({length: 30}, (_, second) => {
				const at = second * 1000 + offset;
				const busyMs = Math.min(1000, Math.max(0, at - began));
				return {at, report: report({finished: busyMs / 10, latency: []})};
			});
			return {reports, until: 29_000 + offset};
		});
		expect((measureTraffic(staggered)?.requestsPerSecond ?? 0) / 800).toBeCloseTo(1, 2);
		const young = staggered.map(({reports, until}) => ({reports: reports.slice(20), until}));
		expect((measureTraffic(young)?.requestsPerSecond ?? 0) / 800).toBeCloseTo(1, 1);
		const idle = {reports: everySecond(...Array(30).fill(0)), until: 30_000};
		expect((measureTraffic([...staggered, idle])?.requestsPerSecond ?? 0) / 800).toBeCloseTo(1, 2);
	});

	it('have the percentiles of all their requests, not the mean of theirs', () => {
		const of = (ms: number, count: number) => ({
			reports: [{at: 1000, report: report({finished: count, latency: [latencyBucket(ms), count]})}],
			until: 1000,
		});
		const {p50Ms, p95Ms, p99Ms} = measureTraffic([of(10, 970), of(500, 30)]) ?? {};
		expect(p50Ms).toBeCloseTo(10, 0);
		expect(p95Ms).toBeCloseTo(10, 0);
		expect((p99Ms ?? 0) / 500).toBeCloseTo(1, 1);
	});
});

it('errors are the answers of 5xx and what was aborted', () => {
	const failing = report({finished: 10, aborted: 2, statusClasses: [0, 5, 0, 2, 3]});
	expect(measureTraffic([{reports: [{at: 1000, report: failing}], until: 1000}])?.errorsPerSecond).toBe(5);
});
