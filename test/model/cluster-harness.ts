import {
	type Cluster,
	type ClusterStep,
	clusterDeadline,
	createCluster,
	hasEnded,
	onClusterEvent,
	onClusterTimePassed,
} from '../../src/model/cluster.js';
import {type ClusterRequest, onRequest, replaceFor} from '../../src/model/cluster-requests.js';
import {snapshotCluster} from '../../src/model/cluster-snapshot.js';
import type {Command} from '../../src/model/command.js';
import type {WorkerEvent} from '../../src/model/instance-events.js';
import type {OperatorReply} from '../../src/model/operator.js';
import type {Settings} from '../../src/model/settings.js';
import type {InstanceSnapshot} from '../../src/model/snapshot.js';
import type {WorkerRef} from '../../src/model/worker-ref.js';

export const SETTINGS: Settings = {
	autorestart: true,
	hasPulse: false,
	hangRestart: true,
	waitReady: false,
	stopFirst: false,
	parallel: 1,
	timeouts: {readyMs: 10_000, lameDuckMs: 0, drainMs: 10_000, killMs: 5000},
};

/** A cluster whose processes are played by the test: forks succeed at once, everything else is told with `worker`. */
export class ClusterHarness {
	cluster: Cluster;
	at = 1000;
	/** What was commanded since `taken` was last called. */
	#commands: Command[] = [];
	#nextId = 1;
	readonly #refs = new Map<number, WorkerRef>();

	constructor(instances: number, settings: Partial<Settings> = {}) {
		const step = createCluster({settings: {...SETTINGS, ...settings}, instances, at: this.at});
		this.cluster = step.cluster;
		this.#take(step);
	}

	/** The commands since the last call, reports left out, in words: `fork 0`, `disconnect w1`, `SIGTERM w1`. */
	taken(): string[] {
		const commands = this.#commands.filter(command => command.type !== 'report');
		this.#commands = [];
		return commands.map(command => {
			if (command.type === 'fork') {
				return `fork ${command.instance}`;
			}
			const id = [...this.#refs].find(([, ref]) => ref === command.ref)?.[0];
			return command.type === 'signal' ? `${command.signal} w${id}` : `${command.type} w${id}`;
		});
	}

	/** The texts of the reports since the last call of `taken` or `reports`. */
	reports(): string[] {
		return this.#takeReports().map(({text}) => text);
	}

	/** The same, but only of what went wrong unasked. */
	troubles(): string[] {
		return this.#takeReports().flatMap(({text, isTrouble}) => (isTrouble ? [text] : []));
	}

	#takeReports(): readonly Extract<Command, {type: 'report'}>[] {
		const reports = this.#commands.filter(command => command.type === 'report');
		this.#commands = this.#commands.filter(command => command.type !== 'report');
		return reports;
	}

	/** Something happens to the worker with this `worker.id`. */
	worker(id: number, event: WorkerEvent): this {
		const ref = this.#refs.get(id);
		if (ref === undefined) {
			throw new Error(`no worker w${id}`);
		}
		return this.#take(onClusterEvent(this.cluster, {ref, event, at: this.at}));
	}

	/** Clumon itself wants this instance's worker replaced. */
	replaceFor(instance: number, reason: string): this {
		return this.#take(replaceFor(this.cluster, {instance, reason, at: this.at}));
	}

	/** These workers come online and listen. */
	ready(...ids: number[]): this {
		for (const id of ids) {
			this.worker(id, {type: 'online'}).worker(id, {type: 'listening', address: ':3000'});
		}
		return this;
	}

	exits(id: number, code = 1, stderrTail: readonly string[] = []): this {
		return this.worker(id, {type: 'exited', cause: {kind: 'exit', code}, stderrTail});
	}

	request(request: ClusterRequest): OperatorReply {
		const {reply, ...step} = onRequest(this.cluster, request, this.at);
		this.#take(step);
		return reply;
	}

	/** Lets time pass, deadline by deadline. */
	pass(ms: number): this {
		const end = this.at + ms;
		for (let due = clusterDeadline(this.cluster); due <= end; due = clusterDeadline(this.cluster)) {
			this.at = Math.max(this.at, due);
			this.#take(onClusterTimePassed(this.cluster, this.at));
		}
		this.at = end;
		return this;
	}

	get hasEnded(): boolean {
		return hasEnded(this.cluster);
	}

	/** States by instance. */
	states(): string[] {
		return this.snapshot().map(({state}) => state.kind);
	}

	snapshot(): readonly InstanceSnapshot[] {
		return this.clusterSnapshot().instances;
	}

	clusterSnapshot() {
		return snapshotCluster({
			cluster: this.cluster,
			at: this.at,
			epochOf: time => 1_700_000_000_000 - (this.at - time),
			elapsedMs: (from, to) => to - from,
			surroundings: {
				name: 'app.js',
				app: 'app.js',
				nodeArgs: [],
				args: [],
				nodeVersion: '20.0.0',
				pid: 1,
				upMs: this.at,
				at: 1_700_000_000_000,
				cores: 2,
				memoryLimitBytes: 1e9,
				memoryTotalBytes: 1e9,
				hasProbe: true,
			},
			readings: {ofProcess: () => undefined, ofWorker: () => undefined, ofAll: () => undefined},
		});
	}

	#take({cluster, commands}: ClusterStep): this {
		this.cluster = cluster;
		for (const command of commands) {
			this.#commands.push(command);
			if (command.type === 'fork') {
				const id = this.#nextId++;
				this.#refs.set(id, command.ref);
				this.worker(id, {type: 'forked', id, pid: 1000 + id});
			}
		}
		return this;
	}
}
