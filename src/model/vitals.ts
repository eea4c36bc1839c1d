/** What a worker's preload tells of it, as an operator reads it. */

/** Rates and percentiles are of the last ten seconds. */
export type Traffic = {
	/** Answered in full. */
	readonly requestsPerSecond: number;
	/** Answered with 5xx, or aborted. */
	readonly errorsPerSecond: number;
	/** Under way when that was last told. */
	readonly inFlight: number;
	/** What half, 95 % and 99 % of the answered requests did not exceed; undefined where none was answered. */
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
};

export type WorkerVitals = {
	/** Undefined until its first request: an app that serves no HTTP has no traffic, not one of nothing. */
	readonly traffic: Traffic | undefined;
	/** By how much a timer was late at the worst in the last second; grows while the event loop stands still. */
	readonly lagMs: number;
	/** Of the event loop, 0…1. This and what follows is undefined while nothing is heard of the worker. */
	readonly utilisation: number | undefined;
	readonly heapUsedBytes: number | undefined;
	readonly heapLimitBytes: number | undefined;
	/** Outside of V8's heap, held by objects in it. */
	readonly externalBytes: number | undefined;
	/** Sockets, servers, timers: what keeps it alive, or could. */
	readonly handles: number | undefined;
};
