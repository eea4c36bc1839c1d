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
	const windows = workers.map(openWindow).filter(({seen}) => seen.length > 0);
	if (windows.length === 0) {
		return undefined;
	}
	const latencies = new Float64Array(LATENCY_BUCKETS);
	const began = {
		// Of all, as one that has taken over from another in the middle of the window has served only since then.
		reports: Math.min(...windows.flatMap(({seen}) => seen.slice(0, 1).map(startOf))),
		traffic: Math.min(...windows.map(trafficStart)),
	};
	let requestsPerSecond = 0;
	let errorsPerSecond = 0;
	let inFlight = 0;
	for (const window of windows) {
		const {answered, failed} = countWindow(window, latencies);
		const seconds = spanMs(window.until, began) / 1000;
		requestsPerSecond += answered / seconds;
		errorsPerSecond += failed / seconds;
		inFlight += window.seen.at(-1)?.report.inFlight ?? 0;
	}
	const [p50Ms, p95Ms, p99Ms] = latencyPercentiles(latencies, [0.5, 0.95, 0.99]);
	return {requestsPerSecond, errorsPerSecond, inFlight, p50Ms, p95Ms, p99Ms};
}

/** What one worker told of the ten seconds before its newest report: those of several end up to a second apart. */
type Window = Reported & {readonly from: number; readonly seen: readonly TimedReport[]};

function openWindow({reports, until}: Reported): Window {
	const from = until - WINDOW_MS;
	return {reports, until, from, seen: reports.filter(({at}) => at > from)};
}

/** Adds the worker's latencies to `latencies`. */
function countWindow({from, seen}: Window, latencies: LatencyCounts) {
	let answered = 0;
	let failed = 0;
	for (const {at, report} of seen) {
		// Of the second on the window's edge, the part inside.
		const part = Math.min(1, (at - from) / report.intervalMs);
		answered += report.finished * part;
		failed += (report.aborted + report.statusClasses[4]) * part;
		addLatencies(latencies, report.latency);
	}
	return {answered, failed};
}

function spanMs(until: number, began: {readonly reports: number; readonly traffic: number}): number {
	return Math.min(WINDOW_MS, until - began.reports, Math.max(until - began.traffic, LEAST_SPAN_MS));
}

/**
 * When the worker's first traffic in the window began. A worker's first report, and one after another without traffic, tells
 * of a part of its time only: of as large a part as its count is of the next one's.
 */
function trafficStart({reports, from}: Window): number {
	const first = reports.findIndex(timed => timed.at > from && ratePerMs(timed) > 0);
	const timed = reports[first];
	if (timed === undefined) {
		return Number.POSITIVE_INFINITY;
	}
	const before = reports[first - 1];
	const next = reports[first + 1];
	const isBeginning = before === undefined || ratePerMs(before) === 0;
	const part = isBeginning && next !== undefined ? ratePerMs(timed) / ratePerMs(next) : 1;
	return timed.at - timed.report.intervalMs * Math.min(1, part);
}

function ratePerMs({report}: TimedReport): number {
	return (report.finished + report.aborted) / report.intervalMs;
}

function startOf({at, report}: TimedReport): number {
	return at - report.intervalMs;
}
