import {performance} from 'node:perf_hooks';
import process from 'node:process';
import type {MetricFamily} from './prometheus-text.js';

/**
 * What clumon itself costs. The names that begin with `process_` are those of all of Prometheus' client libraries. With
 * round-robin scheduling every new connection passes through clumon's event loop, so that is what limits them.
 */
export function primaryMetrics({version}: {readonly version: string}): MetricFamily[] {
	const {user, system} = process.cpuUsage();
	return [
		{
			name: 'clumon_build_info',
			type: 'gauge',
			help: 'The versions of clumon and of its Node.js; always 1.',
			samples: [{labels: {version, node_version: process.versions.node}, value: 1}],
		},
		{
			name: 'clumon_primary_event_loop_active_seconds_total',
			type: 'counter',
			help: 'How long the event loop of clumon has been busy; its rate is the utilization.',
			samples: [{value: performance.eventLoopUtilization().active / 1000}],
		},
		{
			name: 'process_cpu_seconds_total',
			type: 'counter',
			help: 'CPU time that clumon has used, without its workers.',
			samples: [{value: (user + system) / 1e6}],
		},
		{
			name: 'process_resident_memory_bytes',
			type: 'gauge',
			help: 'Resident set size of clumon, without its workers.',
			samples: [{value: process.memoryUsage.rss()}],
		},
		{
			name: 'process_start_time_seconds',
			type: 'gauge',
			help: 'When clumon was started, in seconds since 1970.',
			samples: [{value: performance.timeOrigin / 1000}],
		},
	];
}
