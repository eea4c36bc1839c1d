import {
	type Context,
	drainOrder,
	type Instance,
	instanceDeadline,
	type Step,
	startReplacement,
	startWhenFree,
	vacate,
	workersOf,
} from './instance.js';
import {NO_FAILURES} from './restart-policy.js';
import {type RetireOrder, type Worker, workerName} from './worker.js';

/** What an operator's request comes to. A refusal changes nothing. */
export type Answer =
	| {readonly ok: true; readonly message: string; readonly step: Step}
	| {readonly ok: false; readonly message: string};

/** Replaces the worker, or starts an instance that has none. Forgets past failures: the operator knows of them. */
export function restartInstance(instance: Instance, context: Context): Answer {
	const forgiven = {...instance, failures: NO_FAILURES, restartReason: 'request'} as const;
	const {place} = instance;
	const name = `instance ${instance.index}`;
	switch (place.kind) {
		case 'running': {
			if (place.replacement !== undefined) {
				return {ok: false, message: `${name} is being replaced already by ${workerName(place.replacement)}`};
			}
			if (context.settings.stopFirst) {
				const step = vacate(forgiven, {kind: 'queued'}, drainOrder(context));
				return {ok: true, message: `${name}: ${workerName(place.worker)} stops, then a new worker starts`, step};
			}
			const step = startReplacement(forgiven, place.worker, context);
			return {
				ok: true,
				message: `${name}: starting a replacement, ${workerName(place.worker)} serves until it is ready`,
				step,
			};
		}
		case 'queued':
			return {ok: false, message: `${name} is being restarted already`};
		case 'leaving':
			return {ok: false, message: `${name} was scaled away; + brings it back`};
		case 'waiting':
		case 'stopped':
		case 'failed': {
			return {ok: true, message: `${name}: starting · s stops it`, step: startWhenFree(forgiven, context)};
		}
	}
}

/** Drain, then SIGTERM, then SIGKILL. */
export function stopInstance(instance: Instance, context: Context): Answer {
	const order = drainOrder(context);
	return stopBy(instance, {order, did: 'drains, then stops', reason: 'stopped by the operator'});
}

/** `worker.disconnect()`, and nothing after it: a connection may last as long as it likes. */
export function disconnectInstance(instance: Instance): Answer {
	const order = {step: 'drain', until: undefined} as const;
	return stopBy(instance, {
		order,
		did: 'disconnected, finishes its connections',
		reason: 'disconnected by the operator',
	});
}

/** SIGTERM, and SIGKILL after the kill time-out; SIGKILL at once with `now`. */
export function killInstance(instance: Instance, {at, settings}: Context, now: boolean): Answer {
	const order: RetireOrder = now ? {step: 'kill'} : {step: 'terminate', until: at + settings.timeouts.killMs};
	return stopBy(instance, {order, did: now ? 'SIGKILL sent' : 'SIGTERM sent', reason: 'killed by the operator'});
}

/** Takes the instance out of the cluster: drained, and gone with its last worker. */
export function removeInstance(instance: Instance, context: Context): Step {
	return vacate(instance, {kind: 'leaving'}, drainOrder(context));
}

/** Puts an instance that was leaving back to work. */
export function returnInstance(instance: Instance, context: Context): Step {
	return startWhenFree({...instance, failures: NO_FAILURES, restartReason: 'request'}, context);
}

function stopBy(
	instance: Instance,
	how: {readonly order: RetireOrder; readonly did: string; readonly reason: string},
): Answer {
	const name = `instance ${instance.index}`;
	const {place} = instance;
	const workers = workersOf(instance);
	const isPending = place.kind === 'waiting' || place.kind === 'queued';
	if (workers.length === 0 && !isPending) {
		return {ok: false, message: `${name} has no worker to act on · r starts one`};
	}
	const next = place.kind === 'leaving' ? place : ({kind: 'stopped', reason: how.reason} as const);
	const step = vacate(instance, next, how.order);
	if (
		(place.kind === 'stopped' || place.kind === 'failed' || place.kind === 'leaving') &&
		step.commands.length === 0 &&
		instanceDeadline(step.instance) === instanceDeadline(instance)
	) {
		return {ok: false, message: `${name} ${describeLeaving(workers)}`};
	}
	const did = workers.length === 0 ? 'will not be tried again' : `${workers.map(workerName).join(', ')} ${how.did}`;
	return {
		ok: true,
		message: `${name}: ${did}${place.kind === 'leaving' ? '' : ' · r starts a new worker'}`,
		step: {...step, outcome: {ok: false, reason: how.reason}},
	};
}

/** How far those that cannot be told again have come, and what there is to hurry them. */
function describeLeaving(workers: readonly Worker[]): string {
	if (workers.every(({phase}) => phase.kind === 'killed')) {
		return 'has been sent SIGKILL already';
	}
	return workers.some(({phase}) => phase.kind === 'draining')
		? 'is on its way out already · k ends it sooner, K now'
		: 'has been sent SIGTERM already · K kills it now';
}
