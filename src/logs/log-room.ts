import {findLargestSource} from './largest-source.js';
import type {LogBlock} from './log-block.js';
import {LogSource} from './log-source.js';
import {blocksFrom} from './merge-blocks.js';

export type RoomBounds = {
	readonly maxLines: number;
	/** Of memory, the blocks' own cost included. */
	readonly maxBytes: number;
};

type Bound = {
	readonly excess: number;
	readonly sizeOf: (source: LogSource) => number;
	readonly drop: (source: LogSource, amount: number) => void;
};

/** The sources that share one bound. Past it the oldest lines of the source that holds most go. */
export class LogRoom {
	readonly #bounds: RoomBounds;
	/** By instance; under undefined the cluster's own events. */
	readonly #byInstance = new Map<number | undefined, LogSource>();
	readonly #sources: LogSource[] = [];
	#keptLines = 0;
	#heldBytes = 0;

	constructor(bounds: RoomBounds) {
		this.#bounds = bounds;
	}

	get sources(): readonly LogSource[] {
		return this.#sources;
	}

	get keptLines(): number {
		return this.#keptLines;
	}

	sourceOf(instance: number | undefined): LogSource | undefined {
		return this.#byInstance.get(instance);
	}

	/** No other source has more lines. */
	isLargest({lineCount}: LogSource): boolean {
		return this.#sources.every(source => source.lineCount <= lineCount);
	}

	append(block: LogBlock): void {
		this.#change(this.#open(block.origin.instance), source => source.append(block));
		this.#evict();
	}

	/** Takes in the lines of another room that came after all of its own. Where that one has evicted, the gap goes, and what is before it. */
	absorb(newer: LogRoom): void {
		for (const [instance, source] of newer.#byInstance) {
			if (source.evictedLines > 0) {
				this.#change(this.#open(instance), older => older.dropLines(older.lineCount));
			}
		}

		for (const block of blocksFrom(newer.#sources, 0)) {
			this.append(block);
		}
	}

	#open(instance: number | undefined): LogSource {
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
		const {maxLines, maxBytes} = this.#bounds;
		while (this.#keptLines > maxLines) {
			const excess = this.#keptLines - maxLines;
			this.#dropFromLargest({excess, sizeOf: lineCountOf, drop: (source, lines) => source.dropLines(lines)});
		}

		while (this.#heldBytes > maxBytes) {
			const excess = this.#heldBytes - maxBytes;
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
