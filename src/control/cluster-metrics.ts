import type {ClusterSnapshot, InstanceSnapshot, StateKind, WorkerSnapshot} from '../model/snapshot.js';
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
			help: 'How often a worker of the instance was replaced, for whatever reason.',
			samples: instances.map(({index, restarts}) => ({labels: {index}, value: restarts})),
		},
		perWorker(instances, {
			name: 'clumon_worker_start_time_seconds',
			help: 'When the worker was forked, in seconds since 1970.',
			read: worker => epochSeconds(at - worker.upMs),
		}),
		perWorker(instances, {
			name: 'clumon_worker_cpu_ratio',
			help: 'CPU time that the worker uses, 1 being one core.',
			read: ({cpuPercent}) => cpuPercent && cpuPercent / 100,
		}),
		perWorker(instances, {
			name: 'clumon_worker_resident_memory_bytes',
			help: 'Resident set size of the worker.',
			read: ({rssBytes}) => rssBytes,
		}),
		perWorker(instances, {
			name: 'clumon_worker_silence_seconds',
			help: 'How long the event loop of the worker has stood still, 0 while it turns.',
			read: ({silentMs}) => (silentMs ?? 0) / 1000,
		}),
	];
}

function gauge(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
	return {name, type: 'gauge', help, samples};
}

/** A gauge of each instance's own worker, where that has a value. */
function perWorker(
	instances: readonly InstanceSnapshot[],
	{
		name,
		help,
		read,
	}: {readonly name: string; readonly help: string; readonly read: (worker: WorkerSnapshot) => number | undefined},
): MetricFamily {
	const samples = instances.flatMap(({index, workers: [worker]}) => {
		const value = worker && read(worker);
		return value === undefined ? [] : [{labels: {index}, value}];
	});
	return gauge(name, help, samples);
}

/**
 * To the second: it is derived anew for each snapshot from two clocks, and a value that trembles would look to
 * Prometheus like one that changes.
 */
function epochSeconds(epochMs: number): number {
	return Math.round(epochMs / 1000);
}
