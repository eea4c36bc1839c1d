import type {ProbeReport} from '../../src/model/probe-report.js';

/** Of a worker that served a little in its last second. */
export const PROBE_REPORT: ProbeReport = {
	intervalMs: 1000,
	started: 3,
	finished: 2,
	aborted: 1,
	inFlight: 4,
	statusClasses: [0, 1, 0, 0, 1],
	latency: [12, 1, 700, 1],
	utilisation: 0.25,
	lagMs: 1.5,
	heapUsedBytes: 5e6,
	heapLimitBytes: 4e9,
	externalBytes: 1e6,
	handles: 7,
};
