import type {WorkerRef} from './worker-ref.js';

/** What the model wants done. Imperatives; the supervisor carries them out in order. */
export type Command =
	| {readonly type: 'fork'; readonly instance: number; readonly ref: WorkerRef}
	/** Have its answers close their connections, so that clients go elsewhere. */
	| {readonly type: 'drain'; readonly ref: WorkerRef}
	/** Take that back. */
	| {readonly type: 'serve'; readonly ref: WorkerRef}
	| {readonly type: 'disconnect'; readonly ref: WorkerRef}
	| {readonly type: 'signal'; readonly ref: WorkerRef; readonly signal: 'SIGTERM' | 'SIGKILL'}
	/** Something worth a line in the log; `instance` undefined: of the cluster as a whole. */
	| {
			readonly type: 'report';
			readonly instance: number | undefined;
			readonly workerId: number | undefined;
			readonly text: string;
			/** It went wrong, and nobody had asked for it: a crash, a reload that stopped. */
			readonly isTrouble?: true;
	  };
