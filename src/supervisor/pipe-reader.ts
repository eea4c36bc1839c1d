import type {Readable} from 'node:stream';
import {monotonicMs} from './monotonic.js';
import {nextRead, REST_MS} from './read-pace.js';

/** Of a pipe's stream: starts and stops reading at once. Not documented, and what node's own `pause` ends in after a chunk more. */
type PipeHandle = {readonly readStart: () => unknown; readonly readStop: () => unknown};

/** The readers that wait for the next turn or the end of their rest. */
const waitingForTurn = new Set<PipeReader>();
const resting = new Set<PipeReader>();
let turnBytes = 0;

/** Reads what a worker writes, at a pace that leaves the main thread free (read-pace.ts). */
export class PipeReader {
	/** Resolves when there will be nothing more. */
	readonly closed: Promise<void>;
	readonly #stream: Readable;
	#lastChunkAt = 0;
	#isStopped = false;
	/** Why it must not read: somebody cannot take more, however much the pipe has. */
	#isHeld = false;
	/** The worker has ended: what is left is read without a pause. */
	#isEnding = false;

	constructor(stream: Readable, onChunk: (chunk: Buffer) => void) {
		this.#stream = stream;
		stream.on('data', (chunk: Buffer) => {
			onChunk(chunk);
			this.#pace(chunk.length);
		});
		// Node's own streams of a child have a listener already. `close` follows it.
		stream.on('error', () => {});
		this.closed = new Promise(resolve => {
			stream.once('close', resolve);
		});
	}

	/** Stops reading until it is released: a worker whose pipe is full waits with its next write. */
	hold(): void {
		if (!this.#isEnding) {
			this.#isHeld = true;
			this.#stop();
		}
	}

	release(): void {
		this.#isHeld = false;
		this.resume();
	}

	/** From now on what is left comes at once: its writer is gone. */
	finish(): void {
		this.#isEnding = true;
		this.release();
	}

	destroy(): void {
		this.#stream.destroy();
	}

	/** Reads on, unless it is held. */
	resume(): void {
		if (this.#isStopped && !this.#isHeld) {
			this.#isStopped = false;
			waitingForTurn.delete(this);
			resting.delete(this);
			this.#handle?.readStart();
		}
	}

	#pace(bytes: number): void {
		if (turnBytes === 0) {
			setImmediate(endTurn);
		}
		turnBytes += bytes;
		if (this.#isEnding || this.#isStopped) {
			return;
		}
		const now = monotonicMs();
		const next = nextRead({bytes, sinceLastMs: now - this.#lastChunkAt, turnBytes});
		this.#lastChunkAt = now;
		if (next === 'next turn') {
			this.#stop();
			waitingForTurn.add(this);
		} else if (next === 'after a rest') {
			this.#stop();
			if (resting.size === 0) {
				setTimeout(endRest, REST_MS);
			}
			resting.add(this);
		}
	}

	#stop(): void {
		if (!this.#isStopped && this.#handle !== undefined) {
			this.#isStopped = true;
			this.#handle.readStop();
		}
	}

	/** Undefined once the pipe is closed. */
	get #handle(): PipeHandle | undefined {
		const {_handle: handle} = this.#stream as Readable & {readonly _handle?: PipeHandle | null};
		return handle ?? undefined;
	}
}

function endTurn(): void {
	turnBytes = 0;
	resumeAll(waitingForTurn);
}

function endRest(): void {
	resumeAll(resting);
}

function resumeAll(readers: Set<PipeReader>): void {
	for (const reader of [...readers]) {
		reader.resume();
	}
}
