import {formatDuration} from './format-duration.js';
import {
	type Context,
	chain,
	endHung,
	type Instance,
	moveToRetiring,
	replaceWorker,
	report,
	reportTrouble,
	type Step,
	startReplacement,
	startWhenFree,
	workersOf,
} from './instance.js';
import {becomeReady} from './instance-events.js';
import {isComingUp, retire, type Worker, workerName} from './worker.js';
import {onLeftCluster} from './worker-end.js';

/** Takes every step that is due at `context.at`. */
export function onTimePassed(instance: Instance, context: Context): Step {
	let step: Step = {instance, commands: []};
	for (const {ref} of workersOf(instance)) {
		step = chain(step, current => {
			const worker = workersOf(current).find(candidate => candidate.ref === ref);
			return worker === undefined ? {instance: current, commands: []} : onWorkerDue(current, worker, context);
		});
	}
	return chain(step, current =>
		current.place.kind === 'waiting' && isDue(current.place.until, context)
			? startWhenFree(current, context)
			: {instance: current, commands: []},
	);
}

function onWorkerDue(instance: Instance, worker: Worker, context: Context): Step {
	const {phase} = worker;
	if (isComingUp(worker) && isDue(worker.lateAt, context)) {
		return onLate(instance, worker, context);
	}
	if (isDue(worker.silence?.replaceAt, context)) {
		return onHung(instance, worker, context);
	}
	switch (phase.kind) {
		case 'online':
			return isDue(phase.readyAt, context) ? becomeReady(instance, worker, context) : {instance, commands: []};
		case 'starting':
			return isDue(phase.until, context)
				? forceEnd(instance, worker, {why: `is not online ${since(worker, context)} after its fork`})
				: {instance, commands: []};
		case 'draining':
			if (isDue(phase.disconnectAt, context)) {
				const disconnected = retire(worker, {step: 'drain', until: phase.until});
				return {instance: replaceWorker(instance, disconnected.worker), commands: disconnected.commands};
			}
			return isDue(phase.until, context) ? onDrainOver(instance, worker, context) : {instance, commands: []};
		case 'terminating':
			return isDue(phase.until, context)
				? forceEnd(instance, worker, {why: 'still runs after SIGTERM'})
				: {instance, commands: []};
		case 'ready':
		case 'killed':
			return {instance, commands: []};
	}
}

/** Not ready in time: fatal for a replacement, as the old worker serves; for an only worker there is nothing better. */
function onLate(instance: Instance, worker: Worker, {at, settings}: Context): Step {
	const reason = `not ready after ${formatDuration(settings.timeouts.readyMs)}`;
	const noted: Worker = {...worker, lateAt: undefined};
	const {place} = instance;
	if (place.kind !== 'running' || place.replacement?.ref !== worker.ref) {
		return {
			instance: replaceWorker(instance, noted),
			commands: [reportTrouble(instance, worker, `${workerName(worker)} ${reason}, goes on waiting`)],
			...(place.kind === 'running' && place.replacement !== undefined ? {} : {outcome: {ok: false, reason} as const}),
		};
	}
	const givenUp: Worker = {...noted, givenUpAs: 'not ready in time'};
	const retired = retire(givenUp, {step: 'terminate', until: at + settings.timeouts.killMs});
	const text = `replacement ${workerName(worker)} ${reason}, stopped · ${workerName(place.worker)} serves on`;
	const alone: Step = {
		instance: moveToRetiring(instance, retired.worker, {...place, replacement: undefined}),
		commands: [reportTrouble(instance, worker, text), ...retired.commands],
		outcome: {ok: false, reason},
	};
	return chain(alone, current => endHung(current, {at, settings}));
}

function onHung(instance: Instance, worker: Worker, context: Context): Step {
	const noted: Worker = {...worker, silence: worker.silence && {...worker.silence, replaceAt: undefined}};
	const marked = replaceWorker(instance, noted);
	const {place} = marked;
	if (place.kind !== 'running' || place.worker.ref !== worker.ref || place.replacement !== undefined) {
		return {instance: marked, commands: []};
	}
	if (context.settings.stopFirst) {
		const said = reportTrouble(instance, worker, `${workerName(worker)} still hangs: ended, a new worker follows`);
		return chain({instance: marked, commands: [said]}, current => endHung(current, context));
	}
	const started = startReplacement({...marked, restartReason: 'hang'}, noted, context);
	const said = reportTrouble(instance, worker, `${workerName(worker)} still hangs: starting a replacement`);
	return {instance: started.instance, commands: [said, ...started.commands]};
}

function onDrainOver(instance: Instance, worker: Worker, context: Context): Step {
	const {place} = instance;
	if (place.kind === 'running' && place.worker.ref === worker.ref) {
		return onLeftCluster(instance, worker, context);
	}
	const until = context.at + context.settings.timeouts.killMs;
	const terminated = retire(worker, {step: 'terminate', until});
	return {instance: replaceWorker(instance, terminated.worker), commands: terminated.commands};
}

function forceEnd(instance: Instance, worker: Worker, {why}: {readonly why: string}): Step {
	const killed = retire(worker, {step: 'kill'});
	return {
		instance: replaceWorker(instance, killed.worker),
		commands: [report(instance, worker, `${workerName(worker)} ${why}: SIGKILL`), ...killed.commands],
	};
}

function since(worker: Worker, {at}: Context): string {
	return formatDuration(at - worker.forkedAt);
}

function isDue(deadline: number | undefined, {at}: Context): boolean {
	return deadline !== undefined && deadline <= at;
}
