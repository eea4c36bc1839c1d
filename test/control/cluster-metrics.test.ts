import {describe, expect, test} from 'vitest';
import {clusterMetrics} from '../../src/control/cluster-metrics.js';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import type {ClusterSnapshot} from '../../src/model/snapshot.js';
import {cluster, instance, MIXED, NOON, readyCluster} from '../ui/screen-fixtures.js';

function metricLines(snapshot: ClusterSnapshot): readonly string[] {
	return formatMetrics(clusterMetrics(snapshot, {isReady: true})).split('\n');
}

describe('the metrics of a cluster', () => {
	test('name the cluster and the app', () => {
		expect(metricLines(MIXED)).toContain('clumon_app_info{name="app",app="app.js"} 1');
	});

	test('have 1 for the state of an instance and 0 for every other', () => {
		const states = metricLines(MIXED).filter(line => line.startsWith('clumon_instance_state{index="2"'));
		expect(states).toHaveLength(8);
		expect(states.filter(line => line.endsWith(' 1'))).toEqual(['clumon_instance_state{index="2",state="online"} 1']);
		expect(states.filter(line => line.endsWith(' 0'))).toHaveLength(7);
	});

	test('are in base units', () => {
		expect(metricLines(MIXED)).toEqual(
			expect.arrayContaining([
				'clumon_worker_cpu_ratio{index="0"} 0.42',
				`clumon_worker_resident_memory_bytes{index="0"} ${118 * 1024 ** 2}`,
				`clumon_start_time_seconds ${NOON / 1000 - 8040}`,
				`clumon_worker_start_time_seconds{index="2"} ${NOON / 1000 - 3}`,
			]),
		);
	});

	test('count restarts for each instance', () => {
		expect(metricLines(MIXED)).toContain('clumon_instance_restarts_total{index="3"} 11');
	});

	test('have no gauge for a worker that is not there or was not measured yet', () => {
		const unmeasured = instance(1, {kind: 'ready'}, {worker: {cpuPercent: undefined, rssBytes: undefined}});
		const gauges = metricLines(cluster([MIXED.instances[3] ?? unmeasured, unmeasured])).filter(line =>
			/^clumon_worker_(cpu|resident)/.test(line),
		);
		expect(gauges).toEqual([]);
	});

	test('say for how long an event loop has stood still', () => {
		const hung = instance(0, {kind: 'ready'}, {worker: {silentMs: 12_500}});
		expect(metricLines(cluster([hung]))).toContain('clumon_worker_silence_seconds{index="0"} 12.5');
	});

	test('tell a failed reload from one that succeeded, and from none', () => {
		const linesAfter = (ok: boolean) => metricLines({...readyCluster(1), outcome: {id: 1, ok, text: ''}});
		expect(linesAfter(true)).toContain('clumon_last_restart_successful 1');
		expect(linesAfter(false)).toContain('clumon_last_restart_successful 0');
		expect(metricLines(readyCluster(1)).join('\n')).not.toContain('clumon_last_restart_successful');
	});
});
