import {Buffer} from 'node:buffer';

/** What a pipe takes at once on Linux. */
const BATCH_BYTES = 64 * 1024;

/**
 * Bytes that wait to be written, first in, first out, in batches that a pipe takes at once. Small pieces are copied
 * into a batch's memory: a queue of 64 MiB of short lines would otherwise cost several times that in Buffer objects.
 */
export class BatchQueue {
	/** Full batches, before what lies in the open one. */
	#full: Buffer[] = [];
	#open = Buffer.alloc(0);
	/** What of the open batch is queued: from here… */
	#openStart = 0;
	/** …to here. */
	#openEnd = 0;
	#queuedBytes = 0;

	get queuedBytes(): number {
		return this.#queuedBytes;
	}

	push(bytes: Buffer): void {
		this.#queuedBytes += bytes.length;
		if (2 * bytes.length > BATCH_BYTES) {
			this.#closeOpen();
			this.#full.push(bytes);
			return;
		}

		if (this.#openEnd + bytes.length > this.#open.length) {
			this.#closeOpen();
			this.#open = Buffer.allocUnsafeSlow(BATCH_BYTES);
			this.#openStart = 0;
			this.#openEnd = 0;
		}

		bytes.copy(this.#open, this.#openEnd);
		this.#openEnd += bytes.length;
	}

	/** The next batch; undefined when nothing is queued. */
	take(): Buffer | undefined {
		if (this.#full.length === 0) {
			this.#closeOpen();
		}

		const batch = this.#full.shift();
		this.#queuedBytes -= batch?.length ?? 0;
		return batch;
	}

	clear(): void {
		this.#full = [];
		this.#openStart = this.#openEnd;
		this.#queuedBytes = 0;
	}

	/** Moves what is queued in the open batch behind the full ones; its memory goes on being filled after that. */
	#closeOpen(): void {
		if (this.#openEnd > this.#openStart) {
			this.#full.push(this.#open.subarray(this.#openStart, this.#openEnd));
			this.#openStart = this.#openEnd;
		}
	}
}
