import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {type ServedTotals, trafficMetrics} from '../../src/control/traffic-metrics.js';
import {LATENCY_BUCKETS, latencyBucket} from '../../src/model/latency-histogram.js';

function served(latenciesMs: readonly number[], changes: Partial<ServedTotals> = {}): ServedTotals {
	const latencies = new Float64Array(LATENCY_BUCKETS);
	for (const ms of latenciesMs) {
		const bucket = latencyBucket(ms);
		latencies[bucket] = (latencies[bucket] ?? 0) + 1;
	}

	return {statusClasses: [0, latenciesMs.length, 0, 0, 0], aborted: 0, latencies, ...changes};
}

function lines(totals: ServedTotals): readonly string[] {
	return formatMetrics(trafficMetrics(new Map([[2, totals]]))).split('\n');
}

/** The histogram's buckets: how many requests took at most so many seconds. */
function buckets(totals: ServedTotals): ReadonlyMap<string, number> {
	const [, , histogram] = trafficMetrics(new Map([[0, totals]]));
	const found = histogram?.samples.filter(({suffix}) => suffix === '_bucket') ?? [];
	return new Map(found.map(({labels, value}) => [String(labels?.['le']), value]));
}

describe('the requests of an instance', () => {
	test('are counted by class of status', () => {
		expect(lines(served([], {statusClasses: [1, 200, 30, 4, 5], aborted: 6}))).toEqual(
			expect.arrayContaining([
				'clumon_http_requests_total{index="2",code="1xx"} 1',
				'clumon_http_requests_total{index="2",code="2xx"} 200',
				'clumon_http_requests_total{index="2",code="5xx"} 5',
				'clumon_http_requests_aborted_total{index="2"} 6',
			]),
		);
	});

	test('are in every bucket from the one of their duration on', () => {
		const counts = buckets(served([0.5, 3, 30, 30, 20_000]));
		expect([counts.get('0.001'), counts.get('0.005'), counts.get('0.025'), counts.get('0.05')]).toEqual([1, 2, 2, 4]);
		expect([counts.get('10'), counts.get('+Inf')]).toEqual([4, 5]);
	});

	test('add up to their count and to about their time', () => {
		const [sum, count] = lines(served([100, 200])).filter(line => /_(sum|count)\{/.test(line));
		expect(Number(sum?.split(' ')[1])).toBeCloseTo(0.3, 2);
		expect(count).toBe('clumon_http_request_duration_seconds_count{index="2"} 2');
	});

	test('that took as long as a bound says are off by a bucket at most', () => {
		fc.assert(
			fc.property(fc.array(fc.double({min: 0, max: 1e5, noNaN: true})), latencies => {
				const counts = buckets(served(latencies));
				for (const [le, count] of counts) {
					const boundMs = Number(le.replace('+Inf', 'Infinity')) * 1000;
					expect(count).toBeLessThanOrEqual(latencies.filter(ms => ms <= boundMs).length);
					expect(count).toBeGreaterThanOrEqual(latencies.filter(ms => ms <= boundMs * 0.968).length);
				}
			}),
		);
	});

	test('are none where there is no instance', () => {
		expect(formatMetrics(trafficMetrics(new Map()))).toBe('');
	});
});
