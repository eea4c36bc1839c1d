import type {RestartCounts} from './restart-reason.js';
import type {Traffic, WorkerVitals} from './vitals.js';

/**
 * What a client may know about a cluster: the read side. A snapshot is plain JSON-able data, and every duration in it
 * is relative to the moment at which it was taken, as a client in another thread or process has no clock in common
 * with the primary (monotonic clocks differ between threads).
 */

/** The states of PRODUCT.md. A worker passes through the first five; the last three belong to an instance without one. */
export type WorkerState =
	| {readonly kind: 'starting'}
	| {readonly kind: 'online'}
	| {readonly kind: 'ready'}
	/** Disconnected, finishing its connections. `leftMs` until SIGTERM; absent when nothing limits the drain. */
	| {readonly kind: 'draining'; readonly leftMs?: number}
	/** SIGTERM sent; `leftMs` until SIGKILL, 0 once that was sent. */
	| {readonly kind: 'stopping'; readonly leftMs: number};

export type RestState =
	/** Backing off; try `attempt` of `maxAttempts` follows in `leftMs`. */
	| {
			readonly kind: 'waiting';
			readonly leftMs: number;
			readonly attempt: number;
			readonly maxAttempts: number;
			readonly reason: string;
	  }
	| {readonly kind: 'stopped'; readonly reason: string}
	/** Gave up. `reason` in a few words (`exit 1 ×11: TypeError: x is not a function`). */
	| {readonly kind: 'failed'; readonly reason: string; readonly stderrTail: readonly string[]};

export type InstanceState = WorkerState | RestState;
export type StateKind = InstanceState['kind'];

/** One process. */
export type WorkerSnapshot = {
	/** `worker.id` of node:cluster; counts up over the primary's life. Undefined when the fork itself failed. */
	readonly id: number | undefined;
	readonly pid: number | undefined;
	/** `serving`: the instance's own; `replacement`: forked to take over; `retiring`: on its way out. */
	readonly role: 'serving' | 'replacement' | 'retiring';
	readonly state: WorkerState;
	readonly upMs: number;
	/** How long its event loop has stood still; undefined while it turns. */
	readonly silentMs: number | undefined;
	/** `:3000`, `127.0.0.1:8080`, a socket path. */
	readonly addresses: readonly string[];
	/** The newest sample; undefined until there is one. 100 is one core. */
	readonly cpuPercent: number | undefined;
	readonly rssBytes: number | undefined;
	/** What its preload tells; undefined without one, and until it has told something. */
	readonly vitals: WorkerVitals | undefined;
};

/** Why and when a worker of an instance ended. */
export type ExitSnapshot = {
	readonly workerId: number | undefined;
	readonly pid: number | undefined;
	/** Epoch, ms. */
	readonly at: number;
	readonly upMs: number;
	/** `exit 1`, `SIGKILL`, `spawn failed: EMFILE`. */
	readonly reason: string;
	/** False when the operator asked for it. */
	readonly unexpected: boolean;
};

export type InstanceSnapshot = {
	/** 0…N-1. */
	readonly index: number;
	/** What its row shows: the state of the worker that serves, else of the one on its way out, else why there is none. */
	readonly state: InstanceState;
	/** The row's own worker first (if any), then the others: a replacement, retiring ones. */
	readonly workers: readonly WorkerSnapshot[];
	/** How often a worker here was replaced, by the operator or after a crash. */
	readonly restarts: number;
	readonly restartsByReason: RestartCounts;
	/** Oldest first, the last 20. */
	readonly exits: readonly ExitSnapshot[];
};

export type ClusterPhase =
	| {readonly kind: 'running'}
	| {readonly kind: 'reloading'; readonly done: number; readonly total: number}
	/** `leftMs` until the next, harder step; undefined when there is none left (SIGKILL was sent). */
	| {readonly kind: 'quitting'; readonly step: 'drain' | 'terminate' | 'kill'; readonly leftMs: number | undefined};

export type ClusterSnapshot = {
	readonly name: string;
	/** The app's file as the user named it. */
	readonly app: string;
	/** Of the workers: what node is given before the app, and what the app is given. */
	readonly nodeArgs: readonly string[];
	readonly args: readonly string[];
	/** Of the primary: `22.11.0`. */
	readonly nodeVersion: string;
	readonly pid: number;
	readonly upMs: number;
	/** When it was taken: epoch, ms. */
	readonly at: number;
	readonly cores: number;
	/** What a worker's memory is measured against: --max-memory, else the cgroup's limit, else the machine's memory. */
	readonly memoryLimitBytes: number;
	/** What all workers share: the cgroup's limit, else the machine's memory. */
	readonly memoryTotalBytes: number;
	/** The workers have a preload, which tells of their requests, heap and event loop. */
	readonly hasProbe: boolean;
	/** Of all workers together; undefined until the first request. */
	readonly traffic: Traffic | undefined;
	readonly phase: ClusterPhase;
	/** All that any worker listens on, sorted, without repeats. */
	readonly addresses: readonly string[];
	/** How the last restart or reload came out; `id` tells it from the one before. */
	readonly outcome: {readonly id: number; readonly ok: boolean; readonly text: string} | undefined;
	/** What has come of the last look into a worker: a file, an address, or why there is none. */
	readonly diagnosis?: ClusterSnapshot['outcome'];
	/** Why this is not how things are now: a screen in another process has lost its connection. */
	readonly outdated?: string;
	/** Why the app fails to start, while no instance has ever been ready and all have failed. */
	readonly startFailure: string | undefined;
	/** By index. */
	readonly instances: readonly InstanceSnapshot[];
};
