import type {ClusterSnapshot, StateKind} from '../model/snapshot.js';
import {epochSeconds} from './epoch-seconds.js';
import type {MetricFamily, MetricSample} from './prometheus-text.js';

/** In the order of an instance's life. */
const STATES: readonly StateKind[] = [
	'starting',
	'online',
	'ready',
	'draining',
	'stopping',
	'waiting',
	'stopped',
	'failed',
];

/**
 * What is known of the cluster and its instances. An instance is told by `index`: `instance` is Prometheus' own label,
 * for what it scrapes.
 */
export function clusterMetrics(snapshot: ClusterSnapshot, {isReady}: {readonly isReady: boolean}): MetricFamily[] {
	const {name, app, at, upMs, instances, outcome, memoryLimitBytes} = snapshot;
	return [
		gauge('clumon_app_info', 'What is run: the name of the cluster and the file of the app; always 1.', [
			{labels: {name, app}, value: 1},
		]),
		gauge('clumon_start_time_seconds', 'When the cluster was started, in seconds since 1970.', [
			{value: epochSeconds(at - upMs)},
		]),
		gauge('clumon_ready', 'Whether /readyz says ready (1) or not (0).', [{value: Number(isReady)}]),
		gauge('clumon_last_restart_successful', 'Whether the last restart or reload succeeded (1) or failed (0).', [
			...(outcome === undefined ? [] : [{value: Number(outcome.ok)}]),
		]),
		gauge('clumon_worker_memory_limit_bytes', "What a worker's memory is measured against.", [
			{value: memoryLimitBytes},
		]),
		gauge(
			'clumon_instance_state',
			'1 for the state that the instance is in, 0 for the others.',
			instances.flatMap(({index, state}) =>
				STATES.map(kind => ({labels: {index, state: kind}, value: Number(state.kind === kind)})),
			),
		),
		{
			name: 'clumon_instance_restarts_total',
			type: 'counter',
			help: 'How often a worker of the instance was replaced: after a crash or a hang, over its memory limit, or on request.',
			samples: instances.flatMap(({index, restartsByReason}) =>
				Object.entries(restartsByReason).map(([reason, value]) => ({labels: {index, reason}, value})),
			),
		},
	];
}

function gauge(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
	return {name, type: 'gauge', help, samples};
}
