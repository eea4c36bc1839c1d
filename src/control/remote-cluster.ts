import {setTimeout as sleep} from 'node:timers/promises';
import {asBuffer} from '../logs/block-lines.js';
import {ByteArena} from '../logs/byte-arena.js';
import type {LogBlock} from '../logs/log-block.js';
import {LogStore} from '../logs/log-store.js';
import type {ClusterView, Operator} from '../model/operator.js';
import {appendSamples, type Sample} from '../model/sample.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {Status} from './contract.js';
import {requestStatus} from './control-client.js';
import {readEvents, readLog} from './remote-feed.js';
import {createRemoteOperator} from './remote-operator.js';

/** How often a clumon that is gone is looked for. */
const RETRY_MS = 1000;
/** A clumon tells something every second. */
const SILENCE_MS = 5000;

/**
 * The cluster of a clumon in another process, for a screen: the same read and write side as the clumon itself has. A
 * connection that is lost is made again, also to a clumon that has taken the place of the one that was there; until then
 * the snapshot says that it is outdated.
 */
export class RemoteCluster {
	readonly view: ClusterView;
	readonly log: {
		readonly blocksFrom: (seq: number) => Iterable<LogBlock>;
		readonly subscribe: (onChange: () => void) => () => void;
	};
	readonly operator: Operator;
	/** How many lines the log there keeps; this one keeps as many. */
	readonly lines: number;
	readonly #path: string;
	readonly #store: LogStore;
	readonly #arenas = new Map<number | undefined, ByteArena>();
	readonly #onState = new Set<() => void>();
	readonly #onLog = new Set<() => void>();
	readonly #closing = new AbortController();
	#snapshot: ClusterSnapshot;
	#samples: readonly Sample[] = [];
	/** What a line's number there is to be raised by: a clumon that comes back begins at 1. */
	#seqOffset = 0;
	#nextSeq = 1;
	#silence: NodeJS.Timeout | undefined;

	/** @throws UnreachableError */
	static async open(path: string): Promise<RemoteCluster> {
		return new RemoteCluster(path, await requestStatus(path));
	}

	private constructor(path: string, status: Status) {
		this.#path = path;
		this.#snapshot = status;
		this.lines = status.logLines;
		this.#store = new LogStore({maxLines: status.logLines});
		const operator = createRemoteOperator(path);
		// What is shown is how it was: nobody should act on that, least of all later, when it answers again.
		this.operator = async request => {
			const {outdated} = this.#snapshot;
			return outdated === undefined ? operator(request) : {ok: false, message: `not sent: ${outdated}`};
		};
		this.view = {
			getSnapshot: () => this.#snapshot,
			getSamples: () => this.#samples,
			subscribe: onChange => subscribe(this.#onState, onChange),
		};
		this.log = {
			blocksFrom: seq => this.#store.blocksFrom(seq),
			subscribe: onChange => subscribe(this.#onLog, onChange),
		};
		void this.#stayConnected();
	}

	close(): void {
		this.#closing.abort();
		clearTimeout(this.#silence);
	}

	async #stayConnected(): Promise<void> {
		const {signal} = this.#closing;
		let status: Pick<Status, 'pid'> | undefined = this.#snapshot;
		while (!signal.aborted) {
			if (status !== undefined) {
				this.#expect(status.pid);
				this.#become(await this.#follow());
			}
			await sleep(RETRY_MS, undefined, {signal}).catch(() => {
				// Closed meanwhile.
			});
			status = signal.aborted ? undefined : await this.#find();
		}
	}

	/** Undefined while there is none; what it was that ended the last connection is known already. */
	async #find(): Promise<Status | undefined> {
		try {
			return await requestStatus(this.#path);
		} catch {
			// UnreachableError: not yet.
			return undefined;
		}
	}

	/** Another process than before has a log of its own. */
	#expect(pid: number): void {
		if (pid !== this.#snapshot.pid) {
			this.#seqOffset = this.#store.lastSeq;
			this.#nextSeq = 1;
		}
	}

	/** Until the connection ends; gives why. */
	async #follow(): Promise<string> {
		const connection = new AbortController();
		const abort = () => connection.abort();
		this.#closing.signal.addEventListener('abort', abort);
		try {
			const feed = {path: this.#path, signal: connection.signal};
			void readLog({...feed, from: this.#nextSeq, onPart: part => this.#append(part)});
			return await readEvents({
				...feed,
				onSnapshot: snapshot => this.#show(snapshot),
				onSamples: samples => this.#addSamples(samples),
			});
		} finally {
			connection.abort();
			this.#closing.signal.removeEventListener('abort', abort);
		}
	}

	#append({blocks, nextSeq}: {readonly blocks: readonly LogBlock[]; readonly nextSeq: number}): void {
		this.#nextSeq = nextSeq;
		for (const block of blocks) {
			// As in the recorder: a quiet worker's line must not keep all that came with it in memory.
			const {instance} = block.origin;
			const arena = this.#arenas.get(instance) ?? new ByteArena();
			this.#arenas.set(instance, arena);
			this.#store.append({...block, seq: block.seq + this.#seqOffset, bytes: arena.keep(asBuffer(block.bytes))});
		}
		notify(this.#onLog);
	}

	#show(snapshot: ClusterSnapshot): void {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#become('it does not answer'), SILENCE_MS);
		this.#snapshot = snapshot;
		notify(this.#onState);
	}

	/** After a lost connection all come again. */
	#addSamples(samples: readonly Sample[]): void {
		const knownAt = this.#samples.at(-1)?.at ?? 0;
		this.#samples = appendSamples(
			this.#samples,
			samples.filter(({at}) => at > knownAt),
		);
		notify(this.#onState);
	}

	#become(outdated: string): void {
		clearTimeout(this.#silence);
		this.#snapshot = {...this.#snapshot, outdated};
		notify(this.#onState);
	}
}

function subscribe(listeners: Set<() => void>, onChange: () => void): () => void {
	listeners.add(onChange);
	return () => listeners.delete(onChange);
}

function notify(listeners: Set<() => void>): void {
	for (const listener of listeners) {
		listener();
	}
}
