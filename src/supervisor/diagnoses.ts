import {join} from 'node:path';
import type {DiagnosisKind, DiagnosisOrder, DiagnosisResult} from '../model/diagnosis.js';
import type {OperatorReply} from '../model/operator.js';
import type {WorkerRef} from '../model/worker-ref.js';
import type {ForkedWorker} from './cluster-port.js';

/** A worker that is looked into, and the instance that it serves in. */
export type Patient = {readonly ref: WorkerRef; readonly instance: number; readonly forked: ForkedWorker};

export type DiagnosisOutcome = {
	readonly instance: number;
	readonly workerId: number;
	readonly ok: boolean;
	/** For the operator, with the file's name. */
	readonly text: string;
	/** The folder of the file, if there is one now. */
	readonly path: string | undefined;
};

const PROFILE_MS = 10_000;

/** For how long nothing else is begun while no answer comes. A heap of several gigabytes takes minutes to write. */
const PATIENCE_MS: Readonly<Record<DiagnosisKind, number>> = {
	profile: PROFILE_MS + 20_000,
	'heap-snapshot': 10 * 60_000,
	inspect: 10_000,
};

const NAMES: Readonly<Record<DiagnosisKind, string>> = {
	profile: 'CPU profile',
	'heap-snapshot': 'heap snapshot',
	inspect: 'inspector',
};

const EXTENSIONS = {profile: 'cpuprofile', 'heap-snapshot': 'heapsnapshot'} as const;

type UnderWay = {
	readonly kind: DiagnosisKind;
	readonly patient: Patient;
	/** Its name. */
	readonly file: string | undefined;
	readonly patience: NodeJS.Timeout;
};

type End = {readonly ok: true; readonly url: string | undefined} | {readonly ok: false; readonly why: string};

/** Has workers' preloads look into them, one thing at a time in each, and tells what has come of it. */
export class Diagnoses {
	readonly #underWay = new Map<WorkerRef, UnderWay>();
	readonly #folder: string;
	readonly #name: string;
	readonly #tell: (outcome: DiagnosisOutcome) => void;

	/** Files are written to `folder`, and called after `name`. */
	constructor(options: {
		readonly folder: string;
		readonly name: string;
		readonly tell: (outcome: DiagnosisOutcome) => void;
	}) {
		this.#folder = options.folder;
		// It may be anything, also with slashes.
		this.#name = options.name.replace(/[^\w.-]+/g, '_');
		this.#tell = options.tell;
	}

	/** Begins, or says why not. */
	begin(patient: Patient, kind: DiagnosisKind): OperatorReply {
		const {ref, instance, forked} = patient;
		const busy = this.#underWay.get(ref);
		if (busy !== undefined) {
			return {ok: false, message: `not begun: the ${NAMES[busy.kind]} of w${forked.id} is under way, wait for it`};
		}
		if (!forked.isConnected()) {
			return {ok: false, message: `not begun: w${forked.id} has no open channel`};
		}
		const time = new Date().toISOString().replace(/[-:]|\..*/g, '');
		const file = kind === 'inspect' ? undefined : `${this.#name}-${instance}-${forked.pid}-${time}.${EXTENSIONS[kind]}`;
		const patience = setTimeout(() => {
			this.#end(ref, {ok: false, why: `no answer for ${PATIENCE_MS[kind] / 1000} s`});
		}, PATIENCE_MS[kind]).unref();
		this.#underWay.set(ref, {kind, patient, file, patience});
		forked.diagnose(orderOf(kind, join(this.#folder, file ?? '')));
		return {ok: true, message: announce(kind, forked)};
	}

	/** Those that answer nobody because of this, and are not to be taken for hanging. */
	standingStill(): readonly WorkerRef[] {
		return [...this.#underWay].filter(([, {kind}]) => kind === 'heap-snapshot').map(([ref]) => ref);
	}

	onResult(ref: WorkerRef, result: DiagnosisResult): void {
		// What nobody has asked for is an app's invention.
		if (this.#underWay.get(ref)?.kind === result.kind) {
			this.#end(ref, result.ok ? result : {ok: false, why: result.error});
		}
	}

	/** The worker has ended, or its channel has. */
	forget(ref: WorkerRef): void {
		this.#end(ref, {ok: false, why: 'the worker has ended'});
	}

	#end(ref: WorkerRef, end: End): void {
		const underWay = this.#underWay.get(ref);
		if (underWay === undefined) {
			return;
		}
		const {kind, patient, file, patience} = underWay;
		clearTimeout(patience);
		this.#underWay.delete(ref);
		const {instance, forked} = patient;
		const what = `${NAMES[kind]} of w${forked.id}`;
		this.#tell({
			instance,
			workerId: forked.id,
			ok: end.ok,
			text: end.ok ? `${what}: ${file ?? end.url ?? 'closed'}` : `no ${what}: ${end.why}`,
			path: end.ok && file !== undefined ? this.#folder : undefined,
		});
	}
}

function orderOf(kind: DiagnosisKind, file: string): DiagnosisOrder {
	return kind === 'profile' ? {kind, file, profileMs: PROFILE_MS} : kind === 'inspect' ? {kind} : {kind, file};
}

function announce(kind: DiagnosisKind, {id}: ForkedWorker): string {
	switch (kind) {
		case 'profile':
			return `CPU profile of w${id}: measures for ${PROFILE_MS / 1000} s…`;
		case 'heap-snapshot':
			return `heap snapshot of w${id}: it answers nobody until that is written…`;
		case 'inspect':
			return `inspector of w${id}: I again closes it`;
	}
}
