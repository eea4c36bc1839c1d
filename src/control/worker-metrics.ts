import type {ClusterSnapshot, WorkerSnapshot} from '../model/snapshot.js';
import {epochSeconds} from './epoch-seconds.js';
import type {MetricFamily} from './prometheus-text.js';

type Gauge = {
	readonly name: string;
	readonly help: string;
	readonly read: (worker: WorkerSnapshot, at: number) => number | undefined;
};

const gauges: readonly Gauge[] = [
	{
		name: 'clumon_worker_start_time_seconds',
		help: 'When the worker was forked, in seconds since 1970.',
		read: ({upMs}, at) => epochSeconds(at - upMs),
	},
	{
		name: 'clumon_worker_cpu_ratio',
		help: 'CPU time that the worker uses, 1 being one core.',
		read: ({cpuPercent}) => cpuPercent && cpuPercent / 100,
	},
	{
		name: 'clumon_worker_resident_memory_bytes',
		help: 'Resident set size of the worker.',
		read: ({rssBytes}) => rssBytes,
	},
	{
		name: 'clumon_worker_silence_seconds',
		help: 'How long the event loop of the worker has stood still, 0 while it turns.',
		read: ({silentMs}) => (silentMs ?? 0) / 1000,
	},
	{
		name: 'clumon_worker_event_loop_lag_seconds',
		help: 'By how much a timer was late at the worst in the last second.',
		read: ({vitals}) => vitals && vitals.lagMs / 1000,
	},
	{
		name: 'clumon_worker_event_loop_utilization_ratio',
		help: 'Share of the last second in which the event loop was busy.',
		read: ({vitals}) => vitals?.utilisation,
	},
	{
		name: 'clumon_worker_heap_used_bytes',
		help: "Used part of V8's heap.",
		read: ({vitals}) => vitals?.heapUsedBytes,
	},
	{
		name: 'clumon_worker_heap_limit_bytes',
		help: "What V8's heap may grow to.",
		read: ({vitals}) => vitals?.heapLimitBytes,
	},
	{
		name: 'clumon_worker_external_memory_bytes',
		help: "Outside of V8's heap but held by objects in it, such as buffers.",
		read: ({vitals}) => vitals?.externalBytes,
	},
	{
		name: 'clumon_worker_handles',
		help: 'Sockets, servers, timers: what keeps the worker alive, or could.',
		read: ({vitals}) => vitals?.handles,
	},
	{
		name: 'clumon_http_requests_in_flight',
		help: 'Requests under way in the worker.',
		read: ({vitals}) => vitals?.traffic?.inFlight,
	},
];

/**
 * How each instance's own worker does, told by the instance's index: one that is on its way out, or still to take over,
 * is left out.
 */
export function workerMetrics({instances, at}: ClusterSnapshot): MetricFamily[] {
	return gauges.map(({name, help, read}) => ({
		name,
		help,
		type: 'gauge',
		samples: instances.flatMap(({index, workers: [worker]}) => {
			const value = worker && read(worker, at);
			return value === undefined ? [] : [{labels: {index}, value}];
		}),
	}));
}
