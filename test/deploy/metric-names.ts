import {clusterMetrics} from '../../src/control/cluster-metrics.js';
import {LogLineCounts} from '../../src/control/log-metrics.js';
import {primaryMetrics} from '../../src/control/primary-metrics.js';
import type {MetricFamily} from '../../src/control/prometheus-text.js';
import {trafficMetrics} from '../../src/control/traffic-metrics.js';
import {workerMetrics} from '../../src/control/worker-metrics.js';
import {sumLatencies} from '../../src/model/latency-histogram.js';
import {cluster, instance} from '../ui/screen-fixtures.js';

const vitals = {
	traffic: {requestsPerSecond: 1, errorsPerSecond: 0, inFlight: 0, p50Ms: 1, p95Ms: 1, p99Ms: 1},
	lagMs: 1,
	utilisation: 0.1,
	heapUsedBytes: 1e7,
	heapLimitBytes: 1e9,
	externalBytes: 1e6,
	handles: 9,
};
const snapshot = {
	...cluster([instance(0, {kind: 'ready'}, {worker: {vitals}})]),
	outcome: {id: 1, ok: true, text: ''},
};
const totals = {statusClasses: [0, 9, 0, 1, 0], aborted: 0, latencies: sumLatencies([[100, 10]])};
const lines = new LogLineCounts();
lines.add({
	seq: 1,
	lineCount: 1,
	at: 0,
	origin: {kind: 'stdout', instance: 0, workerId: 1},
	bytes: Buffer.from('a\n'),
	missingBytes: 0,
});

/** Every metric that clumon can have, with a sample. */
export const everyMetric: readonly MetricFamily[] = [
	...primaryMetrics({version: '1.0.0'}),
	...clusterMetrics(snapshot, {isReady: true}),
	...workerMetrics(snapshot),
	...trafficMetrics(new Map([[0, totals]])),
	...lines.metrics(),
];

const seriesNames = new Set(
	everyMetric.flatMap(({name, type}) =>
		type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
	),
);

/** The metrics that a query asks for and that clumon does not have. */
export function unknownMetrics(query: string): readonly string[] {
	const names = query.match(/\b(clumon|process|nodejs)_\w+/g) ?? [];
	return names.filter(name => !seriesNames.has(name));
}
