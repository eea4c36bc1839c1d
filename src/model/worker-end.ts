import {describeCause, type ExitCause, explainStderr, formatCause} from './exit-reason.js';
import {formatDuration} from './format-duration.js';
import {
	type Context,
	chain,
	type Exit,
	endHung,
	type Instance,
	MAX_EXITS,
	moveToRetiring,
	promote,
	report,
	reportTrouble,
	type Step,
	startWhenFree,
	startWorker,
} from './instance.js';
import {judgeFailure, MAX_RESTARTS} from './restart-policy.js';
import {isLameDuck, type Worker, workerName} from './worker.js';

/** How a worker ended, and what it said last. */
export type End = {readonly cause: ExitCause; readonly stderrTail: readonly string[]; readonly context: Context};

/** A process of the instance is gone. */
export function onExited(instance: Instance, worker: Worker, end: End): Step {
	const {place} = instance;
	const isRetiring = instance.retiring.some(({ref}) => ref === worker.ref);
	const recorded = recordExit(instance, worker, {end, unexpected: !isRetiring || worker.givenUpAs !== undefined});
	if (isRetiring || place.kind !== 'running') {
		return onRetiredExit(recorded, worker, end);
	}
	if (place.replacement?.ref === worker.ref) {
		const text = explain(`replacement ${ending(worker, end)} · ${workerName(place.worker)} serves on`, end);
		const alone: Step = {
			instance: {...recorded, place: {...place, replacement: undefined}},
			commands: [reportTrouble(instance, worker, text)],
			outcome: {ok: false, reason: explain(formatCause(end.cause, end.stderrTail), end)},
		};
		return chain(alone, current => endHung(current, end.context));
	}
	if (place.replacement !== undefined) {
		const text = explain(`${ending(worker, end)} · its replacement ${workerName(place.replacement)} takes over`, end);
		return {instance: promote(recorded, place.replacement), commands: [reportTrouble(instance, worker, text)]};
	}
	const lameDuck = instance.retiring.findLast(retired => isLameDuck(retired) && retired.silence === undefined);
	if (lameDuck !== undefined) {
		return reinstate(recorded, lameDuck, {
			text: explain(`${ending(worker, end)} · ${workerName(lameDuck)} serves again`, end),
			reason: explain(formatCause(end.cause, end.stderrTail), end),
		});
	}
	return replaceLost(recorded, {
		worker,
		what: ending(worker, end),
		short: formatCause(end.cause, end.stderrTail),
		isClean: end.cause.kind === 'exit' && end.cause.code === 0,
		stderrTail: end.stderrTail,
		context: end.context,
	});
}

/** The new worker did not live as long as the old one drained: that one has not stopped serving, and goes on. */
function reinstate(instance: Instance, worker: Worker, {text, reason}: {text: string; reason: string}): Step {
	return {
		instance: {
			...instance,
			place: {kind: 'running', worker: {...worker, phase: {kind: 'ready'}}, replacement: undefined},
			retiring: instance.retiring.filter(({ref}) => ref !== worker.ref),
		},
		commands: [reportTrouble(instance, worker, text), {type: 'serve', ref: worker.ref}],
		outcome: {ok: false, reason},
	};
}

/** The worker closed its own channel and lives on: it takes no connections any more, so the place needs another. */
export function onLeftCluster(instance: Instance, worker: Worker, context: Context): Step {
	const draining: Worker = {
		...worker,
		phase: {
			kind: 'draining',
			disconnectAt: undefined,
			until: context.at + context.settings.timeouts.drainMs,
		},
	};
	const moved = moveToRetiring(instance, draining, {kind: 'queued'});
	const what = `${workerName(worker)} has disconnected itself from the cluster`;
	const {place} = instance;
	if (place.kind === 'running' && place.replacement !== undefined) {
		const text = `${what} · its replacement ${workerName(place.replacement)} takes over`;
		return {instance: promote(moved, place.replacement), commands: [report(instance, worker, text)]};
	}
	return replaceLost(moved, {worker, what, short: 'disconnected itself', isClean: true, stderrTail: [], context});
}

type Loss = {
	readonly worker: Worker;
	/** For the log: a sentence, to which is added what follows and why it came to that. */
	readonly what: string;
	/** For the table: two or three words. */
	readonly short: string;
	readonly isClean: boolean;
	readonly stderrTail: readonly string[];
	readonly context: Context;
};

/** The instance's only worker is lost, unasked: retry now or later, or give up. */
function replaceLost(instance: Instance, loss: Loss): Step {
	const {worker, what, context} = loss;
	const {at, settings} = context;
	const reason = explain(loss.short, loss);
	const outcome = {ok: false, reason} as const;
	// A worker that ends by itself, and well, is no trouble.
	const tell = loss.isClean ? report : reportTrouble;
	const words = (then: string) => explain(`${what} · ${then}`, loss);
	const say = (then: string) => tell(instance, worker, words(then));
	if (!settings.autorestart) {
		const place = loss.isClean
			? ({kind: 'stopped', reason} as const)
			: ({kind: 'failed', reason, stderrTail: loss.stderrTail} as const);
		return {instance: {...instance, place}, commands: [say('stays down')], outcome};
	}
	const readyMs = worker.readySince === undefined ? 0 : at - worker.readySince;
	const {history, verdict} = judgeFailure(instance.failures, {at, readyMs, instance: instance.index});
	const restartReason = worker.silence === undefined ? 'crash' : 'hang';
	const counted = {...instance, failures: history, restartReason} as const;
	if (verdict.kind === 'give-up') {
		const total = explain(`${loss.short} ×${verdict.failures}`, loss);
		return {
			instance: {...counted, place: {kind: 'failed', reason: total, stderrTail: loss.stderrTail}},
			commands: [
				reportTrouble(
					instance,
					worker,
					words(`given up after ${verdict.failures} failures: r, or clumon restart, starts it again`),
				),
			],
			outcome,
		};
	}
	const attempt = `restart ${verdict.attempt}/${MAX_RESTARTS}`;
	if (verdict.afterMs === 0) {
		const started = startWhenFree(counted, context);
		const when = started.instance.place.kind === 'queued' ? `when ${workerName(worker)} is gone` : 'now';
		return {instance: started.instance, commands: [say(`${attempt} ${when}`), ...started.commands], outcome};
	}
	return {
		instance: {...counted, place: {kind: 'waiting', until: at + verdict.afterMs, attempt: verdict.attempt, reason}},
		commands: [say(`${attempt} in ${formatDuration(verdict.afterMs)}`)],
		outcome,
	};
}

function onRetiredExit(instance: Instance, worker: Worker, end: End): Step {
	const remaining = {...instance, retiring: instance.retiring.filter(({ref}) => ref !== worker.ref)};
	const said = report(instance, worker, `${ending(worker, end)}, ${worker.givenUpAs ?? 'as asked'}`);
	if (remaining.place.kind === 'queued' && remaining.retiring.length === 0) {
		const started = startWorker(remaining, end.context);
		return {instance: started.instance, commands: [said, ...started.commands]};
	}
	return {instance: remaining, commands: [said]};
}

function recordExit(
	instance: Instance,
	worker: Worker,
	{end, unexpected}: {readonly end: End; readonly unexpected: boolean},
): Instance {
	const {at} = end.context;
	const upMs = at - worker.forkedAt;
	const ended = formatCause(end.cause, end.stderrTail);
	const cause = worker.givenUpAs === undefined ? ended : `${worker.givenUpAs}, ${ended}`;
	const exit: Exit = {
		workerId: worker.id,
		pid: worker.pid,
		at,
		upMs,
		cause: end.cause,
		// A signal that was asked for is the whole reason, whatever error the worker once wrote.
		reason: !unexpected && end.cause.kind === 'signal' ? cause : explain(cause, end),
		unexpected,
	};
	return {...instance, exits: [...instance.exits, exit].slice(-MAX_EXITS)};
}

/** `w5 exited with code 1 after 2s`. */
function ending(worker: Worker, end: End): string {
	const lived = formatDuration(end.context.at - worker.forkedAt);
	return `${workerName(worker)} ${describeCause(end.cause, end.stderrTail)} after ${lived}`;
}

/** The cause goes last: it may be long, and a narrow screen cuts it. */
function explain(what: string, {stderrTail}: {readonly stderrTail: readonly string[]}): string {
	const line = explainStderr(stderrTail);
	return line === undefined ? what : `${what}: ${line}`;
}
