import type {ExitCause} from './exit-reason.js';
import {formatDuration} from './format-duration.js';
import {
	type Context,
	drainOrder,
	type Instance,
	promote,
	replaceWorker,
	report,
	reportTrouble,
	type Step,
	workersOf,
} from './instance.js';
import type {RestartReason} from './restart-reason.js';
import {isComingUp, type RetireOrder, retire, type Worker, workerName} from './worker.js';
import {onExited} from './worker-end.js';
import type {WorkerRef} from './worker-ref.js';

/** What happened to one worker. */
export type WorkerEvent =
	| {readonly type: 'forked'; readonly id: number; readonly pid: number | undefined}
	| {readonly type: 'online'}
	| {readonly type: 'listening'; readonly address: string}
	/** The app said `process.send('ready')`. */
	| {readonly type: 'app-ready'}
	/** Its event loop turns, a second after it began: what the app does at its start without a pause is done. */
	| {readonly type: 'first-pulse'}
	/** Its event loop has not turned since `since`. */
	| {readonly type: 'fell-silent'; readonly since: number}
	/** It turns again. */
	| {readonly type: 'recovered'}
	| {readonly type: 'disconnected'}
	/** The process is gone and its output complete. `stderrTail`: the last lines of it. */
	| {readonly type: 'exited'; readonly cause: ExitCause; readonly stderrTail: readonly string[]};

/** An app that never listens is ready when it has been online this long, or at its first pulse. */
const READY_WITHOUT_LISTENING_MS = 1000;
/** What a worker whose channel has closed may still take to end by itself. */
const EXIT_AFTER_DISCONNECT_MS = 250;

/** A worker whose event loop has not turned for this long is replaced. */
const HANG_LIMIT_MS = 30_000;

/** What a fact about one of the instance's workers changes. A worker that is not known (any more) changes nothing. */
export function onWorkerEvent(
	instance: Instance,
	{ref, event, context}: {readonly ref: WorkerRef; readonly event: WorkerEvent; readonly context: Context},
): Step {
	const worker = workersOf(instance).find(candidate => candidate.ref === ref);
	if (worker === undefined) {
		return {instance, commands: []};
	}
	switch (event.type) {
		case 'forked': {
			const forked = {...worker, id: event.id, pid: event.pid};
			const text = `${workerName(forked)} forked · pid ${event.pid ?? 'unknown'}`;
			return {instance: replaceWorker(instance, forked), commands: [report(instance, forked, text)]};
		}
		case 'online':
			return onOnline(instance, worker, context);
		case 'listening':
			return onListening({...instance, listens: true}, worker, {address: event.address, context});
		case 'app-ready':
			return context.settings.waitReady && isComingUp(worker)
				? becomeReady(instance, worker, context)
				: {instance, commands: []};
		case 'first-pulse':
			return worker.phase.kind === 'online' && !mustSpeak(instance, context)
				? becomeReady(instance, worker, context)
				: {instance, commands: []};
		case 'fell-silent':
			return onSilent(instance, worker, {since: event.since, context});
		case 'recovered': {
			const text = `${workerName(worker)} responds again`;
			const recovered = {...worker, silence: undefined};
			return {instance: replaceWorker(instance, recovered), commands: [report(instance, worker, text)]};
		}
		case 'disconnected':
			return onDisconnected(instance, worker, context);
		case 'exited':
			return onExited(instance, worker, {cause: event.cause, stderrTail: event.stderrTail, context});
	}
}

/** A worker that is coming up can serve from now on; a replacement takes over, and the old worker is drained. */
export function becomeReady(instance: Instance, worker: Worker, context: Context): Step {
	const {at} = context;
	const ready: Worker = {...worker, phase: {kind: 'ready'}, readySince: at, lateAt: undefined};
	const where = ready.addresses.length > 0 ? ` on ${ready.addresses.join(' ')}` : '';
	const text = `${workerName(ready)} ready${where} after ${formatDuration(at - ready.forkedAt)}`;
	const said = report(instance, ready, text);
	const {place} = instance;
	if (place.kind !== 'running' || place.replacement?.ref !== ready.ref) {
		const isOvertaken = place.kind === 'running' && place.replacement !== undefined;
		// While a replacement is under way, it is that one's readiness that counts.
		return {
			instance: replaceWorker(instance, ready),
			commands: [said],
			...(isOvertaken ? {} : {outcome: {ok: true} as const}),
		};
	}
	// A worker whose event loop stands still does not drain.
	const order: RetireOrder =
		place.worker.silence === undefined
			? drainOrder(context)
			: {step: 'terminate', until: at + context.settings.timeouts.killMs};
	const givenUpAs = GIVEN_UP_AS[instance.restartReason];
	const old = retire({...place.worker, ...(givenUpAs === undefined ? {} : {givenUpAs})}, order);
	return {
		instance: promote({...instance, retiring: [...instance.retiring, old.worker]}, ready),
		commands: [said, ...old.commands],
		outcome: {ok: true},
	};
}

/** What a worker was replaced for, where nobody asked for it and it has not ended by itself. */
const GIVEN_UP_AS: Readonly<Partial<Record<RestartReason, string>>> = {hang: 'hung', memory: 'over its memory'};

function onOnline(instance: Instance, worker: Worker, context: Context): Step {
	if (worker.phase.kind !== 'starting') {
		return {instance, commands: []};
	}
	const isTimed = !mustSpeak(instance, context) && !context.settings.hasPulse;
	const readyAt = isTimed ? context.at + READY_WITHOUT_LISTENING_MS : undefined;
	return {instance: replaceWorker(instance, {...worker, phase: {kind: 'online', readyAt}}), commands: []};
}

/** Whether a worker is only ready when it says so, or listens. */
function mustSpeak({listens}: Instance, {settings}: Context): boolean {
	return settings.waitReady || listens;
}

function onListening(
	instance: Instance,
	worker: Worker,
	{address, context}: {readonly address: string; readonly context: Context},
): Step {
	const listening = {...worker, addresses: [...new Set([...worker.addresses, address])]};
	if (!context.settings.waitReady && isComingUp(worker)) {
		return becomeReady(instance, listening, context);
	}
	// It was taken for an app that does not listen.
	const isNews = worker.phase.kind === 'ready' && worker.addresses.length === 0;
	const said = report(instance, worker, `${workerName(worker)} listens on ${address}`);
	return {instance: replaceWorker(instance, listening), commands: isNews ? [said] : []};
}

function onSilent(
	instance: Instance,
	worker: Worker,
	{since, context}: {readonly since: number; readonly context: Context},
): Step {
	const {at, settings} = context;
	// One that others are to take over from, or have, is not replaced for it.
	const isReplaceable = instance.place.kind === 'running' && instance.place.worker.ref === worker.ref;
	const replaceAt = settings.hangRestart && isReplaceable ? since + HANG_LIMIT_MS : undefined;
	const then =
		replaceAt === undefined ? '' : `, replaced in ${formatDuration(Math.max(0, replaceAt - at))} if it stays so`;
	const text = `${workerName(worker)} hangs: its event loop has not turned for ${formatDuration(at - since)}${then}`;
	return {
		instance: replaceWorker(instance, {...worker, silence: {since, replaceAt}}),
		commands: [reportTrouble(instance, worker, text)],
	};
}

function onDisconnected(instance: Instance, worker: Worker, {at}: Context): Step {
	const {phase} = worker;
	const until = at + EXIT_AFTER_DISCONNECT_MS;
	if (phase.kind === 'draining') {
		// The channel closes when the last connection has: what still runs is a timer or the like.
		const sooner = {
			...worker,
			phase: {...phase, disconnectAt: undefined, until: Math.min(phase.until ?? Infinity, until)},
		};
		return {instance: replaceWorker(instance, sooner), commands: []};
	}
	if (phase.kind === 'ready' || isComingUp(worker)) {
		// Nobody asked. Mostly the first sign of an exit; where none follows, the app has left the cluster by itself.
		return {
			instance: replaceWorker(instance, {...worker, phase: {kind: 'draining', disconnectAt: undefined, until}}),
			commands: [],
		};
	}
	return {instance, commands: []};
}
