import {Buffer} from 'node:buffer';
import {BatchQueue} from '../logs/batch-queue.js';
import type {Output} from './stream-output.js';

export type LineSinkOptions = {
	readonly output: Output;
	/** What to write in the place of lines that were lost, with its line end. */
	readonly describeLoss: (lines: number) => string;
	/** The output is broken (EPIPE: its reader is gone; EIO: the terminal is). Called once; nothing is written after it. */
	readonly onFailure: (error: Error) => void;
	/** How much may wait for a slow reader. Default 64 MiB. */
	readonly maxBytes?: number;
	/**
	 * Given where nothing may be lost (a file): that much waits, and whoever writes should wait too, or no longer. Only when the
	 * output then takes nothing for 5 s (the disk is full) lines are lost all the same.
	 */
	readonly onFull?: (isFull: boolean) => void;
};

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const STALL_MS = 5000;

/**
 * Lines on their way to an output that may be slower than they come. What is written in one turn of the event loop goes
 * out together after it. When too much waits, whole lines are lost, the newest, until half of it is out: then how many
 * were lost is said in their place.
 */
export class LineSink {
	readonly #output: Output;
	readonly #describeLoss: (lines: number) => string;
	readonly #onFailure: (error: Error) => void;
	readonly #maxBytes: number;
	readonly #onFull: ((isFull: boolean) => void) | undefined;
	readonly #queue = new BatchQueue();
	#state: 'idle' | 'scheduled' | 'writing' | 'broken' = 'idle';
	/** Whoever writes was asked to wait; until when that lasts at most. */
	#isFull = false;
	#stallTimer: NodeJS.Timeout | undefined;
	/** It has waited in vain. */
	#isStalled = false;
	#lostLines = 0;
	#idleListeners: (() => void)[] = [];

	constructor({output, describeLoss, onFailure, maxBytes = DEFAULT_MAX_BYTES, onFull}: LineSinkOptions) {
		this.#output = output;
		this.#describeLoss = describeLoss;
		this.#onFailure = onFailure;
		this.#maxBytes = maxBytes;
		this.#onFull = onFull;
	}

	/** Whole lines, each with its line end. The bytes are the sink's from now on. */
	write(bytes: Buffer, lineCount: number): void {
		if (this.#state === 'broken') {
			return;
		}

		const isTooMuch = this.#queue.queuedBytes + bytes.length > this.#maxBytes;
		if (isTooMuch && !this.#isStalled && this.#lostLines === 0 && this.#onFull !== undefined) {
			this.#setFull(true);
			this.#queue.push(bytes);
		} else if (isTooMuch || this.#lostLines > 0) {
			this.#lostLines += lineCount;
		} else {
			this.#queue.push(bytes);
		}

		if (this.#state === 'idle') {
			this.#state = 'scheduled';
			setImmediate(() => this.hurry());
		}
	}

	/** Writes now what waits for the end of this turn. */
	hurry(): void {
		if (this.#state === 'scheduled') {
			this.#writeNext();
		}
	}

	/** Resolves when all that was given is written, or cannot be, and at the latest after `timeoutMs`. Never rejects. */
	async flush(timeoutMs: number): Promise<void> {
		if (this.#state === 'idle' || this.#state === 'broken') {
			return;
		}

		await new Promise<void>(resolve => {
			const timer = setTimeout(resolve, timeoutMs);
			this.#idleListeners.push(() => {
				clearTimeout(timer);
				resolve();
			});
		});
	}

	#writeNext(): void {
		this.#relax();
		if (this.#lostLines > 0 && 2 * this.#queue.queuedBytes <= this.#maxBytes) {
			this.#queue.push(Buffer.from(this.#describeLoss(this.#lostLines)));
			this.#lostLines = 0;
		}

		const batch = this.#queue.take();
		if (batch === undefined) {
			this.#rest('idle');
			return;
		}

		this.#state = 'writing';
		this.#output.write(batch, error => {
			if (error === undefined) {
				this.#writeNext();
			} else {
				this.#break(error);
			}
		});
	}

	/** The output has taken something: who waits may go on as soon as there is room for a little. */
	#relax(): void {
		this.#isStalled = false;
		if (this.#isFull) {
			clearTimeout(this.#stallTimer);
			this.#watchStall();
			this.#setFull(this.#queue.queuedBytes > 0.9 * this.#maxBytes);
		}
	}

	#setFull(isFull: boolean): void {
		if (isFull !== this.#isFull) {
			this.#isFull = isFull;
			clearTimeout(this.#stallTimer);
			if (isFull) {
				this.#watchStall();
			}

			this.#onFull?.(isFull);
		}
	}

	#watchStall(): void {
		this.#stallTimer = setTimeout(() => {
			this.#isStalled = true;
			this.#setFull(false);
		}, STALL_MS).unref();
	}

	#break(error: Error): void {
		this.#queue.clear();
		this.#setFull(false);
		this.#rest('broken');
		this.#onFailure(error);
	}

	#rest(state: 'idle' | 'broken'): void {
		this.#state = state;
		const listeners = this.#idleListeners;
		this.#idleListeners = [];
		for (const listener of listeners) {
			listener();
		}
	}
}
