import {assertNever} from '../model/assert-never.js';
import {
	type Cluster,
	type ClusterStep,
	clusterDeadline,
	createCluster,
	hasEnded,
	onClusterEvent,
	onClusterTimePassed,
	withDiagnosis,
} from '../model/cluster.js';
import {onRequest, replaceFor} from '../model/cluster-requests.js';
import type {Command} from '../model/command.js';
import {type DiagnosisKind, isDiagnosis} from '../model/diagnosis.js';
import type {WorkerEvent} from '../model/instance-events.js';
import type {OperatorReply, OperatorRequest} from '../model/operator.js';
import type {Settings} from '../model/settings.js';
import type {WorkerRef} from '../model/worker-ref.js';
import type {ClusterPort, ForkedWorker, WorkerListener} from './cluster-port.js';
import {Diagnoses, type DiagnosisOutcome} from './diagnoses.js';
import type {Journal, ReportListener} from './journal.js';
import {PulseWatch, SILENT_AFTER_MS} from './pulse-watch.js';
import {sendMessage} from './send-message.js';
import type {SteadyClock} from './steady-clock.js';

const PULSE_CHECK_MS = 1000;
/** Lines of stderr that are kept with a failure. Where memory ran out, node's own last words are that long. */
const STDERR_TAIL_LINES = 40;

/**
 * Runs a cluster: hands facts to the model, carries out what the model decides, and owns the one timer for all that is
 * due later. Everything is decided in src/model; everything is done here.
 */
export class Supervisor {
	readonly #port: ClusterPort;
	readonly #journal: Journal;
	readonly #clock: SteadyClock;
	readonly #onReport: ReportListener;
	readonly #workers = new Map<WorkerRef, {readonly instance: number; readonly forked: ForkedWorker}>();
	readonly #pulses = new PulseWatch();
	readonly #diagnoses: Diagnoses;
	#pulseTimer: NodeJS.Timeout | undefined;
	#isOutputHeld: (instance: number) => boolean = () => false;
	readonly #subscribers = new Set<() => void>();
	/** Resolves when, after a quit, the last worker is gone. */
	readonly ended: Promise<void>;
	#end: () => void = () => {};
	#cluster: Cluster;

	constructor(options: {
		readonly port: ClusterPort;
		readonly journal: Journal;
		readonly clock: SteadyClock;
		readonly settings: Settings;
		readonly onReport?: ReportListener;
		/** Where files about workers go, and what they are called after. */
		readonly diagnoses: {readonly folder: string; readonly name: string};
	}) {
		this.#port = options.port;
		this.#journal = options.journal;
		this.#clock = options.clock;
		this.#onReport = options.onReport ?? (() => {});
		this.#diagnoses = new Diagnoses({...options.diagnoses, tell: outcome => this.#tellDiagnosis(outcome)});
		this.#cluster = createCluster({settings: options.settings, instances: 0, at: 0}).cluster;
		this.ended = new Promise(resolve => {
			this.#end = resolve;
		});
	}

	/** What is known and wanted now. */
	get cluster(): Cluster {
		return this.#cluster;
	}

	/** Forks the first workers. */
	start(instances: number): void {
		this.#pulseTimer = setInterval(() => this.#findSilent(), PULSE_CHECK_MS);
		this.#apply(createCluster({settings: this.#cluster.settings, instances, at: this.#clock.now()}));
	}

	/** Calls `onChange` after each change of `cluster`; returns the unsubscribe function. */
	subscribe(onChange: () => void): () => void {
		this.#subscribers.add(onChange);
		return () => this.#subscribers.delete(onChange);
	}

	/** Does what the operator asks, or says why not. */
	request(request: OperatorRequest): OperatorReply {
		if (request.type === 'send') {
			return sendMessage([...this.#workers.values()], request);
		}
		if (isDiagnosis(request)) {
			return this.#diagnose(request.instance, request.type);
		}
		const {reply, ...step} = onRequest(this.#cluster, request, this.#clock.now());
		this.#apply(step);
		return reply;
	}

	/** Replaces an instance's worker, fork first; false when it is not done, as another is being replaced just now. */
	replaceFor(instance: number, reason: string): boolean {
		const before = this.#cluster;
		this.#apply(replaceFor(this.#cluster, {instance, reason, at: this.#clock.now()}));
		return this.#cluster !== before;
	}

	/** Has the workers of some instances wait with what they write, those that are forked later too, until the next call. */
	holdOutput(isHeld: (instance: number) => boolean): void {
		this.#isOutputHeld = isHeld;
		for (const {instance, forked} of this.#workers.values()) {
			forked.holdOutput(isHeld(instance));
		}
	}

	#diagnose(instance: number, kind: DiagnosisKind): OperatorReply {
		const {settings, instances} = this.#cluster;
		if (!settings.hasPulse) {
			return {ok: false, message: 'not with --no-probe: nothing is in the workers that could do it'};
		}
		const place = instances[instance]?.place;
		const ref = place?.kind === 'running' ? place.worker.ref : undefined;
		const worker = ref && this.#workers.get(ref);
		return ref === undefined || worker === undefined
			? {ok: false, message: `instance ${instance} has no worker: r starts one`}
			: this.#diagnoses.begin({ref, ...worker}, kind);
	}

	#tellDiagnosis({instance, workerId, ok, text, path}: DiagnosisOutcome): void {
		this.#journal.event({instance, workerId, text: path === undefined ? text : `${text} in ${path}`});
		this.#apply({cluster: withDiagnosis(this.#cluster, {ok, text}), commands: []});
	}

	#onWorkerEvent(ref: WorkerRef, event: WorkerEvent): void {
		this.#apply(onClusterEvent(this.#cluster, {ref, event, at: this.#clock.now()}));
	}

	#apply({cluster, commands}: ClusterStep): void {
		this.#cluster = cluster;
		for (const command of commands) {
			this.#execute(command);
		}
		this.#clock.setAlarm(clusterDeadline(this.#cluster), () =>
			this.#apply(onClusterTimePassed(this.#cluster, this.#clock.now())),
		);
		for (const onChange of this.#subscribers) {
			onChange();
		}
		if (hasEnded(this.#cluster)) {
			this.#clock.close();
			clearInterval(this.#pulseTimer);
			this.#end();
		}
	}

	#execute(command: Command): void {
		switch (command.type) {
			case 'fork':
				this.#fork(command.instance, command.ref);
				return;
			case 'drain':
			case 'serve':
				this.#workers.get(command.ref)?.forked.tell(command.type);
				return;
			case 'disconnect':
				this.#workers.get(command.ref)?.forked.disconnect();
				return;
			case 'signal':
				this.#workers.get(command.ref)?.forked.signal(command.signal);
				return;
			case 'report':
				this.#journal.event(command);
				return;
			default:
				assertNever(command);
		}
	}

	#fork(instance: number, ref: WorkerRef): void {
		const env = {NODE_APP_INSTANCE: String(instance), CLUMON_INSTANCE: String(instance)};
		let forked: ForkedWorker;
		const listener = this.#listenTo({instance, ref, getId: () => forked.id});
		try {
			forked = this.#port.fork(env, listener);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			const ended = {type: 'exited', cause: {kind: 'spawn-error', message}, stderrTail: []} as const;
			// Not at once: the decision that led to this fork is still being carried out.
			queueMicrotask(() => this.#onEnded(ref, ended));
			return;
		}
		this.#workers.set(ref, {instance, forked});
		if (this.#isOutputHeld(instance)) {
			forked.holdOutput(true);
		}
		this.#onWorkerEvent(ref, {type: 'forked', id: forked.id, pid: forked.pid});
	}

	/** `getId`: its `worker.id`, which is known when the first of these is called. */
	#listenTo({instance, ref, getId}: {instance: number; ref: WorkerRef; getId: () => number}): WorkerListener {
		return {
			onEvent: event => {
				if (event.type === 'disconnected') {
					this.#pulses.forget(ref);
					this.#diagnoses.forget(ref);
				}
				if (event.type === 'listening' && this.#cluster.settings.hasPulse) {
					this.#pulses.expect(ref, this.#clock.now());
				}
				this.#onWorkerEvent(ref, event);
			},
			onPulse: report => {
				if (report !== undefined) {
					this.#onReport({instance, workerId: getId()}, report);
				}
				const news = this.#pulses.pulse(ref, this.#clock.now());
				if (news !== undefined) {
					this.#onWorkerEvent(ref, {type: news});
				}
			},
			onDiagnosis: result => this.#diagnoses.onResult(ref, result),
			onFault: error => {
				const text = `a message that Node.js cannot make sense of: ${error instanceof Error ? error.message : error}`;
				this.#journal.event({instance, workerId: getId(), text});
			},
			onCannotListen: what => {
				this.#journal.event({
					instance,
					workerId: getId(),
					text: `w${getId()} could not listen on ${what} · it runs on`,
				});
			},
			onMessage: message => this.#journal.message({instance, workerId: getId(), message}),
			onOutput: (stream, chunk) => this.#journal.write({instance, workerId: getId(), stream, chunk}),
			onOutputEnd: () => this.#journal.endOutput({instance, workerId: getId()}),
			onEnded: cause => {
				this.#journal.endOutput({instance, workerId: getId()});
				const stderrTail = this.#journal.stderrTail(getId(), STDERR_TAIL_LINES);
				this.#onEnded(ref, {type: 'exited', cause, stderrTail});
			},
		};
	}

	#onEnded(ref: WorkerRef, event: Extract<WorkerEvent, {type: 'exited'}>): void {
		this.#workers.delete(ref);
		this.#pulses.forget(ref);
		this.#diagnoses.forget(ref);
		this.#onWorkerEvent(ref, event);
	}

	#findSilent(): void {
		const at = this.#clock.now();
		for (const ref of this.#diagnoses.standingStill()) {
			this.#pulses.excuse(ref, at);
		}
		for (const ref of this.#pulses.findSilent(at)) {
			this.#onWorkerEvent(ref, {type: 'fell-silent', since: at - SILENT_AFTER_MS});
		}
	}
}
