import {addLatencies, LATENCY_BUCKETS, type LatencyCounts, latencyPercentiles} from '../model/latency-histogram.js';
import type {ProbeReport} from '../model/probe-report.js';
import type {Traffic} from '../model/vitals.js';

/** A report, and when it came. */
export type TimedReport = {readonly at: number; readonly report: ProbeReport};

/** What one worker told, oldest first, and until when its reports tell all. */
export type Reported = {readonly reports: readonly TimedReport[]; readonly until: number};

export const WINDOW_MS = 10_000;
/** Where traffic has just begun, its rate is of this time at least: one request after a pause is not one a second. */
const LEAST_SPAN_MS = 3000;

/**
 * The traffic of the last ten seconds of one worker, or of several together. Where it began later, its rate is of the time
 * since then, so that it is right after three seconds and not after ten. Undefined without a report.
 */
export function measureTraffic(workers: readonly Reported[]): Traffic | undefined {
	const latencies = new Float64Array(LATENCY_BUCKETS);
	let answered = 0;
	let failed = 0;
	let inFlight = 0;
	let spanMs = 0;
	for (const worker of workers) {
		const counted = countWorker(worker, latencies);
		answered += counted.answered;
		failed += counted.failed;
		inFlight += counted.inFlight;
		spanMs = Math.max(spanMs, counted.spanMs);
	}
	if (spanMs === 0) {
		return undefined;
	}
	const [p50Ms, p95Ms, p99Ms] = latencyPercentiles(latencies, [0.5, 0.95, 0.99]);
	return {
		requestsPerSecond: (answered / spanMs) * 1000,
		errorsPerSecond: (failed / spanMs) * 1000,
		inFlight,
		p50Ms,
		p95Ms,
		p99Ms,
	};
}

/** Adds the worker's latencies to `latencies`. */
function countWorker({reports, until}: Reported, latencies: LatencyCounts) {
	const from = until - WINDOW_MS;
	const seen = reports.filter(({at}) => at > from);
	let answered = 0;
	let failed = 0;
	for (const timed of seen) {
		const {finished, aborted, statusClasses, latency, intervalMs} = timed.report;
		// Of the second on the window's edge, the part inside.
		const part = Math.min(1, (timed.at - from) / intervalMs);
		answered += finished * part;
		failed += (aborted + statusClasses[4]) * part;
		addLatencies(latencies, latency);
	}
	return {answered, failed, inFlight: seen.at(-1)?.report.inFlight ?? 0, spanMs: spanOf(seen, until)};
}

function spanOf(reports: readonly TimedReport[], until: number): number {
	const first = reports.at(0);
	if (first === undefined) {
		return 0;
	}
	const known = until - startOf(first);
	const busy = reports.find(({report}) => report.finished > 0 || report.aborted > 0);
	const sinceTraffic = busy === undefined ? WINDOW_MS : until - startOf(busy);
	return Math.min(WINDOW_MS, known, Math.max(sinceTraffic, LEAST_SPAN_MS));
}

function startOf({at, report}: TimedReport): number {
	return at - report.intervalMs;
}
