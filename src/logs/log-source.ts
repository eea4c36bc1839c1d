import {asBuffer, sliceBlock} from './block-lines.js';
import type {LogBlock} from './log-block.js';

/** What a block costs beside its text: two objects and two array slots, 205 bytes measured. */
const BLOCK_OVERHEAD_BYTES = 256;
const LINE_FEED = 10;

/** The kept lines of one source, oldest first: a queue of blocks that can be searched by line number. */
export class LogSource {
	/** Undefined where the block has left. */
	#blocks: (LogBlock | undefined)[] = [];
	/** For each block, how many lines had come to this source when it ended. Trimming a block's head leaves it as it is. */
	#ends: number[] = [];
	/** The index of the oldest kept block. */
	#head = 0;
	#seenLines = 0;
	#lineCount = 0;
	#textBytes = 0;

	get lineCount(): number {
		return this.#lineCount;
	}

	get evictedLines(): number {
		return this.#seenLines - this.#lineCount;
	}

	/** Of the kept lines, each with one byte for its end. */
	get textBytes(): number {
		return this.#textBytes;
	}

	/** About what the kept lines take in memory. */
	get heldBytes(): number {
		return this.#textBytes + BLOCK_OVERHEAD_BYTES * (this.#blocks.length - this.#head);
	}

	/** The number of the oldest kept line. */
	get firstSeq(): number | undefined {
		return this.blockAt(0)?.seq;
	}

	/** The kept block number `index`, counted from the oldest; undefined past either end. */
	blockAt(index: number): LogBlock | undefined {
		return index < 0 ? undefined : this.#blocks[this.#head + index];
	}

	append(block: LogBlock): void {
		this.#seenLines += block.lineCount;
		this.#lineCount += block.lineCount;
		this.#textBytes += block.bytes.length + 1;
		this.#blocks.push(block);
		this.#ends.push(this.#seenLines);
	}

	/** The index of the first block that has a line numbered `seq` or higher; past the last when none has. */
	blockIndexFrom(seq: number): number {
		let low = this.#head;
		let high = this.#blocks.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const block = this.#blocks[middle];
			if (block !== undefined && block.seq + block.lineCount <= seq) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low - this.#head;
	}

	/** How many kept lines have a number below `seq`. */
	countBefore(seq: number): number {
		const index = this.#head + this.blockIndexFrom(seq);
		const block = this.#blocks[index];
		const end = this.#ends[index];
		if (block === undefined || end === undefined) {
			return this.#lineCount;
		}

		return end - block.lineCount - this.evictedLines + Math.max(0, seq - block.seq);
	}

	/** Drops the `count` oldest lines. */
	dropLines(count: number): void {
		let left = count;
		for (let block = this.blockAt(0); left > 0 && block !== undefined; block = this.blockAt(0)) {
			const dropped = Math.min(left, block.lineCount);
			this.#dropFromHead(block, dropped);
			left -= dropped;
		}
	}

	/** Drops the oldest lines until at least so many bytes are free, or none is left. */
	dropBytes(wantedBytes: number): void {
		const goalBytes = this.heldBytes - wantedBytes;
		for (let block = this.blockAt(0); this.heldBytes > goalBytes && block !== undefined; block = this.blockAt(0)) {
			this.#dropFromHead(block, linesWithin(block, this.heldBytes - goalBytes));
		}
	}

	#dropFromHead(block: LogBlock, count: number): void {
		this.#lineCount -= count;
		this.#textBytes -= block.bytes.length + 1;
		if (count === block.lineCount) {
			this.#blocks[this.#head] = undefined;
			this.#head += 1;
			this.#compact();
			return;
		}

		const trimmed = sliceBlock(block, {from: count, to: block.lineCount});
		this.#textBytes += trimmed.bytes.length + 1;
		this.#blocks[this.#head] = trimmed;
	}

	/** Gives back the slots of blocks that have left once they are more than half: on average each block moves once at most. */
	#compact(): void {
		if (2 * this.#head > this.#blocks.length) {
			this.#blocks = this.#blocks.slice(this.#head);
			this.#ends = this.#ends.slice(this.#head);
			this.#head = 0;
		}
	}
}

/** How many lines at a block's head it takes to free so many bytes; all of them when they are not enough. */
function linesWithin({bytes, lineCount}: LogBlock, wantedBytes: number): number {
	const buffer = asBuffer(bytes);
	if (wantedBytes > buffer.length) {
		return lineCount;
	}

	let lines = 0;
	for (let offset = 0; offset < wantedBytes; lines += 1) {
		const lf = buffer.indexOf(LINE_FEED, offset);
		offset = lf === -1 ? buffer.length + 1 : lf + 1;
	}

	return lines;
}
