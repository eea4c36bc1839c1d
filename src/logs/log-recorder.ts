import {Buffer} from 'node:buffer';
import {ByteArena} from './byte-arena.js';
import {formatMessage} from './format-message.js';
import {DEFAULT_LINE_LIMIT_BYTES, type LineRun, LineSplitter} from './line-splitter.js';
import type {LogBlock, LogOrigin} from './log-block.js';
import type {LogStore} from './log-store.js';
import {StderrTail} from './stderr-tail.js';

/** A worker, by the instance that it belongs to and its `worker.id`, which is never used again. */
export type OutputOwner = {readonly instance: number; readonly workerId: number};

export type OutputChunk = OutputOwner & {
	readonly stream: 'stdout' | 'stderr';
	/** The log's own from now on: nobody may write to it afterwards. */
	readonly chunk: Buffer;
};

/** Absent: `workerId` when it is about no one worker, `instance` when it is about the cluster. */
export type LogEvent = {
	readonly instance?: number | undefined;
	readonly workerId?: number | undefined;
	readonly text: string;
	readonly isTrouble?: true;
};

type StreamState = {readonly origin: LogOrigin; readonly splitter: LineSplitter};
type WorkerOutput = {readonly stdout: StreamState; readonly stderr: StreamState; readonly stderrTail: StderrTail};

/** How many ended workers' last words are remembered. */
const REMEMBERED_TAILS = 64;

/**
 * Writes the log: makes numbered blocks of what the workers and clumon itself say, in order of arrival, and gives each
 * to the store and then to the subscribers. It runs on the primary's main thread, so it looks at bytes only, and at as
 * many at a time as have come.
 */
export class LogRecorder {
	readonly #store: LogStore;
	readonly #now: () => number;
	readonly #lineLimitBytes: number;
	readonly #listeners = new Set<(block: LogBlock) => void>();
	readonly #arenas = new Map<number | undefined, ByteArena>();
	/** By worker id, of those whose output has not ended. */
	readonly #outputs = new Map<number, WorkerOutput>();
	/** By worker id, of those whose output has ended, the first to end first. */
	readonly #endedTails = new Map<number, StderrTail>();

	/** `now`: epoch, ms. A line longer than `lineLimitBytes` (default 16 KiB) is cut there. */
	constructor({
		store,
		now,
		lineLimitBytes = DEFAULT_LINE_LIMIT_BYTES,
	}: {
		readonly store: LogStore;
		readonly now: () => number;
		readonly lineLimitBytes?: number;
	}) {
		this.#store = store;
		this.#now = now;
		this.#lineLimitBytes = lineLimitBytes;
	}

	/** Calls `listener` with each new block, once the store has it; returns the unsubscribe function. */
	onBlock(listener: (block: LogBlock) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	/** What a worker wrote to one of its streams. */
	write({instance, workerId, stream, chunk}: OutputChunk): void {
		const output = this.#outputs.get(workerId) ?? this.#openOutput({instance, workerId});
		for (const run of output[stream].splitter.push(chunk)) {
			this.#recordOutput({output, stream, run});
		}
	}

	/** The worker's output is complete: what stands after its last line end is a line too. */
	endOutput({workerId}: OutputOwner): void {
		const output = this.#outputs.get(workerId);
		if (output === undefined) {
			return;
		}

		for (const stream of ['stdout', 'stderr'] as const) {
			const run = output[stream].splitter.end();
			if (run !== undefined) {
				this.#recordOutput({output, stream, run});
			}
		}

		this.#outputs.delete(workerId);
		this.#endedTails.set(workerId, output.stderrTail);
		forgetOldest(this.#endedTails, REMEMBERED_TAILS);
	}

	/** clumon's own word on the life of an instance or of the cluster. */
	event({instance, workerId, text, isTrouble}: LogEvent): void {
		this.#recordText({kind: 'event', instance, workerId, ...(isTrouble ? {isTrouble} : {})}, text);
	}

	/** What a worker sent with `process.send`. */
	message({instance, workerId, message}: OutputOwner & {readonly message: unknown}): void {
		this.#recordText({kind: 'message', instance, workerId}, formatMessage(message));
	}

	/** The last `count` lines that a worker wrote to stderr and that are not blank, oldest first; for a while also after its end. */
	stderrTail(workerId: number, count: number): readonly string[] {
		const tail = this.#outputs.get(workerId)?.stderrTail ?? this.#endedTails.get(workerId);
		return tail?.lines(count) ?? [];
	}

	#openOutput({instance, workerId}: OutputOwner): WorkerOutput {
		const limit = {limitBytes: this.#lineLimitBytes};
		const output: WorkerOutput = {
			stdout: {origin: {kind: 'stdout', instance, workerId}, splitter: new LineSplitter(limit)},
			stderr: {origin: {kind: 'stderr', instance, workerId}, splitter: new LineSplitter(limit)},
			// Output that comes after its end was called (a grandchild had the pipe) goes on where it was.
			stderrTail: this.#endedTails.get(workerId) ?? new StderrTail(),
		};
		this.#outputs.set(workerId, output);
		return output;
	}

	#recordOutput({output, stream, run}: {output: WorkerOutput; stream: OutputChunk['stream']; run: LineRun}): void {
		const block = this.#record(output[stream].origin, run);
		if (stream === 'stderr') {
			output.stderrTail.push(block);
		}
	}

	#recordText(origin: LogOrigin, text: string): void {
		for (const run of new LineSplitter().push(Buffer.from(`${text}\n`))) {
			this.#record(origin, run);
		}
	}

	#record(origin: LogOrigin, {bytes, lineCount, missingBytes}: LineRun): LogBlock {
		const seq = this.#store.lastSeq + 1;
		const kept = this.#arena(origin.instance).keep(bytes);
		const block: LogBlock = {seq, lineCount, at: this.#now(), origin, bytes: kept, missingBytes};
		this.#store.append(block);
		for (const listener of this.#listeners) {
			listener(block);
		}

		return block;
	}

	#arena(instance: number | undefined): ByteArena {
		const arena = this.#arenas.get(instance) ?? new ByteArena();
		this.#arenas.set(instance, arena);
		return arena;
	}
}

/** A Map keeps the order in which its keys were first set. */
function forgetOldest(map: Map<number, unknown>, limit: number): void {
	for (const key of map.keys()) {
		if (map.size <= limit) {
			return;
		}

		map.delete(key);
	}
}
