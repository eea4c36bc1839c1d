import {LATENCY_BUCKETS, type SparseLatencies} from './latency-histogram.js';

/** What the preload tells of its worker once a second. Counts are of the time since its last report. */
export type ProbeReport = {
	/** Since the last report. Longer than a second where the event loop stood still. */
	readonly intervalMs: number;
	/** Requests begun. */
	readonly started: number;
	/** Requests answered in full. */
	readonly finished: number;
	/** Requests whose client, or whose app, gave up before the answer was out. */
	readonly aborted: number;
	/** Requests under way now. */
	readonly inFlight: number;
	/** Answers by class of status: 1xx, 2xx, 3xx, 4xx, 5xx. Those that were aborted are not among them. */
	readonly statusClasses: readonly [number, number, number, number, number];
	/**
	 * How long the finished ones took, from their head's arrival to the end of the answer. Of many a random part is timed, and
	 * counted as often as stands for all: the sum of the counts is near `finished`, not the same.
	 */
	readonly latency: SparseLatencies;
	/** Of the event loop: 0…1. */
	readonly utilisation: number;
	/** By how much a timer was late at the worst. */
	readonly lagMs: number;
	readonly heapUsedBytes: number;
	readonly heapLimitBytes: number;
	/** Outside of V8's heap but held by objects in it, such as buffers. */
	readonly externalBytes: number;
	/** What keeps the process alive, or could: sockets, servers, timers, files being read. */
	readonly handles: number;
};

/**
 * Reads a report that came over the channel, on which an app can send what it likes: undefined for what the preload
 * would not have sent, so that nothing measured is ever NaN, negative or endless.
 */
export function parseProbeReport(value: unknown): ProbeReport | undefined {
	if (typeof value !== 'object' || value === null) {
		return undefined;
	}
	const report = value as Readonly<Record<keyof ProbeReport, unknown>>;
	const {statusClasses, latency, utilisation, intervalMs} = report;
	const isReport =
		COUNTS.every(key => isCount(report[key])) &&
		MEASURES.every(key => isMeasure(report[key])) &&
		isMeasure(intervalMs) &&
		intervalMs > 0 &&
		isMeasure(utilisation) &&
		utilisation <= 1 &&
		isStatusClasses(statusClasses) &&
		isSparse(latency);
	// Only what is known: what else came along is not carried around.
	return isReport ? pick(report as ProbeReport) : undefined;
}

const COUNTS = ['started', 'finished', 'aborted', 'inFlight', 'handles'] as const;
const MEASURES = ['lagMs', 'heapUsedBytes', 'heapLimitBytes', 'externalBytes'] as const;

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isMeasure(value: unknown): value is number {
	return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isStatusClasses(value: unknown): boolean {
	return Array.isArray(value) && value.length === 5 && value.every(isCount);
}

function isSparse(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.length % 2 === 0 &&
		value.length <= 2 * LATENCY_BUCKETS &&
		value.every((item, at) => isCount(item) && (at % 2 === 1 || item < LATENCY_BUCKETS))
	);
}

function pick(report: ProbeReport): ProbeReport {
	const {intervalMs, started, finished, aborted, inFlight, statusClasses, latency} = report;
	const {utilisation, lagMs, heapUsedBytes, heapLimitBytes, externalBytes, handles} = report;
	return {
		intervalMs,
		started,
		finished,
		aborted,
		inFlight,
		statusClasses,
		latency,
		utilisation,
		lagMs,
		heapUsedBytes,
		heapLimitBytes,
		externalBytes,
		handles,
	};
}
