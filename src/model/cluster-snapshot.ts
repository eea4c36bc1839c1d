import type {Cluster} from './cluster.js';
import {type Exit, type Instance, workersOf} from './instance.js';
import {MAX_RESTARTS} from './restart-policy.js';
import {sumRestarts} from './restart-reason.js';
import type {
	ClusterPhase,
	ClusterSnapshot,
	ExitSnapshot,
	InstanceSnapshot,
	InstanceState,
	WorkerSnapshot,
} from './snapshot.js';
import type {Traffic, WorkerVitals} from './vitals.js';
import {type Worker, workerDeadline, workerState} from './worker.js';

/** What a snapshot tells that the model does not know. */
export type Surroundings = Pick<
	ClusterSnapshot,
	| 'name'
	| 'app'
	| 'nodeArgs'
	| 'args'
	| 'nodeVersion'
	| 'pid'
	| 'upMs'
	| 'at'
	| 'cores'
	| 'memoryLimitBytes'
	| 'memoryTotalBytes'
	| 'hasProbe'
>;

/** What was measured. */
export type Readings = {
	/** The newest of a process; undefined while there is none. */
	readonly ofProcess: (pid: number) => {readonly cpuPercent: number | undefined; readonly rssBytes: number} | undefined;
	/** What a worker's preload tells. `isDue`: it is to report every second, or else its event loop stands still. */
	readonly ofWorker: (workerId: number, isDue: boolean) => WorkerVitals | undefined;
	/** Of all workers together. */
	readonly ofAll: () => Traffic | undefined;
};

/** How much time really passed between two times on the clock of the model, which stands still while clumon does. */
export type ElapsedMs = (from: number, to: number) => number;

/** `at`: now, on the clock of the model; `surroundings.at` is the same moment as an epoch. */
export function snapshotCluster(options: {
	readonly cluster: Cluster;
	readonly at: number;
	/** A time on the clock of the model as an epoch, ms. */
	readonly epochOf: (time: number) => number;
	readonly elapsedMs: ElapsedMs;
	readonly surroundings: Surroundings;
	readonly readings: Readings;
}): ClusterSnapshot {
	const {cluster, at, epochOf, elapsedMs, surroundings, readings} = options;
	const instances = cluster.instances.map(
		(instance): InstanceSnapshot => ({
			index: instance.index,
			state: instanceState(instance, at),
			workers: workersOf(instance).map(worker => snapshotWorker(instance, worker, {at, elapsedMs, readings})),
			restarts: sumRestarts(instance.restarts),
			restartsByReason: instance.restarts,
			exits: instance.exits.map(exit => snapshotExit(exit, {epochOf, elapsedMs})),
		}),
	);
	const addresses = instances.flatMap(({workers}) => workers.flatMap(worker => worker.addresses));
	return {
		...surroundings,
		phase: clusterPhase(cluster, at),
		addresses: [...new Set(addresses)].sort(),
		outcome: cluster.outcome,
		diagnosis: cluster.diagnosis,
		startFailure: cluster.startFailure,
		traffic: readings.ofAll(),
		instances,
	};
}

/** The worker's that serves, else that of the newest one on its way out, else why there is none. */
function instanceState({place, retiring}: Instance, at: number): InstanceState {
	const last = retiring.at(-1);
	switch (place.kind) {
		case 'running':
			return workerState(place.worker.phase, at);
		case 'waiting': {
			const {attempt, reason} = place;
			return {kind: 'waiting', leftMs: Math.max(0, place.until - at), attempt, maxAttempts: MAX_RESTARTS, reason};
		}
		case 'failed':
			return place;
		case 'stopped':
			return last === undefined ? place : workerState(last.phase, at);
		case 'queued':
			return last === undefined ? {kind: 'starting'} : workerState(last.phase, at);
		case 'leaving':
			return last === undefined ? {kind: 'stopped', reason: 'scaled away'} : workerState(last.phase, at);
	}
}

function snapshotWorker(
	instance: Instance,
	worker: Worker,
	{at, elapsedMs, readings}: {readonly at: number; readonly elapsedMs: ElapsedMs; readonly readings: Readings},
): WorkerSnapshot {
	const reading = worker.pid === undefined ? undefined : readings.ofProcess(worker.pid);
	return {
		id: worker.id,
		pid: worker.pid,
		role: roleOf(instance, worker),
		state: workerState(worker.phase, at),
		upMs: elapsedMs(worker.forkedAt, at),
		silentMs: worker.silence && at - worker.silence.since,
		addresses: worker.addresses,
		cpuPercent: reading?.cpuPercent,
		rssBytes: reading?.rssBytes,
		vitals: worker.id === undefined ? undefined : readings.ofWorker(worker.id, isToReport(worker)),
	};
}

/** A disconnected worker has no channel to report over, once its connections are gone. */
function isToReport({phase}: Worker): boolean {
	switch (phase.kind) {
		case 'starting':
		case 'online':
		case 'ready':
			return true;
		case 'draining':
			return phase.disconnectAt !== undefined;
		case 'terminating':
		case 'killed':
			return false;
	}
}

function roleOf({place}: Instance, worker: Worker): WorkerSnapshot['role'] {
	if (place.kind === 'running') {
		if (place.worker.ref === worker.ref) {
			return 'serving';
		}
		if (place.replacement?.ref === worker.ref) {
			return 'replacement';
		}
	}
	return 'retiring';
}

function snapshotExit(
	{at, upMs, ...exit}: Exit,
	{epochOf, elapsedMs}: {readonly epochOf: (time: number) => number; readonly elapsedMs: ElapsedMs},
): ExitSnapshot {
	const {workerId, pid, reason, unexpected} = exit;
	return {workerId, pid, at: epochOf(at), upMs: elapsedMs(at - upMs, at), reason, unexpected};
}

function clusterPhase({quit, reload, instances}: Cluster, at: number): ClusterPhase {
	if (quit !== undefined) {
		const workers = instances.flatMap(workersOf);
		const until = Math.max(0, ...workers.map(workerDeadline));
		return {
			kind: 'quitting',
			step: hardest(workers),
			leftMs: Number.isFinite(until) ? Math.max(0, until - at) : undefined,
		};
	}
	return reload === undefined ? {kind: 'running'} : {kind: 'reloading', done: reload.done, total: reload.total};
}

/** The harshest step that has been taken, whether the operator or a deadline took it. */
function hardest(workers: readonly Worker[]): 'drain' | 'terminate' | 'kill' {
	if (workers.some(({phase}) => phase.kind === 'killed')) {
		return 'kill';
	}
	return workers.some(({phase}) => phase.kind === 'terminating') ? 'terminate' : 'drain';
}
