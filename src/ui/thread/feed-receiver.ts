import {asBuffer} from '../../logs/block-lines.js';
import {ByteArena} from '../../logs/byte-arena.js';
import {LogStore} from '../../logs/log-store.js';
import {type PackedBlocks, unpackBlocks} from '../../logs/packed-blocks.js';
import {SearchableLog} from '../../logs/searchable-log.js';
import type {ClusterView} from '../../model/operator.js';
import {appendSamples, type Sample} from '../../model/sample.js';
import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {LogView} from '../log/log-reader.js';
import type {Feed} from './screen-protocol.js';

/** The far end of a FeedSender: the same cluster and the same log, as of the last feed. */
export class FeedReceiver {
	readonly view: ClusterView;
	readonly log: LogView;
	#snapshot: ClusterSnapshot;
	#samples: readonly Sample[] = [];
	#store: LogStore;
	#lines: SearchableLog;
	/** How often something else changed than that lines came: more became known of them, or they are held no more. */
	#changes = 0;
	#arenas = new Map<number | undefined, ByteArena>();
	#onState = new Set<() => void>();
	#onLog = new Set<() => void>();

	constructor({snapshot, lines}: {readonly snapshot: ClusterSnapshot; readonly lines: number}) {
		const store = new LogStore({maxLines: lines});
		this.#snapshot = snapshot;
		this.#store = store;
		this.view = {
			getSnapshot: () => this.#snapshot,
			getSamples: () => this.#samples,
			subscribe: onChange => subscribe(this.#onState, onChange),
		};
		const log = new SearchableLog({store, onFound: () => this.#found()});
		this.#lines = log;
		this.log = {
			linesBefore: range => log.linesBefore(range),
			linesFrom: range => log.linesFrom(range),
			countFrom: place => log.countFrom(place),
			progressOf: filter => log.progressOf(filter),
			gap: instance => store.gap(instance),
			// Beside that every change is an append: what leaves the store leaves it then.
			getVersion: () => store.lastSeq + this.#changes,
			hold: isHeld => this.#hold(isHeld),
			subscribe: onChange => subscribe(this.#onLog, onChange),
		};
	}

	/** Takes a feed in, then tells the subscribers, in one turn. */
	apply({snapshot, samples, blocks}: Feed): void {
		if (samples.length > 0) {
			this.#samples = appendSamples(this.#samples, samples);
		}
		if (blocks !== undefined) {
			this.#append(blocks);
		}
		if (snapshot !== undefined) {
			this.#snapshot = snapshot;
			notify(this.#onState);
		}
		if (blocks !== undefined) {
			notify(this.#onLog);
		}
	}

	/** Who asks for it draws anew by itself. */
	#hold(isHeld: boolean): void {
		if (isHeld !== this.#store.isHeld) {
			this.#changes += 1;
			if (isHeld) {
				this.#store.hold();
			} else {
				this.#store.release();
			}
			this.#lines.changed();
		}
	}

	#found(): void {
		this.#changes += 1;
		notify(this.#onLog);
	}

	#append(blocks: PackedBlocks): void {
		for (const block of unpackBlocks(blocks)) {
			// As in the recorder: a quiet worker's line must not keep a whole feed in memory.
			const {instance} = block.origin;
			const arena = this.#arenas.get(instance) ?? new ByteArena();
			this.#arenas.set(instance, arena);
			this.#store.append({...block, bytes: arena.keep(asBuffer(block.bytes))});
		}
		this.#lines.changed();
	}
}

function subscribe(listeners: Set<() => void>, onChange: () => void): () => void {
	listeners.add(onChange);
	return () => {
		listeners.delete(onChange);
	};
}

function notify(listeners: Set<() => void>): void {
	for (const listener of listeners) {
		listener();
	}
}
