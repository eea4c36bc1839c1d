import {UsageError} from './command-line/usage-error.js';
import {clusterMetrics} from './control/cluster-metrics.js';
import {LogLineCounts} from './control/log-metrics.js';
import {type MetricsServer, openMetricsServer} from './control/metrics-server.js';
import {primaryMetrics} from './control/primary-metrics.js';
import {formatMetrics} from './control/prometheus-text.js';
import {judgeReadiness} from './control/readiness.js';
import {type ServedTotals, trafficMetrics} from './control/traffic-metrics.js';
import {workerMetrics} from './control/worker-metrics.js';
import type {LogRecorder} from './logs/log-recorder.js';
import type {ClusterView} from './model/operator.js';
import {readVersion} from './own-files.js';
import type {MetricsOptions} from './start-options.js';

/** Serves the metrics of a cluster in this process. @throws UsageError when the address cannot be had. */
export async function openMetrics({
	options,
	view,
	recorder,
	getTotals,
}: {
	readonly options: MetricsOptions;
	readonly view: ClusterView;
	readonly recorder: LogRecorder;
	/** By instance. */
	readonly getTotals: () => ReadonlyMap<number, ServedTotals>;
}): Promise<MetricsServer> {
	const version = readVersion();
	const lines = new LogLineCounts();
	recorder.onBlock(block => lines.add(block));
	const getReadiness = () => judgeReadiness(view.getSnapshot(), options.readyMin);
	const getMetrics = () => {
		const snapshot = view.getSnapshot();
		return formatMetrics([
			...primaryMetrics({version}),
			...clusterMetrics(snapshot, getReadiness()),
			...workerMetrics(snapshot),
			...trafficMetrics(getTotals()),
			...lines.metrics(),
		]);
	};
	try {
		return await openMetricsServer({
			...options,
			getMetrics,
			getReadiness,
			onFault: error => recorder.event({text: `--metrics: ${error.message}`}),
		});
	} catch (error) {
		throw new UsageError('metrics-unavailable', explain(error, options));
	}
}

function explain(error: unknown, {host, port}: MetricsOptions): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	switch (code) {
		case 'EADDRINUSE':
			return `--metrics: port ${port} on ${host} is in use, choose another`;
		case 'EACCES':
			return `--metrics: port ${port} on ${host} is not allowed for this user, choose one above 1023`;
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `--metrics: ${host} is no address of this machine, 0.0.0.0 stands for all of them`;
		default:
			return `--metrics: cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`;
	}
}
