import type {Command} from './command.js';
import type {WorkerState} from './snapshot.js';

/**
 * The model's name for a worker, from before it is forked until its end: `worker.id` and the pid exist only once the
 * fork succeeded. Unique over the cluster's life.
 */
export type WorkerRef = `${number}:${number}`;

/** All times are monotonic ms; `until` is when the next step is taken if nothing happens before. */
export type WorkerPhase =
	/** Forked; killed at `until` if it is not online by then (a fork that failed half-way can hang for ever). */
	| {readonly kind: 'starting'; readonly until: number}
	/** `readyAt`: when it counts as ready without a word; undefined: it must say so, or listen. */
	| {readonly kind: 'online'; readonly readyAt: number | undefined}
	| {readonly kind: 'ready'}
	/** No `until`: nothing limits the drain. */
	| {readonly kind: 'draining'; readonly until: number | undefined}
	/** SIGTERM sent. */
	| {readonly kind: 'terminating'; readonly until: number}
	/** SIGKILL sent: the kernel will do it. */
	| {readonly kind: 'killed'};

export type Worker = {
	readonly ref: WorkerRef;
	readonly id: number | undefined;
	readonly pid: number | undefined;
	readonly forkedAt: number;
	/** When it is too late to become ready; undefined once that has been dealt with. */
	readonly lateAt: number | undefined;
	readonly readySince: number | undefined;
	readonly addresses: readonly string[];
	readonly phase: WorkerPhase;
};

/** How a worker is called in a message: `w5`. */
export function workerName(worker: Worker): string {
	return worker.id === undefined ? 'worker' : `w${worker.id}`;
}

/** Forked, and not yet ready. */
export function isComingUp({phase}: Worker): boolean {
	return phase.kind === 'starting' || phase.kind === 'online';
}

/** When this worker next needs attention; Infinity if it needs none. */
export function workerDeadline({phase, lateAt = Infinity}: Worker): number {
	switch (phase.kind) {
		case 'starting':
			return Math.min(phase.until, lateAt);
		case 'online':
			return Math.min(phase.readyAt ?? Infinity, lateAt);
		case 'terminating':
			return phase.until;
		case 'draining':
			return phase.until ?? Infinity;
		case 'ready':
		case 'killed':
			return Infinity;
	}
}

export type RetireStep = 'drain' | 'terminate' | 'kill';
export type Retirement = {readonly worker: Worker; readonly commands: readonly Command[]};

/**
 * Sends a worker on its way out, by this step or the harder one that it is already at. `until` is when the next step is
 * due (undefined: never by itself).
 */
export function retire(
	worker: Worker,
	how: {readonly step: RetireStep; readonly until: number | undefined},
): Retirement {
	const {ref, phase} = worker;
	switch (how.step) {
		case 'drain':
			if (hardness(phase) > 0) {
				const shortened = phase.kind === 'draining' ? {...phase, until: earlier(phase.until, how.until)} : phase;
				return {worker: {...worker, phase: shortened}, commands: []};
			}
			return {
				worker: {...worker, phase: {kind: 'draining', until: how.until}},
				commands: [{type: 'disconnect', ref}],
			};
		case 'terminate':
			return hardness(phase) > 1
				? {worker, commands: []}
				: {
						worker: {...worker, phase: {kind: 'terminating', until: how.until ?? Infinity}},
						commands: [{type: 'signal', ref, signal: 'SIGTERM'}],
					};
		case 'kill':
			return hardness(phase) > 2
				? {worker, commands: []}
				: {worker: {...worker, phase: {kind: 'killed'}}, commands: [{type: 'signal', ref, signal: 'SIGKILL'}]};
	}
}

/** What the screen is told. */
export function workerState(phase: WorkerPhase, at: number): WorkerState {
	switch (phase.kind) {
		case 'starting':
		case 'online':
		case 'ready':
			return {kind: phase.kind};
		case 'draining':
			return phase.until === undefined ? {kind: 'draining'} : {kind: 'draining', leftMs: left(phase.until, at)};
		case 'terminating':
			return {kind: 'stopping', leftMs: left(phase.until, at)};
		case 'killed':
			return {kind: 'stopping', leftMs: 0};
	}
}

function hardness(phase: WorkerPhase): 0 | 1 | 2 | 3 {
	switch (phase.kind) {
		case 'draining':
			return 1;
		case 'terminating':
			return 2;
		case 'killed':
			return 3;
		default:
			return 0;
	}
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
	return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function left(until: number, at: number): number {
	return Math.max(0, until - at);
}
