import type {Command} from './command.js';
import type {ExitCause} from './exit-reason.js';
import {type FailureHistory, NO_FAILURES} from './restart-policy.js';
import {countRestart, NO_RESTARTS, type RestartCounts, type RestartReason} from './restart-reason.js';
import type {Settings} from './settings.js';
import {type RetireOrder, retire, type Worker, workerDeadline} from './worker.js';

/** A numbered place that always holds one worker, or says why it does not. */
export type Instance = {
	readonly index: number;
	readonly place: Place;
	/** Workers on their way out, the newest last. They end by themselves, whatever becomes of the place. */
	readonly retiring: readonly Worker[];
	/**
	 * A worker here has listened, so that the next is not ready before it does. Of this instance only: an app may well
	 * listen in one of its instances and do other work in the rest.
	 */
	readonly listens: boolean;
	/** Forks so far; numbers the next one. */
	readonly forks: number;
	readonly restarts: RestartCounts;
	/** Why the next worker will be needed, or was the last time: decided when it is asked for, counted when it is there. */
	readonly restartReason: RestartReason;
	readonly failures: FailureHistory;
	/** The last MAX_EXITS, oldest first. */
	readonly exits: readonly Exit[];
};

export type Place =
	/** With a `replacement` while that is becoming ready to take over. */
	| {readonly kind: 'running'; readonly worker: Worker; readonly replacement: Worker | undefined}
	/** Backing off after a failure. */
	| {readonly kind: 'waiting'; readonly until: number; readonly attempt: number; readonly reason: string}
	/** Forks as soon as the retiring workers are gone (--stop-first). */
	| {readonly kind: 'queued'}
	| {readonly kind: 'stopped'; readonly reason: string}
	| {readonly kind: 'failed'; readonly reason: string; readonly stderrTail: readonly string[]}
	/** Scaled away: leaves the table with its last worker. */
	| {readonly kind: 'leaving'};

export type Exit = {
	readonly workerId: number | undefined;
	readonly pid: number | undefined;
	/** Monotonic ms. */
	readonly at: number;
	readonly upMs: number;
	readonly cause: ExitCause;
	/** The cause with the line of stderr that says most. */
	readonly reason: string;
	readonly unexpected: boolean;
};

/** What every decision may look at besides the instance itself. */
export type Context = {
	/** Now: monotonic ms. */
	readonly at: number;
	readonly settings: Settings;
};

/** An instance after a decision, and what has to be done for it. */
export type Step = {
	readonly instance: Instance;
	readonly commands: readonly Command[];
	/** Set when an attempt to bring up a worker here came to its end. */
	readonly outcome?: {readonly ok: true} | {readonly ok: false; readonly reason: string};
};

export const MAX_EXITS = 20;
/** A fork that is not even online after this long hangs (seen when the system is out of processes). */
const SPAWN_WATCHDOG_MS = 30_000;

export function createInstance(index: number): Instance {
	return {
		index,
		place: {kind: 'queued'},
		retiring: [],
		listens: false,
		forks: 0,
		restarts: NO_RESTARTS,
		restartReason: 'crash',
		failures: NO_FAILURES,
		exits: [],
	};
}

/** Every process of the instance: its own worker first, then a replacement, then those on their way out. */
export function workersOf({place, retiring}: Instance): readonly Worker[] {
	if (place.kind !== 'running') {
		return retiring;
	}
	return place.replacement === undefined ? [place.worker, ...retiring] : [place.worker, place.replacement, ...retiring];
}

/** When this instance next needs attention; Infinity if it needs none. */
export function instanceDeadline(instance: Instance): number {
	const own = instance.place.kind === 'waiting' ? instance.place.until : Infinity;
	return Math.min(own, ...workersOf(instance).map(workerDeadline));
}

/** Forks a worker for an instance that has none of its own. */
export function startWorker(instance: Instance, context: Context): Step {
	const {worker, command} = fork(instance, context);
	return {
		instance: {
			...instance,
			place: {kind: 'running', worker, replacement: undefined},
			forks: instance.forks + 1,
			restarts: instance.forks === 0 ? NO_RESTARTS : countRestart(instance.restarts, instance.restartReason),
		},
		commands: [command],
	};
}

/** The same, but with --stop-first not before those on their way out are gone. */
export function startWhenFree(instance: Instance, context: Context): Step {
	return context.settings.stopFirst && instance.retiring.length > 0
		? {instance: {...instance, place: {kind: 'queued'}}, commands: []}
		: startWorker(instance, context);
}

/** Forks a worker that is to take over from the instance's own. */
export function startReplacement(instance: Instance, serving: Worker, context: Context): Step {
	const {worker, command} = fork(instance, context);
	return {
		instance: {
			...instance,
			place: {kind: 'running', worker: serving, replacement: worker},
			forks: instance.forks + 1,
		},
		commands: [command],
	};
}

/** How a worker goes whose work others take over: as a lame duck, then disconnected, then ended. */
export function drainOrder({at, settings: {timeouts}}: Context): RetireOrder {
	const disconnectAt = timeouts.lameDuckMs > 0 ? at + timeouts.lameDuckMs : undefined;
	return {step: 'drain', disconnectAt, until: at + timeouts.lameDuckMs + timeouts.drainMs};
}

/** Puts another state in the instance's place, and sends all its workers on their way out. */
export function vacate(instance: Instance, place: Place, order: RetireOrder): Step {
	const retirements = workersOf(instance).map(worker => retire(worker, order));
	return {
		instance: {...instance, place, retiring: retirements.map(({worker}) => worker).toReversed()},
		commands: retirements.flatMap(({commands}) => commands),
	};
}

/** Puts a changed worker back where the one with its ref is. */
export function replaceWorker(instance: Instance, changed: Worker): Instance {
	const swap = (worker: Worker) => (worker.ref === changed.ref ? changed : worker);
	const {place} = instance;
	return {
		...instance,
		place:
			place.kind === 'running'
				? {kind: 'running', worker: swap(place.worker), replacement: place.replacement && swap(place.replacement)}
				: place,
		retiring: instance.retiring.map(swap),
	};
}

/** Moves the instance's own worker or replacement to those on their way out; the place becomes `place`. */
export function moveToRetiring(instance: Instance, worker: Worker, place: Place): Instance {
	return {...instance, place, retiring: [...instance.retiring, worker]};
}

/** A worker takes the place of the one that served. */
export function promote(instance: Instance, replacement: Worker): Instance {
	return {
		...instance,
		place: {kind: 'running', worker: replacement, replacement: undefined},
		restarts: countRestart(instance.restarts, instance.restartReason),
	};
}

/** One decision after another. The later outcome counts. */
export function chain(step: Step, next: (instance: Instance) => Step): Step {
	const following = next(step.instance);
	const outcome = following.outcome ?? step.outcome;
	return {
		instance: following.instance,
		commands: [...step.commands, ...following.commands],
		...(outcome === undefined ? {} : {outcome}),
	};
}

/** A worker that hangs serves nobody: when its replacement failed, it is ended, and what follows a crash follows. */
export function endHung(instance: Instance, {at, settings}: Pick<Context, 'at' | 'settings'>): Step {
	const {place} = instance;
	if (place.kind !== 'running' || place.worker.silence === undefined || !settings.hangRestart) {
		return {instance, commands: []};
	}
	const hung: Worker = {...place.worker, givenUpAs: 'hung'};
	const ended = retire(hung, {step: 'terminate', until: at + settings.timeouts.killMs});
	return {instance: replaceWorker(instance, ended.worker), commands: ended.commands};
}

/** A line for the log about this instance. */
export function report(instance: Instance, worker: Worker | undefined, text: string): Command {
	return {type: 'report', instance: instance.index, workerId: worker?.id, text};
}

/** The same, of what went wrong unasked. */
export function reportTrouble(instance: Instance, worker: Worker | undefined, text: string): Command {
	return {type: 'report', instance: instance.index, workerId: worker?.id, text, isTrouble: true};
}

function fork(instance: Instance, {at, settings}: Context): {readonly worker: Worker; readonly command: Command} {
	const ref = `${instance.index}:${instance.forks}` as const;
	return {
		worker: {
			ref,
			id: undefined,
			pid: undefined,
			forkedAt: at,
			lateAt: at + settings.timeouts.readyMs,
			readySince: undefined,
			silence: undefined,
			addresses: [],
			phase: {kind: 'starting', until: at + SPAWN_WATCHDOG_MS},
		},
		command: {type: 'fork', instance: instance.index, ref},
	};
}
