import type {LogBlock} from '../logs/log-block.js';
import type {LogPlace} from '../logs/log-store.js';
import type {ClusterView, Operator} from '../model/operator.js';
import type {Status} from './contract.js';

/** The log as far as clients elsewhere are told of it. */
export type ControlLog = {
	/** The number of the newest line. */
	readonly lastSeq: () => number;
	readonly countFrom: (place: LogPlace) => number;
	/** All that is kept from line `seq` on, oldest first. */
	readonly blocksFrom: (seq: number) => Iterable<LogBlock>;
	/** Calls `listener` with each new block; returns the unsubscribe function. */
	readonly onBlock: (listener: (block: LogBlock) => void) => () => void;
	/** The last lines that a worker wrote to stderr. */
	readonly stderrTail: (workerId: number, count: number) => readonly string[];
};

/** What a clumon answers its clients from. */
export type ControlSources = {
	readonly identity: Pick<Status, 'version' | 'script' | 'logLines'>;
	readonly view: ClusterView;
	readonly log: ControlLog;
	readonly operator: Operator;
	/** Past it a worker that is not ready yet has failed to start. */
	readonly readyTimeoutMs: number;
};
