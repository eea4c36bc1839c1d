import {
	addLatencies,
	LATENCY_BUCKETS,
	type LatencyCounts,
	latencyPercentile,
	sumLatencies,
} from '../model/latency-histogram.js';
import type {ProbeReport} from '../model/probe-report.js';
import type {Traffic, WorkerVitals} from '../model/vitals.js';
import {measureTraffic, type Reported, type TimedReport, WINDOW_MS} from './traffic-window.js';

/** What the workers of an instance have served since clumon started; it only grows, whoever replaces whom. */
export type InstanceTotals = {
	/** Answers by class of status: 1xx, 2xx, 3xx, 4xx, 5xx. */
	readonly statusClasses: readonly number[];
	readonly aborted: number;
	readonly latencies: LatencyCounts;
};

/** Of one worker in its last second. */
export type SecondOfWorker = {
	readonly requestsPerSecond: number;
	readonly p95Ms: number;
	readonly lagMs: number;
	readonly utilisation: number;
	readonly heapUsedBytes: number;
};

type Heard = {reports: readonly TimedReport[]; hasServed: boolean; traffic: Traffic | undefined};

/** A worker reports once a second. */
const DUE_MS = 1000;
/** Past it a report that has not come is late: the event loop of the worker stands still. */
const LATE_MS = 100;
/** What was told longer ago is not how the worker is. */
const STALE_MS = 3000;

/** Remembers what the workers' preloads report. All times are on the clock of the model. */
export class VitalsStore {
	readonly #heard = new Map<number, Heard>();
	readonly #totals = new Map<number, InstanceTotals>();
	#hasServed = false;
	#traffic: Traffic | undefined;
	#measuredAt = 0;
	#measuredBefore = 0;

	/** Takes a report in. */
	report({instance, workerId}: {readonly instance: number; readonly workerId: number}, timed: TimedReport): void {
		const {report, at} = timed;
		const heard = this.#heard.get(workerId) ?? {reports: [], hasServed: false, traffic: undefined};
		// Two seconds more than the window: the newest may be a second old, and the one before the window tells whether traffic began in it.
		heard.reports = [...heard.reports.filter(other => other.at > at - WINDOW_MS - 2 * DUE_MS - LATE_MS), timed];
		heard.hasServed ||= report.started > 0;
		this.#heard.set(workerId, heard);
		this.#hasServed ||= heard.hasServed;
		this.#totals.set(instance, addReport(this.#totals.get(instance) ?? noTotals(), report));
	}

	/** Works out traffic and lag, once for all who ask until the next time. A worker that is gone counts until it is old. */
	measure({alive, at}: {readonly alive: ReadonlySet<number>; readonly at: number}): void {
		this.#measuredBefore = this.#measuredAt;
		this.#measuredAt = at;
		const all: Reported[] = [];
		for (const [workerId, heard] of this.#heard) {
			const isAlive = alive.has(workerId);
			const newest = heard.reports.at(-1)?.at ?? 0;
			if (!isAlive && at - newest > WINDOW_MS) {
				this.#heard.delete(workerId);
				continue;
			}
			// Up to its newest report, unless the next one is overdue: then nothing is answered any more.
			const until = isAlive ? Math.max(newest, at - DUE_MS - LATE_MS) : at;
			const reported = {reports: heard.reports, until};
			heard.traffic = heard.hasServed ? measureTraffic([reported]) : undefined;
			all.push(isAlive ? reported : withoutInFlight(reported));
		}
		this.#traffic = this.#hasServed ? measureTraffic(all) : undefined;
	}

	/**
	 * How a worker does; undefined as long as nothing has been heard of it. `isDue`: it is to report every second, and its
	 * event loop stands still where it does not.
	 */
	ofWorker(workerId: number, {at, isDue}: {readonly at: number; readonly isDue: boolean}): WorkerVitals | undefined {
		const heard = this.#heard.get(workerId);
		const newest = heard?.reports.at(-1);
		if (heard === undefined || newest === undefined) {
			return undefined;
		}
		const isStale = at - newest.at > STALE_MS;
		if (isStale && !isDue) {
			return undefined;
		}
		const {report} = newest;
		const toldMs = this.#toldLag(heard.reports);
		return {
			traffic: heard.traffic,
			lagMs: isDue ? Math.max(toldMs, lateBy(newest, at)) : toldMs,
			utilisation: isStale ? undefined : report.utilisation,
			heapUsedBytes: isStale ? undefined : report.heapUsedBytes,
			heapLimitBytes: isStale ? undefined : report.heapLimitBytes,
			externalBytes: isStale ? undefined : report.externalBytes,
			handles: isStale ? undefined : report.handles,
		};
	}

	/** The second before `at`, for the history; undefined without a report. */
	secondOf(workerId: number, at: number): SecondOfWorker | undefined {
		const heard = this.#heard.get(workerId);
		const newest = heard?.reports.at(-1);
		if (heard === undefined || newest === undefined) {
			return undefined;
		}
		const lagMs = Math.max(this.#toldLag(heard.reports), lateBy(newest, at));
		if (at - newest.at > STALE_MS) {
			const none = Number.NaN;
			return {requestsPerSecond: none, p95Ms: none, lagMs, utilisation: none, heapUsedBytes: none};
		}
		const {finished, intervalMs, latency, utilisation, heapUsedBytes} = newest.report;
		return {
			requestsPerSecond: heard.hasServed ? (finished / intervalMs) * 1000 : Number.NaN,
			p95Ms: (finished === 0 ? undefined : latencyPercentile(sumLatencies([latency]), 0.95)) ?? Number.NaN,
			lagMs,
			utilisation,
			heapUsedBytes,
		};
	}

	/** The worst of the newest report and of all since the measurement before the last: two can come between two of them. */
	#toldLag(reports: readonly TimedReport[]): number {
		const told = reports.filter(({at}, place) => at > this.#measuredBefore || place === reports.length - 1);
		return Math.max(...told.map(({report}) => report.lagMs));
	}

	/** Of all workers together, those included that ended in the last ten seconds. */
	ofAll(): Traffic | undefined {
		return this.#traffic;
	}

	/** By instance. */
	getTotals(): ReadonlyMap<number, InstanceTotals> {
		return this.#totals;
	}
}

/** By how much the next report is late, ms. */
function lateBy({at: heardAt}: TimedReport, at: number): number {
	const lateMs = at - heardAt - DUE_MS;
	return lateMs > LATE_MS ? lateMs : 0;
}

function withoutInFlight({reports, until}: Reported): Reported {
	return {reports: reports.map(({at, report}) => ({at, report: {...report, inFlight: 0}})), until};
}

function noTotals(): InstanceTotals {
	return {statusClasses: [0, 0, 0, 0, 0], aborted: 0, latencies: new Float64Array(LATENCY_BUCKETS)};
}

function addReport({statusClasses, aborted, latencies}: InstanceTotals, report: ProbeReport): InstanceTotals {
	addLatencies(latencies, report.latency);
	return {
		statusClasses: statusClasses.map((count, place) => count + (report.statusClasses[place] ?? 0)),
		aborted: aborted + report.aborted,
		latencies,
	};
}
