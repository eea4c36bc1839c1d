import {Buffer} from 'node:buffer';
import {type AppendHandle, openForAppending} from './append-handle.js';
import {BatchQueue} from './batch-queue.js';

export type LogFileOptions = {
	readonly path: string;
	/** How much may wait for the disk before the file counts as full. */
	readonly maxBytes: number;
	/** What is to be written in the place of lines that were lost. */
	readonly describeLoss: (lines: number) => Buffer;
	/** More waits than should, as the disk is slow: whoever writes should wait; and later, that it may go on. */
	readonly onFull: (isFull: boolean) => void;
	/** It cannot be written, and is tried again every second. Lines are lost when too many wait. */
	readonly onTrouble: (error: Error) => void;
	/** It can be written again, and so many lines are missing in it. */
	readonly onRecovery: (lostLines: number) => void;
	/** To see what happens when a disk is full or slow. */
	readonly openFile?: (path: string) => Promise<AppendHandle>;
};

const LINE_FEED = 10;
/** For one call of the system. */
const BATCH_BYTES = 1024 * 1024;
/** Lines wait for each other so long, unless many wait: a write takes 50 µs of CPU, whatever it writes. */
const GATHER_MS = 20;
const EAGER_BYTES = 256 * 1024;
const RETRY_MS = 1000;
/** How often it looks whether somebody has removed the file. */
const LOOK_MS = 1000;
/** A disk that takes nothing for so long is no slow disk: the workers must not wait for it any longer. */
const STALL_MS = 5000;
const NO_BYTES = Buffer.alloc(0);

/**
 * A file that lines are appended to, in the background and in few large writes. The memory that it takes is bounded: a disk
 * that is slow makes it full, and whoever writes waits; one that fails (full, read-only, gone) makes it lose the newest lines,
 * and say how many in their place. A line is never torn, neither by another nor by `reopen`.
 */
export class LogFile {
	readonly #options: LogFileOptions;
	readonly #queue = new BatchQueue();
	/** Taken from the queue, and not yet written. */
	#batch: readonly Buffer[] = [];
	#batchBytes = 0;
	/** What was written last and is the beginning of a line that goes on in what waits. */
	#torn = NO_BYTES;
	#handle: AppendHandle | undefined;
	#mustOpen = true;
	#lookAt = 0;
	#work: Promise<void> | undefined;
	#isClosing = false;
	#endPause: () => void = () => {};
	#isFull = false;
	#stallTimer: NodeJS.Timeout | undefined;
	#isInTrouble = false;
	#lostLines = 0;

	constructor(options: LogFileOptions) {
		this.#options = options;
	}

	/** Whole lines, each with its LF, in pieces to be put one after the other. They are the file's from now on. */
	write(pieces: readonly Buffer[]): void {
		if (this.#isInTrouble && this.#waitingBytes >= this.#options.maxBytes) {
			this.#lostLines += countLines(pieces);
			return;
		}

		for (const piece of pieces) {
			this.#queue.push(piece);
		}

		if (!this.#isInTrouble && this.#waitingBytes >= this.#options.maxBytes) {
			this.#setFull(true);
		}

		this.#start();
	}

	/** Goes on in the file that has its name now, as the old one was moved away. */
	reopen(): void {
		this.#mustOpen = true;
		this.#start();
	}

	/** Writes what waits, for at most `timeoutMs`. Answers with how many lines are missing in the file. */
	async close(timeoutMs: number): Promise<number> {
		this.#isClosing = true;
		this.#endPause();
		await Promise.race([this.#work, later(timeoutMs)]);
		this.#setFull(false);
		const rest = [...this.#batch];
		for (let batch = this.#queue.take(); batch !== undefined; batch = this.#queue.take()) {
			rest.push(batch);
		}

		const handle = this.#handle;
		this.#handle = undefined;
		// Not awaited: on a disk that does not answer it would not end either.
		handle?.close().catch(() => {});
		return this.#lostLines + countLines(rest);
	}

	get #waitingBytes(): number {
		return this.#queue.queuedBytes + this.#batchBytes;
	}

	#start(): void {
		this.#work ??= this.#writeAll().finally(() => {
			this.#work = undefined;
		});
	}

	async #writeAll(): Promise<void> {
		while (this.#waitingBytes > 0 || (this.#mustOpen && this.#handle !== undefined)) {
			try {
				await this.#open();
				await this.#writeBatch();
				this.#recover();
			} catch (error) {
				this.#fail(error instanceof Error ? error : new Error(String(error)));
				if (this.#isClosing) {
					return;
				}
			}

			await this.#pause(this.#isInTrouble ? RETRY_MS : this.#waitingBytes < EAGER_BYTES ? GATHER_MS : 0);
		}
	}

	/** Opens the file where that is to be done: between two lines, unless this one cannot be written to its end here. */
	async #open(): Promise<void> {
		const now = performance.now();
		if (this.#handle !== undefined && !this.#mustOpen && now >= this.#lookAt) {
			this.#lookAt = now + LOOK_MS;
			this.#mustOpen = (await this.#handle.stat()).nlink === 0;
		}

		if (this.#handle !== undefined && !(this.#mustOpen && (this.#torn.length === 0 || this.#isInTrouble))) {
			return;
		}

		this.#mustOpen = false;
		const old = this.#handle;
		try {
			this.#handle = await (this.#options.openFile ?? openForAppending)(this.#options.path);
		} catch (error) {
			this.#mustOpen = true;
			throw error;
		}

		this.#putBack(this.#torn);
		this.#torn = NO_BYTES;
		await old?.close();
	}

	async #writeBatch(): Promise<void> {
		this.#takeBatch();
		if (this.#handle === undefined || this.#batch.length === 0) {
			return;
		}

		const {bytesWritten} = await this.#handle.writev([...this.#batch]);
		const bytes = bytesWritten === this.#batchBytes ? undefined : Buffer.concat(this.#batch);
		const last = bytes?.subarray(0, bytesWritten) ?? this.#batch.at(-1) ?? NO_BYTES;
		const lineStart = last.lastIndexOf(LINE_FEED) + 1;
		this.#torn = lineStart === 0 ? Buffer.concat([this.#torn, last]) : Buffer.from(last.subarray(lineStart));
		this.#batch = bytes === undefined ? [] : [bytes.subarray(bytesWritten)];
		this.#batchBytes -= bytesWritten;
	}

	#takeBatch(): void {
		const batch = [...this.#batch];
		while (this.#batchBytes < BATCH_BYTES) {
			const next = this.#queue.take();
			if (next === undefined) {
				break;
			}

			batch.push(next);
			this.#batchBytes += next.length;
		}

		this.#batch = batch;
	}

	#putBack(bytes: Buffer): void {
		if (bytes.length > 0) {
			this.#batch = [bytes, ...this.#batch];
			this.#batchBytes += bytes.length;
		}
	}

	#recover(): void {
		if (this.#isFull) {
			clearTimeout(this.#stallTimer);
			this.#watchStall();
			// Soon: a worker that waits has an event loop that does not turn.
			this.#setFull(this.#waitingBytes > this.#options.maxBytes - Math.min(BATCH_BYTES, this.#options.maxBytes / 2));
		}

		if (!this.#isInTrouble) {
			return;
		}

		this.#isInTrouble = false;
		const lostLines = this.#lostLines;
		this.#lostLines = 0;
		if (lostLines > 0) {
			this.#queue.push(this.#options.describeLoss(lostLines));
		}

		this.#options.onRecovery(lostLines);
	}

	#fail(error: Error): void {
		this.#setFull(false);
		if (!this.#isInTrouble) {
			this.#isInTrouble = true;
			this.#options.onTrouble(error);
		}
	}

	#setFull(isFull: boolean): void {
		if (isFull === this.#isFull) {
			return;
		}

		this.#isFull = isFull;
		clearTimeout(this.#stallTimer);
		if (isFull) {
			this.#watchStall();
		}

		this.#options.onFull(isFull);
	}

	#watchStall(): void {
		this.#stallTimer = setTimeout(() => this.#fail(new Error('the disk does not answer')), STALL_MS).unref();
	}

	/** Not when it is closing: then there is no time for it. */
	async #pause(ms: number): Promise<void> {
		if (ms > 0 && !this.#isClosing) {
			const cut = new Promise<void>(resolve => {
				this.#endPause = resolve;
			});
			await Promise.race([cut, later(ms)]);
		}
	}
}

/** Without keeping the process alive. */
async function later(ms: number): Promise<void> {
	return new Promise(resolve => {
		setTimeout(resolve, ms).unref();
	});
}

function countLines(pieces: readonly Buffer[]): number {
	let lines = 0;
	for (const piece of pieces) {
		for (let lf = piece.indexOf(LINE_FEED); lf !== -1; lf = piece.indexOf(LINE_FEED, lf + 1)) {
			lines += 1;
		}
	}

	return lines;
}
