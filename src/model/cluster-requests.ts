import {
	addInstances,
	applyStep,
	type Cluster,
	type ClusterStep,
	contextOf,
	continueReload,
	findInstance,
	follow,
} from './cluster.js';
import type {DiagnosisRequest} from './diagnosis.js';
import {report, vacate} from './instance.js';
import {
	type Answer,
	disconnectInstance,
	killInstance,
	removeInstance,
	restartInstance,
	returnInstance,
	stopInstance,
} from './instance-requests.js';
import type {OperatorReply, OperatorRequest} from './operator.js';
import {dropInstance, planReload} from './reload-plan.js';
import {type RetireOrder, type RetireStep, workerName} from './worker.js';

/** More than anyone runs on one machine; guards against a slip of the finger. */
export const MAX_INSTANCES = 1024;

/** All but those that change nothing that the model knows. */
export type ClusterRequest = Exclude<OperatorRequest, {type: 'send'} | DiagnosisRequest>;

export type ClusterAnswer = ClusterStep & {readonly reply: OperatorReply};

/** Decides what an operator's request comes to. A refusal (`reply.ok` false) changes nothing. */
export function onRequest(cluster: Cluster, request: ClusterRequest, at: number): ClusterAnswer {
	if (cluster.quit !== undefined && request.type !== 'quit') {
		return refuse(cluster, 'clumon is ending, nothing else can be done now');
	}
	switch (request.type) {
		case 'quit':
			return quit(cluster, at);
		case 'reload':
			return reload(cluster, at);
		case 'scale':
			return scale(cluster, {to: 'to' in request ? request.to : activeCount(cluster) + request.by, at});
		default:
			return onInstanceRequest(cluster, request, at);
	}
}

/**
 * Replaces an instance's worker for a reason of clumon's own, one at a time in the whole cluster: while any replacement
 * is under way nothing is done, and it has to be asked for again.
 */
export function replaceFor(
	cluster: Cluster,
	{instance: index, reason, at}: {readonly instance: number; readonly reason: string; readonly at: number},
): ClusterStep {
	const instance = findInstance(cluster, index);
	const isBusy = cluster.instances.some(({place}) => place.kind === 'running' && place.replacement !== undefined);
	if (instance?.place.kind !== 'running' || isBusy || cluster.quit !== undefined) {
		return {cluster, commands: []};
	}
	const {worker} = instance.place;
	const {failures} = instance;
	const answer = restartInstance(instance, contextOf(cluster, at));
	if (!answer.ok) {
		return {cluster, commands: []};
	}
	const said = report(instance, worker, `${workerName(worker)} is replaced: ${reason}`);
	// Only an operator who looks may forget past failures.
	const step = {
		...answer.step,
		instance: {...answer.step.instance, failures, restartReason: 'memory' as const},
		commands: [said, ...answer.step.commands],
	};
	return applyStep(cluster, step, at);
}

type InstanceRequest = Extract<ClusterRequest, {instance: number}>;

function onInstanceRequest(cluster: Cluster, request: InstanceRequest, at: number): ClusterAnswer {
	const instance = findInstance(cluster, request.instance);
	if (instance === undefined) {
		const last = cluster.instances.length - 1;
		return refuse(cluster, `no instance ${request.instance}: there are 0 to ${last}`);
	}
	const context = contextOf(cluster, at);
	const decide = (): Answer => {
		switch (request.type) {
			case 'restart':
				return restartInstance(instance, context);
			case 'stop':
				return stopInstance(instance, context);
			case 'disconnect':
				return disconnectInstance(instance);
			case 'kill':
				return killInstance(instance, context, request.now ?? false);
		}
	};
	const answer = decide();
	if (answer.ok && request.type !== 'restart' && cluster.reload?.active.includes(instance.index) === false) {
		// What is stopped on purpose is not the reload's to start, nor its failure.
		const {outcome: _, ...step} = answer.step;
		return {
			...applyStep(withoutInReload(cluster, instance.index), step, at),
			reply: {ok: true, message: answer.message},
		};
	}
	return answer.ok
		? {...applyStep(cluster, answer.step, at), reply: {ok: true, message: answer.message}}
		: refuse(cluster, answer.message);
}

function reload(cluster: Cluster, at: number): ClusterAnswer {
	if (cluster.reload !== undefined) {
		const {done, total} = cluster.reload;
		return refuse(cluster, `a reload is under way: ${done} of ${total} done`);
	}
	const indices = cluster.instances.filter(({place}) => place.kind !== 'leaving').map(({index}) => index);
	const step = continueReload({...cluster, reload: planReload(indices)}, at);
	const atATime = cluster.settings.parallel === 1 ? 'one by one' : `${cluster.settings.parallel} at a time`;
	return {...step, reply: {ok: true, message: `reloading ${indices.length} instances, ${atATime}`}};
}

function scale(cluster: Cluster, {to, at}: {readonly to: number; readonly at: number}): ClusterAnswer {
	const count = activeCount(cluster);
	if (!Number.isInteger(to) || to < 1 || to > MAX_INSTANCES) {
		return refuse(cluster, `cannot scale to ${to}: from 1 to ${MAX_INSTANCES} instances; s stops one, q ends all`);
	}
	if (to === count) {
		return refuse(cluster, `there are ${to} instances already`);
	}
	const steps = cluster.instances.reduce<ClusterStep>(
		(step, instance) => {
			const isLeaving = instance.place.kind === 'leaving';
			if (instance.index < to && isLeaving) {
				return follow(step, current => applyStep(current, returnInstance(instance, contextOf(current, at)), at));
			}
			if (instance.index >= to && !isLeaving) {
				return follow(step, current =>
					applyStep(withoutInReload(current, instance.index), removeInstance(instance, contextOf(current, at)), at),
				);
			}
			return step;
		},
		{cluster, commands: []},
	);
	const added = follow(steps, current => addInstances(current, {to, at}));
	const scaled = follow(added, current => continueReload(current, at));
	const message =
		to > count
			? `scaling up from ${count} to ${to} instances · - takes one away`
			: `scaling down from ${count} to ${to} instances, drained · + brings one back`;
	return {...scaled, reply: {ok: true, message}};
}

function quit(cluster: Cluster, at: number): ClusterAnswer {
	const step = harder(cluster.quit);
	const {drainMs, killMs} = cluster.settings.timeouts;
	const order: RetireOrder = step === 'kill' ? {step} : {step, until: at + (step === 'drain' ? drainMs : killMs)};
	const quitting: Cluster = {...cluster, quit: step, reload: undefined};
	const ended = cluster.instances.reduce<ClusterStep>(
		(done, instance) =>
			follow(done, current =>
				applyStep(current, vacate(instance, {kind: 'stopped', reason: 'clumon ends'}, order), at),
			),
		{cluster: quitting, commands: []},
	);
	return {...ended, reply: {ok: true, message: QUIT_MESSAGES[step]}};
}

const QUIT_MESSAGES: Record<RetireStep, string> = {
	drain: 'ending: all workers drain · once more: SIGTERM now',
	terminate: 'ending: SIGTERM sent to all · once more: SIGKILL now',
	kill: 'ending: SIGKILL sent to all',
};

function harder(step: RetireStep | undefined): RetireStep {
	if (step === undefined) {
		return 'drain';
	}
	return step === 'drain' ? 'terminate' : 'kill';
}

function activeCount({instances}: Cluster): number {
	return instances.filter(({place}) => place.kind !== 'leaving').length;
}

function withoutInReload(cluster: Cluster, index: number): Cluster {
	return cluster.reload === undefined ? cluster : {...cluster, reload: dropInstance(cluster.reload, index)};
}

function refuse(cluster: Cluster, message: string): ClusterAnswer {
	return {cluster, commands: [], reply: {ok: false, message}};
}
