import type {Command} from './command.js';
import {
	type Context,
	createInstance,
	type Instance,
	instanceDeadline,
	type Step,
	startWorker,
	workersOf,
} from './instance.js';
import {onTimePassed} from './instance-deadlines.js';
import {onWorkerEvent, type WorkerEvent} from './instance-events.js';
import {restartInstance} from './instance-requests.js';
import {finishOne, isFinished, type ReloadPlan, startNext} from './reload-plan.js';
import type {Settings} from './settings.js';
import {type RetireStep, workerName} from './worker.js';
import type {WorkerRef} from './worker-ref.js';

/** Everything that clumon knows and wants of a cluster. Times are monotonic ms. */
export type Cluster = {
	readonly settings: Settings;
	/** By index, without gaps: scaling down takes the highest first. */
	readonly instances: readonly Instance[];
	/** Some worker has been ready. */
	readonly everReady: boolean;
	/** Why the app fails to start: every instance has failed, and none was ever ready. */
	readonly startFailure: string | undefined;
	readonly reload: ReloadPlan | undefined;
	/** How the last restart or reload came out, and the how manieth that was. */
	readonly outcome: {readonly id: number; readonly ok: boolean; readonly text: string} | undefined;
	/** What has come of the last look into a worker, and the how manieth that was. */
	readonly diagnosis: {readonly id: number; readonly ok: boolean; readonly text: string} | undefined;
	/** How hard the workers were last told to go, once the operator has said to end. */
	readonly quit: RetireStep | undefined;
};

export type ClusterStep = {readonly cluster: Cluster; readonly commands: readonly Command[]};

export function createCluster(options: {
	readonly settings: Settings;
	readonly instances: number;
	readonly at: number;
}): ClusterStep {
	const empty: Cluster = {
		settings: options.settings,
		instances: [],
		everReady: false,
		startFailure: undefined,
		reload: undefined,
		outcome: undefined,
		diagnosis: undefined,
		quit: undefined,
	};
	return addInstances(empty, {to: options.instances, at: options.at});
}

/** A look into a worker has come to its end. */
export function withDiagnosis(cluster: Cluster, diagnosis: {readonly ok: boolean; readonly text: string}): Cluster {
	return {...cluster, diagnosis: {id: (cluster.diagnosis?.id ?? 0) + 1, ...diagnosis}};
}

/** Adds fresh instances until there are `to`. */
export function addInstances(cluster: Cluster, {to, at}: {readonly to: number; readonly at: number}): ClusterStep {
	const indices = Array.from(
		{length: Math.max(0, to - cluster.instances.length)},
		(_, i) => cluster.instances.length + i,
	);
	const steps = indices.map(index => startWorker(createInstance(index), contextOf(cluster, at)));
	return {
		cluster: {...cluster, instances: [...cluster.instances, ...steps.map(({instance}) => instance)]},
		commands: steps.flatMap(({commands}) => commands),
	};
}

/** Takes in a fact about a worker; one that is not known (any more) changes nothing. */
export function onClusterEvent(
	cluster: Cluster,
	{ref, event, at}: {readonly ref: WorkerRef; readonly event: WorkerEvent; readonly at: number},
): ClusterStep {
	const instance = cluster.instances.find(candidate => workersOf(candidate).some(worker => worker.ref === ref));
	if (instance === undefined) {
		return {cluster, commands: []};
	}
	return applyStep(cluster, onWorkerEvent(instance, {ref, event, context: contextOf(cluster, at)}), at);
}

/** Takes every step that is due. */
export function onClusterTimePassed(cluster: Cluster, at: number): ClusterStep {
	return cluster.instances.reduce<ClusterStep>(
		(step, {index}) => {
			const instance = findInstance(step.cluster, index);
			if (instance === undefined || instanceDeadline(instance) > at) {
				return step;
			}
			return follow(step, current => applyStep(current, onTimePassed(instance, contextOf(current, at)), at));
		},
		{cluster, commands: []},
	);
}

/** When the cluster next needs `onClusterTimePassed`; Infinity if nothing is due. */
export function clusterDeadline(cluster: Cluster): number {
	return Math.min(Infinity, ...cluster.instances.map(instanceDeadline));
}

/** The operator has said to end, and no worker is left. */
export function hasEnded({quit, instances}: Cluster): boolean {
	return quit !== undefined && instances.every(instance => workersOf(instance).length === 0);
}

export function findInstance(cluster: Cluster, index: number): Instance | undefined {
	return cluster.instances.find(instance => instance.index === index);
}

export function contextOf({settings}: Cluster, at: number): Context {
	return {at, settings};
}

export function follow(step: ClusterStep, next: (cluster: Cluster) => ClusterStep): ClusterStep {
	const following = next(step.cluster);
	return {cluster: following.cluster, commands: [...step.commands, ...following.commands]};
}

/** Puts a changed instance back, and draws the cluster's own conclusions from it. */
export function applyStep(cluster: Cluster, step: Step, at: number): ClusterStep {
	const {instance, outcome} = step;
	const changed: Cluster = {
		...cluster,
		everReady: cluster.everReady || outcome?.ok === true,
		instances: withoutGone(cluster.instances.map(other => (other.index === instance.index ? instance : other))),
	};
	const before = findInstance(cluster, instance.index);
	const told = tellRestart(changed, before, step);
	const judged = follow({cluster: told, commands: step.commands}, judgeStart);
	return follow(judged, current => advanceReload(current, step, at));
}

/** Without those at the end that were scaled away and are empty; one with a higher one after it keeps its number taken. */
function withoutGone(instances: readonly Instance[]): readonly Instance[] {
	const last = instances.findLastIndex(({place, retiring}) => place.kind !== 'leaving' || retiring.length > 0);
	return instances.slice(0, last + 1);
}

/** Restarts as many of the reload's next instances as may be restarted at a time. */
export function continueReload(cluster: Cluster, at: number): ClusterStep {
	if (cluster.reload === undefined) {
		return {cluster, commands: []};
	}
	const {plan, next} = startNext(cluster.reload, cluster.settings.parallel);
	if (isFinished(plan)) {
		const text = `reload done: ${plan.done} of ${plan.total} instances run the new code`;
		return {cluster: {...withOutcome(cluster, {ok: true, text}), reload: undefined}, commands: [reportOnCluster(text)]};
	}
	return next.reduce<ClusterStep>(
		(step, index) =>
			follow(step, current => {
				const instance = findInstance(current, index);
				const answer = instance && restartInstance(instance, contextOf(current, at));
				// A refusal means that a restart is under way already: its outcome counts.
				return answer?.ok ? applyStep(current, answer.step, at) : {cluster: current, commands: []};
			}),
		{cluster: {...cluster, reload: plan}, commands: []},
	);
}

function advanceReload(cluster: Cluster, {instance, outcome}: Step, at: number): ClusterStep {
	const {reload} = cluster;
	if (reload === undefined || outcome === undefined || reload.queue.includes(instance.index)) {
		return {cluster, commands: []};
	}
	if (outcome.ok) {
		if (!reload.active.includes(instance.index)) {
			return {cluster, commands: []};
		}
		return continueReload({...cluster, reload: finishOne(reload, instance.index)}, at);
	}
	const text = `reload stopped at instance ${instance.index} (${outcome.reason}): ${reload.done} of ${reload.total} run the new code`;
	return {cluster: {...withOutcome(cluster, {ok: false, text}), reload: undefined}, commands: [troubleOnCluster(text)]};
}

/** The end of a restart that the operator waits for; within a reload it is the reload's end that counts. */
function tellRestart(cluster: Cluster, before: Instance | undefined, {instance, outcome}: Step): Cluster {
	if (outcome === undefined || cluster.reload !== undefined || before?.place.kind !== 'running') {
		return cluster;
	}
	const {worker, replacement} = before.place;
	if (replacement === undefined) {
		return cluster;
	}
	const servesOn = instance.place.kind === 'running' && instance.place.worker.ref === worker.ref;
	const text = outcome.ok
		? `instance ${instance.index}: ${workerName(replacement)} has taken over from ${workerName(worker)}`
		: `instance ${instance.index}: no restart${servesOn ? `, ${workerName(worker)} serves on` : ''}: ${outcome.reason}`;
	return withOutcome(cluster, {ok: outcome.ok, text});
}

function withOutcome(cluster: Cluster, outcome: {readonly ok: boolean; readonly text: string}): Cluster {
	return {...cluster, outcome: {id: (cluster.outcome?.id ?? 0) + 1, ...outcome}};
}

/** Before anything was ever ready, a failure of every instance means one thing, to be said once: the app does not start. */
function judgeStart(cluster: Cluster): ClusterStep {
	if (cluster.everReady) {
		return {cluster: {...cluster, startFailure: undefined}, commands: []};
	}
	const reasons = cluster.instances.map(failureReason);
	const reason = reasons.at(-1);
	if (cluster.quit !== undefined || reason === undefined || reasons.includes(undefined)) {
		return {cluster, commands: []};
	}
	const commands = cluster.startFailure === undefined ? [troubleOnCluster(`the app fails to start: ${reason}`)] : [];
	return {cluster: {...cluster, startFailure: reason}, commands};
}

function failureReason({place, exits}: Instance): string | undefined {
	switch (place.kind) {
		case 'waiting':
		case 'failed':
			return place.reason;
		case 'stopped':
			// It ran and ended well (--no-autorestart), or the operator wants it so.
			return undefined;
		default:
			return exits.findLast(exit => exit.unexpected)?.reason;
	}
}

function reportOnCluster(text: string): Command {
	return {type: 'report', instance: undefined, workerId: undefined, text};
}

function troubleOnCluster(text: string): Command {
	return {type: 'report', instance: undefined, workerId: undefined, text, isTrouble: true};
}
