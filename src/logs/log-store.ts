import {decodeBlock, sliceBlock} from './block-lines.js';
import type {LogBlock, LogLine} from './log-block.js';
import {LogRoom, type RoomBounds} from './log-room.js';
import type {LogSource} from './log-source.js';
import * as merge from './merge-blocks.js';
import type {SeqSpan} from './seq-list.js';

export type LogBounds = {
	readonly maxLines: number;
	/** Of memory, the blocks' own cost included. Default 32 MiB, or 200 bytes for each of `maxLines` where that is more. */
	readonly maxBytes?: number;
};

/** A line number, in one instance's lines (its events are among them), or in all when `instance` is left out. */
export type LogPlace = {readonly seq: number; readonly instance?: number};
export type LogRange = LogPlace & {readonly count: number};

/** `seen` is `kept` + `evicted`, exactly. */
export type LogCounts = {
	readonly seenLines: number;
	readonly keptLines: number;
	readonly evictedLines: number;
	/** Of text, each line with one byte for its end. */
	readonly keptBytes: number;
};

/** Lines that came and left while the log was held. */
export type LogGap = {
	/** The number of the last line before it. */
	readonly after: number;
	/** How many; undefined where some were gone before they came here, and nobody knows whose they were. */
	readonly lines: number | undefined;
};

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
/** Who asks for a million lines should get them, if they are not unusually long. */
const LINE_BYTES = 200;

/**
 * The merged log, bounded by lines and by bytes. Past a bound the oldest lines of the source that holds most go, so one
 * talkative worker cannot push the others' lines out. Lines keep their numbers; those that have left are gaps, which
 * queries skip. A query costs what it returns and a search in each source, however many lines there are. Two stores
 * with the same bounds that got the same blocks hold the same lines.
 *
 * Where somebody reads, what there is can be held: it stays, and what comes has as much room again for itself.
 */
export class LogStore {
	readonly #bounds: RoomBounds;
	/** The lines that are held. */
	#held: LogRoom | undefined;
	/** All others. */
	#room: LogRoom;
	/** The number of the last line before the log was held. */
	#heldSeq = 0;
	#lastSeq = 0;

	constructor({maxLines, maxBytes = Math.max(DEFAULT_MAX_BYTES, LINE_BYTES * maxLines)}: LogBounds) {
		this.#bounds = {maxLines, maxBytes};
		this.#room = new LogRoom(this.#bounds);
	}

	/** The number of the newest line seen; 0 before the first. */
	get lastSeq(): number {
		return this.#lastSeq;
	}

	get counts(): LogCounts {
		const keptLines = this.#rooms.reduce((total, room) => total + room.keptLines, 0);
		return {
			seenLines: this.#lastSeq,
			keptLines,
			evictedLines: this.#lastSeq - keptLines,
			keptBytes: this.#sources.reduce((total, {textBytes}) => total + textBytes, 0),
		};
	}

	/** Blocks come by rising number. Lines that were never given here, as another store had evicted them, are evicted here too. */
	append(block: LogBlock): void {
		if (block.seq <= this.#lastSeq) {
			throw new RangeError(`log blocks must come in order: got line ${block.seq} after line ${this.#lastSeq}`);
		}

		this.#room.append(block);
		this.#lastSeq = block.seq + block.lineCount - 1;
	}

	get isHeld(): boolean {
		return this.#held !== undefined;
	}

	/** From now on what is kept stays, whatever comes: that is bounded for itself. */
	hold(): void {
		if (this.#held === undefined) {
			this.#held = this.#room;
			this.#heldSeq = this.#lastSeq;
			this.#room = new LogRoom(this.#bounds);
		}
	}

	/** One bound for all again: as far as it is that on lines, what is kept is what would be if nothing had been held. */
	release(): void {
		if (this.#held !== undefined) {
			this.#held.absorb(this.#room);
			this.#room = this.#held;
			this.#held = undefined;
		}
	}

	/** What is missing between the lines that are held and those that have come since, in one instance's lines or in all. */
	gap(instance?: number): LogGap | undefined {
		if (this.#held === undefined) {
			return undefined;
		}

		const after = this.#heldSeq;
		const lines = this.#lastSeq - after - this.#room.keptLines;
		if (instance === undefined) {
			return lines === 0 ? undefined : {after, lines};
		}

		const source = this.#room.sourceOf(instance);
		const isWhole = lines === this.#room.sources.reduce((total, {evictedLines}) => total + evictedLines, 0);
		const hasGap = source !== undefined && (source.evictedLines > 0 || (!isWhole && this.#room.isLargest(source)));
		return hasGap ? {after, lines: isWhole ? source.evictedLines : undefined} : undefined;
	}

	/** The number of the oldest kept line; undefined when there is none. */
	firstSeq(instance?: number): number | undefined {
		const firsts = this.#select(instance).map(source => source.firstSeq ?? Number.POSITIVE_INFINITY);
		const first = Math.min(...firsts);
		return Number.isFinite(first) ? first : undefined;
	}

	/** Numbers in which one source has no line any more: of an instance, or, under undefined, of the cluster's own events. */
	goneFrom(instance: number | undefined): readonly SeqSpan[] {
		const gone = {from: this.#heldSeq + 1, to: this.#room.sourceOf(instance)?.firstSeq ?? this.#lastSeq + 1};
		return this.#held === undefined
			? [{...gone, from: 0}]
			: [{from: 0, to: this.#held.sourceOf(instance)?.firstSeq ?? gone.from}, gone];
	}

	/** The last `count` lines numbered below `seq`, oldest first. */
	linesBefore({seq, count, instance}: LogRange): readonly LogLine[] {
		const runs: LogLine[][] = [];
		let wanted = count;
		for (const block of merge.blocksBefore(this.#select(instance), seq)) {
			if (wanted <= 0) {
				break;
			}

			const from = Math.max(0, block.lineCount - wanted);
			runs.push(decodeBlock(sliceBlock(block, {from, to: block.lineCount})));
			wanted -= block.lineCount - from;
		}

		return runs.reverse().flat();
	}

	/** The first `count` lines numbered `seq` or higher, oldest first. */
	linesFrom({seq, count, instance}: LogRange): readonly LogLine[] {
		const runs: LogLine[][] = [];
		let wanted = count;
		for (const block of merge.blocksFrom(this.#select(instance), seq)) {
			if (wanted <= 0) {
				break;
			}

			const to = Math.min(block.lineCount, wanted);
			runs.push(decodeBlock(sliceBlock(block, {from: 0, to})));
			wanted -= to;
		}

		return runs.flat();
	}

	/** How many kept lines are numbered `seq` or higher. */
	countFrom({seq, instance}: LogPlace): number {
		return this.#select(instance).reduce((count, source) => count + source.lineCount - source.countBefore(seq), 0);
	}

	/** How many kept lines are numbered below `seq`. */
	countBefore({seq, instance}: LogPlace): number {
		return this.#select(instance).reduce((count, source) => count + source.countBefore(seq), 0);
	}

	/**
	 * All that is kept from line `seq` on, oldest first: what another store needs to hold the same. One that is brought up
	 * to date only now and then never sees the lines that come and go in between, and still holds the same, as far as
	 * the bound is that on lines.
	 */
	blocksFrom(seq: number): Iterable<LogBlock> {
		return merge.blocksFrom(this.#sources, seq);
	}

	get #rooms(): readonly LogRoom[] {
		return this.#held === undefined ? [this.#room] : [this.#held, this.#room];
	}

	get #sources(): readonly LogSource[] {
		return this.#held === undefined ? this.#room.sources : [...this.#held.sources, ...this.#room.sources];
	}

	#select(instance: number | undefined): readonly LogSource[] {
		return instance === undefined
			? this.#sources
			: this.#rooms.map(room => room.sourceOf(instance)).filter(source => source !== undefined);
	}
}
