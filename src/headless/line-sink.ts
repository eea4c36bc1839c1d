import {Buffer} from 'node:buffer';
import {BatchQueue} from './batch-queue.js';
import type {Output} from './stream-output.js';

export type LineSinkOptions = {
	readonly output: Output;
	/** What to write in the place of lines that were lost, with its line end. */
	readonly describeLoss: (lines: number) => string;
	/** The output is broken (EPIPE: its reader is gone; EIO: the terminal is). Called once; nothing is written after it. */
	readonly onFailure: (error: Error) => void;
	/** How much may wait for a slow reader. Default 64 MiB. */
	readonly maxBytes?: number;
};

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

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
	readonly #queue = new BatchQueue();
	#state: 'idle' | 'scheduled' | 'writing' | 'broken' = 'idle';
	#lostLines = 0;
	#idleListeners: (() => void)[] = [];

	constructor({output, describeLoss, onFailure, maxBytes = DEFAULT_MAX_BYTES}: LineSinkOptions) {
		this.#output = output;
		this.#describeLoss = describeLoss;
		this.#onFailure = onFailure;
		this.#maxBytes = maxBytes;
	}

	/** Whole lines, each with its line end. The bytes are the sink's from now on. */
	write(bytes: Buffer, lineCount: number): void {
		if (this.#state === 'broken') {
			return;
		}

		if (this.#lostLines > 0 || this.#queue.queuedBytes + bytes.length > this.#maxBytes) {
			this.#lostLines += lineCount;
		} else {
			this.#queue.push(bytes);
		}

		if (this.#state === 'idle') {
			this.#state = 'scheduled';
			setImmediate(() => this.#writeNext());
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

	#break(error: Error): void {
		this.#queue.clear();
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
