import type {ClusterSnapshot} from '../model/snapshot.js';

/** How an operation came out. `workerId`: whose last words say why. */
export type Verdict = {readonly ok: boolean; readonly message: string; readonly workerId?: number | undefined};

/** Looks at each new snapshot; undefined while it goes on. */
export type Judge = (now: ClusterSnapshot) => Verdict | undefined;
