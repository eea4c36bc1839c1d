import type {DiagnosisOrder, DiagnosisResult} from '../model/diagnosis.js';
import type {ExitCause} from '../model/exit-reason.js';
import type {WorkerEvent} from '../model/instance-events.js';
import type {ProbeReport} from '../model/probe-report.js';

/** All that supervision needs of node:cluster, so that it can be tested without a process. */
export type ClusterPort = {
	/**
	 * Forks a worker. `env` is added to the primary's. Most failures (no descriptors left, the working directory gone)
	 * come as `onEnded` with a spawn error after this returned; it throws where node does (an environment too large).
	 */
	readonly fork: (env: Readonly<Record<string, string>>, listener: WorkerListener) => ForkedWorker;
};

export type WorkerListener = {
	readonly onEvent: (event: Exclude<WorkerEvent, {type: 'forked'} | {type: 'exited'}>) => void;
	/**
	 * The preload says once a second that the event loop turns, and how the worker does; no report when an app sent in the
	 * preload's name what the preload would not.
	 */
	readonly onPulse: (report: ProbeReport | undefined) => void;
	/** The preload has done what it was told with `diagnose`, or says why not. */
	readonly onDiagnosis: (result: DiagnosisResult) => void;
	/** It sent what node takes for its own protocol and cannot make sense of. */
	readonly onFault: (error: unknown) => void;
	/** It goes on without an address that it wanted to listen on: which, and why. */
	readonly onCannotListen: (what: string) => void;
	/** What the worker said with `process.send`. */
	readonly onMessage: (message: unknown) => void;
	readonly onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
	/**
	 * The process is gone. Called once, and after it only `onOutput`, where a grandchild still holds the pipe: what it
	 * writes is the worker's, until `onOutputEnd`.
	 */
	readonly onEnded: (cause: ExitCause) => void;
	/** Nobody can write to the worker's pipes any more. */
	readonly onOutputEnd: () => void;
};

export type ForkedWorker = {
	/** `worker.id`. */
	readonly id: number;
	/** Undefined when the fork failed. */
	readonly pid: number | undefined;
	readonly isConnected: () => boolean;
	/** Have its answers close their connections (`drain`), or no longer (`serve`). Without the preload it does nothing. */
	readonly tell: (order: 'drain' | 'serve') => void;
	/** Have the preload look into it; `onDiagnosis` follows. */
	readonly diagnose: (order: DiagnosisOrder) => void;
	/** No new connections from now on; the channel closes when the last connection has ended. */
	readonly disconnect: () => void;
	/** Does nothing when the process is gone. */
	readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void;
	/** Leaves what it writes in its pipe, so that it waits when that is full; false: reads on. Once it has ended all is read. */
	readonly holdOutput: (isHeld: boolean) => void;
	/** Throws a TypeError when the message cannot be serialized. */
	readonly send: (message: unknown) => void;
};
