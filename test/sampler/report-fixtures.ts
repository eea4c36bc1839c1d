import type {ProbeReport} from '../../src/model/probe-report.js';

/** A second in which nothing happened, but for what is given. */
export function report(changes: Partial<ProbeReport> = {}): ProbeReport {
	return {
		intervalMs: 1000,
		started: changes.finished ?? 0,
		finished: 0,
		aborted: 0,
		inFlight: 0,
		statusClasses: [0, changes.finished ?? 0, 0, 0, 0],
		latency: [],
		utilisation: 0.1,
		lagMs: 1,
		heapUsedBytes: 10e6,
		heapLimitBytes: 4e9,
		externalBytes: 1e6,
		handles: 3,
		...changes,
	};
}
