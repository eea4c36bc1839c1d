import {describe, expect, test} from 'vitest';
import {clusterMetrics} from '../../src/control/cluster-metrics.js';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {NO_RESTARTS} from '../../src/model/restart-reason.js';
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

	test('say when the cluster was started', () => {
		expect(metricLines(MIXED)).toContain(`clumon_start_time_seconds ${NOON / 1000 - 8040}`);
	});

	test('count restarts for each instance by their reason', () => {
		const crashed = instance(
			3,
			{kind: 'failed', reason: 'exit 1', stderrTail: []},
			{
				restartsByReason: {...NO_RESTARTS, crash: 11},
			},
		);
		expect(metricLines(cluster([crashed])).filter(line => line.startsWith('clumon_instance_restarts_total{'))).toEqual([
			'clumon_instance_restarts_total{index="3",reason="crash"} 11',
			'clumon_instance_restarts_total{index="3",reason="hang"} 0',
			'clumon_instance_restarts_total{index="3",reason="memory"} 0',
			'clumon_instance_restarts_total{index="3",reason="request"} 0',
		]);
	});

	test('tell a failed reload from one that succeeded, and from none', () => {
		const linesAfter = (ok: boolean) => metricLines({...readyCluster(1), outcome: {id: 1, ok, text: ''}});
		expect(linesAfter(true)).toContain('clumon_last_restart_successful 1');
		expect(linesAfter(false)).toContain('clumon_last_restart_successful 0');
		expect(metricLines(readyCluster(1)).join('\n')).not.toContain('clumon_last_restart_successful');
	});
});
