import type {Sample} from '../../model/sample.js';
import type {WorkerSnapshot} from '../../model/snapshot.js';

/** What is known of a worker in numbers, in the order of the table; undefined where there is nothing to tell. */
export type Figures = Readonly<Record<FigureKey, number | undefined>>;

export type FigureKey =
	| 'cpuPercent'
	| 'rssBytes'
	| 'heapUsedBytes'
	| 'heapLimitBytes'
	| 'utilisation'
	| 'lagMs'
	| 'requestsPerSecond'
	| 'errorsPerSecond'
	| 'p50Ms'
	| 'p95Ms'
	| 'p99Ms'
	| 'inFlight';

/** As of its newest sample and report. */
export function figuresOf({cpuPercent, rssBytes, vitals}: WorkerSnapshot): Figures {
	const traffic = vitals?.traffic;
	return {
		cpuPercent,
		rssBytes,
		heapUsedBytes: vitals?.heapUsedBytes,
		heapLimitBytes: vitals?.heapLimitBytes,
		utilisation: vitals?.utilisation,
		lagMs: vitals?.lagMs,
		requestsPerSecond: traffic?.requestsPerSecond,
		errorsPerSecond: traffic?.errorsPerSecond,
		p50Ms: traffic?.p50Ms,
		p95Ms: traffic?.p95Ms,
		p99Ms: traffic?.p99Ms,
		inFlight: traffic?.inFlight,
	};
}

/** Of whoever was in an instance's row then. The limit of the heap is the same for all workers: it is that of now. */
export function figuresIn(sample: Sample | undefined, index: number, heapLimitBytes: number | undefined): Figures {
	const read = (series: readonly number[] | undefined) => {
		const value = series?.[index];
		return value === undefined || Number.isNaN(value) ? undefined : value;
	};
	return {
		...NO_FIGURES,
		cpuPercent: read(sample?.cpuPercent),
		rssBytes: read(sample?.rssBytes),
		heapUsedBytes: read(sample?.heapUsedBytes),
		heapLimitBytes,
		utilisation: read(sample?.utilisation),
		lagMs: read(sample?.lagMs),
		requestsPerSecond: read(sample?.requestsPerSecond),
		p95Ms: read(sample?.p95Ms),
	};
}

export const NO_FIGURES: Figures = {
	cpuPercent: undefined,
	rssBytes: undefined,
	heapUsedBytes: undefined,
	heapLimitBytes: undefined,
	utilisation: undefined,
	lagMs: undefined,
	requestsPerSecond: undefined,
	errorsPerSecond: undefined,
	p50Ms: undefined,
	p95Ms: undefined,
	p99Ms: undefined,
	inFlight: undefined,
};
