import {describe, expect, test} from 'vitest';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {workerMetrics} from '../../src/control/worker-metrics.js';
import type {ClusterSnapshot} from '../../src/model/snapshot.js';
import {cluster, instance, MIXED, NOON, worker} from '../ui/screen-fixtures.js';

function metricLines(snapshot: ClusterSnapshot): readonly string[] {
	return formatMetrics(workerMetrics(snapshot)).split('\n');
}

const vitals = {
	traffic: undefined,
	lagMs: 12,
	utilisation: 0.44,
	heapUsedBytes: 31e6,
	heapLimitBytes: 2e9,
	externalBytes: 1e6,
	handles: 9,
};
const traffic = {requestsPerSecond: 1, errorsPerSecond: 0, inFlight: 3, p50Ms: 1, p95Ms: 1, p99Ms: 1};

describe('the metrics of workers', () => {
	test('are in base units', () => {
		const ready = instance(1, {kind: 'ready'}, {worker: {cpuPercent: 42, upMs: 3000, silentMs: 12_500, vitals}});
		expect(metricLines(cluster([ready]))).toEqual(
			expect.arrayContaining([
				`clumon_worker_start_time_seconds{index="1"} ${NOON / 1000 - 3}`,
				'clumon_worker_cpu_ratio{index="1"} 0.42',
				`clumon_worker_resident_memory_bytes{index="1"} ${118 * 1024 ** 2}`,
				'clumon_worker_silence_seconds{index="1"} 12.5',
				'clumon_worker_event_loop_lag_seconds{index="1"} 0.012',
				'clumon_worker_event_loop_utilization_ratio{index="1"} 0.44',
				'clumon_worker_heap_used_bytes{index="1"} 31000000',
				'clumon_worker_heap_limit_bytes{index="1"} 2000000000',
				'clumon_worker_external_memory_bytes{index="1"} 1000000',
				'clumon_worker_handles{index="1"} 9',
			]),
		);
	});

	test('have requests under way only of a worker that serves HTTP', () => {
		const inFlight = (served: typeof traffic | undefined) =>
			metricLines(cluster([instance(0, {kind: 'ready'}, {worker: {vitals: {...vitals, traffic: served}}})])).filter(
				line => line.startsWith('clumon_http_requests_in_flight{'),
			);
		expect(inFlight(traffic)).toEqual(['clumon_http_requests_in_flight{index="0"} 3']);
		expect(inFlight(undefined)).toEqual([]);
	});

	test('leave out what is not there or was not measured yet', () => {
		const changes = {cpuPercent: undefined, rssBytes: undefined, vitals: undefined};
		const unmeasured = instance(1, {kind: 'ready'}, {worker: changes});
		const [, , , failed = unmeasured] = MIXED.instances;
		const gauges = metricLines(cluster([failed, unmeasured])).filter(line => line.startsWith('clumon_'));
		expect(gauges.map(line => line.split('{')[0])).toEqual([
			'clumon_worker_start_time_seconds',
			'clumon_worker_silence_seconds',
		]);
	});

	test('are those of the worker that serves, not of its replacement', () => {
		const both = instance(0, {kind: 'ready'}, {workers: [worker({rssBytes: 1}), worker({rssBytes: 2})]});
		expect(metricLines(cluster([both]))).toContain('clumon_worker_resident_memory_bytes{index="0"} 1');
	});
});
