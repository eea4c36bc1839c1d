import {decodeBlock} from './block-lines.js';
import type {LogBlock} from './log-block.js';

const KEPT_LINES = 50;
const KEPT_BYTES = 32 * 1024;

/** The end of one worker's stderr, for the reason of its exit. Holds the newest blocks undecoded: a push costs next to nothing. */
export class StderrTail {
	#blocks: LogBlock[] = [];
	#lineCount = 0;
	#byteCount = 0;

	push(block: LogBlock): void {
		this.#blocks.push(block);
		this.#lineCount += block.lineCount;
		this.#byteCount += block.bytes.length;
		for (
			let oldest = this.#blocks[0];
			oldest !== undefined && this.#hasEnoughWithout(oldest);
			oldest = this.#blocks[0]
		) {
			this.#blocks.shift();
			this.#lineCount -= oldest.lineCount;
			this.#byteCount -= oldest.bytes.length;
		}
	}

	/** The last `count` lines that are not blank, oldest first. */
	lines(count: number): readonly string[] {
		const texts = this.#blocks.flatMap(decodeBlock).map(line => line.text);
		return count > 0 ? texts.filter(text => text.trim() !== '').slice(-count) : [];
	}

	#hasEnoughWithout(oldest: LogBlock): boolean {
		const lines = this.#lineCount - oldest.lineCount;
		const bytes = this.#byteCount - oldest.bytes.length;
		return lines >= KEPT_LINES || bytes >= KEPT_BYTES;
	}
}
