import type {Command} from './command.js';
import type {WorkerState} from './snapshot.js';
import type {WorkerRef} from './worker-ref.js';

/** All times are monotonic ms; `until` is when the next step is taken if nothing happens before. */
export type WorkerPhase =
	/** Forked; killed at `until` if it is not online by then (a fork that failed half-way can hang for ever). */
	| {readonly kind: 'starting'; readonly until: number}
	/** `readyAt`: when it counts as ready without a word; undefined: it must say so, or listen. */
	| {readonly kind: 'online'; readonly readyAt: number | undefined}
	| {readonly kind: 'ready'}
	/**
	 * Until `disconnectAt` it still takes connections, and has each closed after its answer (a lame duck); undefined once
	 * it is disconnected. No `until`: nothing limits the drain.
	 */
	| {readonly kind: 'draining'; readonly disconnectAt: number | undefined; readonly until: number | undefined}
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
	/** Since when its event loop stands still, and when it is replaced for that (undefined: not, or no longer). */
	readonly silence: {readonly since: number; readonly replaceAt: number | undefined} | undefined;
	/** Why clumon ends it, where nobody has asked for that: `hung`, `not ready in time`. */
	readonly givenUpAs?: string;
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

/** On its way out, but still taking connections. */
export function isLameDuck({phase}: Worker): boolean {
	return phase.kind === 'draining' && phase.disconnectAt !== undefined;
}

/** When this worker next needs attention; Infinity if it needs none. */
export function workerDeadline({phase, lateAt = Infinity, silence}: Worker): number {
	const replaceAt = silence?.replaceAt ?? Infinity;
	switch (phase.kind) {
		case 'starting':
			return Math.min(phase.until, lateAt);
		case 'online':
			return Math.min(phase.readyAt ?? Infinity, lateAt, replaceAt);
		case 'ready':
			return replaceAt;
		case 'draining':
			return Math.min(phase.disconnectAt ?? Infinity, phase.until ?? Infinity);
		case 'terminating':
			return phase.until;
		case 'killed':
			return Infinity;
	}
}

export type RetireStep = 'drain' | 'terminate' | 'kill';

/** `until`: when the next step is due; undefined: never by itself. */
export type RetireOrder =
	/** With `disconnectAt` a lame duck till then; without, disconnected at once. */
	| {readonly step: 'drain'; readonly until: number | undefined; readonly disconnectAt?: number | undefined}
	| {readonly step: 'terminate'; readonly until: number | undefined}
	| {readonly step: 'kill'};

export type Retirement = {readonly worker: Worker; readonly commands: readonly Command[]};

/** Sends a worker on its way out, by this step or the harder one that it is already at. */
export function retire(worker: Worker, order: RetireOrder): Retirement {
	const {ref, phase} = worker;
	if (hardness(phase) > STEP_HARDNESS[order.step]) {
		return {worker, commands: []};
	}
	switch (order.step) {
		case 'drain':
			return drain(worker, {until: order.until, disconnectAt: order.disconnectAt});
		case 'terminate':
			return phase.kind === 'terminating'
				? {worker, commands: []}
				: {
						worker: {...worker, phase: {kind: 'terminating', until: order.until ?? Infinity}},
						commands: [{type: 'signal', ref, signal: 'SIGTERM'}],
					};
		case 'kill':
			return phase.kind === 'killed'
				? {worker, commands: []}
				: {worker: {...worker, phase: {kind: 'killed'}}, commands: [{type: 'signal', ref, signal: 'SIGKILL'}]};
	}
}

/** Starts the drain, or brings one that is under way forward. */
function drain(worker: Worker, order: {until: number | undefined; disconnectAt: number | undefined}): Retirement {
	const {ref, phase} = worker;
	if (phase.kind !== 'draining') {
		const isLameDuck = order.disconnectAt !== undefined;
		return {
			worker: {...worker, phase: {kind: 'draining', ...order}},
			commands: [isLameDuck ? {type: 'drain', ref} : {type: 'disconnect', ref}],
		};
	}
	const isDisconnectNow = phase.disconnectAt !== undefined && order.disconnectAt === undefined;
	return {
		worker: {
			...worker,
			phase: {
				...phase,
				disconnectAt: isDisconnectNow ? undefined : phase.disconnectAt,
				until: earlier(phase.until, order.until),
			},
		},
		commands: isDisconnectNow ? [{type: 'disconnect', ref}] : [],
	};
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

const STEP_HARDNESS: Record<RetireStep, number> = {drain: 1, terminate: 2, kill: 3};

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
