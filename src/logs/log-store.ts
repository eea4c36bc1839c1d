import {decodeBlock, sliceBlock} from './block-lines.js';
import {findLargestSource} from './largest-source.js';
import type {LogBlock, LogLine} from './log-block.js';
import {LogSource} from './log-source.js';
import * as merge from './merge-blocks.js';

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

type Bound = {
	readonly excess: number;
	readonly sizeOf: (source: LogSource) => number;
	readonly drop: (source: LogSource, amount: number) => void;
};

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
/** Who asks for a million lines should get them, if they are not unusually long. */
const LINE_BYTES = 200;

/**
 * The merged log, bounded by lines and by bytes. Past a bound the oldest lines of the source that holds most go, so one
 * talkative worker cannot push the others' lines out. Lines keep their numbers; those that have left are gaps, which
 * queries skip. A query costs what it returns and a search in each source, however many lines there are. Two stores
 * with the same bounds that got the same blocks hold the same lines.
 */
export class LogStore {
	readonly #maxLines: number;
	readonly #maxBytes: number;
	/** By instance; under undefined the cluster's own events. */
	readonly #byInstance = new Map<number | undefined, LogSource>();
	readonly #sources: LogSource[] = [];
	#lastSeq = 0;
	#keptLines = 0;
	#heldBytes = 0;

	constructor({maxLines, maxBytes = Math.max(DEFAULT_MAX_BYTES, LINE_BYTES * maxLines)}: LogBounds) {
		this.#maxLines = maxLines;
		this.#maxBytes = maxBytes;
	}

	/** The number of the newest line seen; 0 before the first. */
	get lastSeq(): number {
		return this.#lastSeq;
	}

	get counts(): LogCounts {
		return {
			seenLines: this.#lastSeq,
			keptLines: this.#keptLines,
			evictedLines: this.#lastSeq - this.#keptLines,
			keptBytes: this.#sources.reduce((total, {textBytes}) => total + textBytes, 0),
		};
	}

	/** Blocks come by rising number. Lines that were never given here, as another store had evicted them, are evicted here too. */
	append(block: LogBlock): void {
		if (block.seq <= this.#lastSeq) {
			throw new RangeError(`log blocks must come in order: got line ${block.seq} after line ${this.#lastSeq}`);
		}

		this.#change(this.#source(block.origin.instance), source => source.append(block));
		this.#lastSeq = block.seq + block.lineCount - 1;
		this.#evict();
	}

	/** The number of the oldest kept line; undefined when there is none. */
	firstSeq(instance?: number): number | undefined {
		const firsts = this.#select(instance).map(source => source.firstSeq ?? Number.POSITIVE_INFINITY);
		const first = Math.min(...firsts);
		return Number.isFinite(first) ? first : undefined;
	}

	/** The number of the oldest kept line of one source: of an instance, or, under undefined, of the cluster's own events. */
	oldestOf(instance: number | undefined): number | undefined {
		return this.#byInstance.get(instance)?.firstSeq;
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

	#select(instance: number | undefined): readonly LogSource[] {
		if (instance === undefined) {
			return this.#sources;
		}

		const source = this.#byInstance.get(instance);
		return source === undefined ? [] : [source];
	}

	#source(instance: number | undefined): LogSource {
		const known = this.#byInstance.get(instance);
		if (known !== undefined) {
			return known;
		}

		const source = new LogSource();
		this.#byInstance.set(instance, source);
		this.#sources.push(source);
		return source;
	}

	#evict(): void {
		while (this.#keptLines > this.#maxLines) {
			const excess = this.#keptLines - this.#maxLines;
			this.#dropFromLargest({excess, sizeOf: lineCountOf, drop: (source, lines) => source.dropLines(lines)});
		}

		while (this.#heldBytes > this.#maxBytes) {
			const excess = this.#heldBytes - this.#maxBytes;
			this.#dropFromLargest({excess, sizeOf: heldBytesOf, drop: (source, bytes) => source.dropBytes(bytes)});
		}
	}

	/** No more than brings it down to the next: what a quiet source holds is safe from a talkative one. */
	#dropFromLargest({excess, sizeOf, drop}: Bound): void {
		const {largest, lead} = findLargestSource(this.#sources, sizeOf);
		this.#change(largest, source => drop(source, Math.min(excess, Math.max(1, lead))));
	}

	/** Changes what a source holds, and the totals with it. */
	#change(source: LogSource, change: (source: LogSource) => void): void {
		const {lineCount, heldBytes} = source;
		change(source);
		this.#keptLines += source.lineCount - lineCount;
		this.#heldBytes += source.heldBytes - heldBytes;
	}
}

const lineCountOf = (source: LogSource) => source.lineCount;
const heldBytesOf = (source: LogSource) => source.heldBytes;
