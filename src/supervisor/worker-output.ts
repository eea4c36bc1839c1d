import type {Readable} from 'node:stream';
import {PipeReader} from './pipe-reader.js';

/** How long a finished worker's output is waited for: a grandchild that inherited the pipe may hold it for ever. */
const GRACE_MS = 500;

const STREAMS = ['stdout', 'stderr'] as const;
type StreamName = (typeof STREAMS)[number];

/** What one worker writes, until its end. */
export class WorkerOutput {
	readonly #readers: readonly PipeReader[];

	constructor(
		streams: Readonly<Record<StreamName, Readable | undefined>>,
		onChunk: (stream: StreamName, chunk: Buffer) => void,
	) {
		this.#readers = STREAMS.flatMap(name => {
			const stream = streams[name];
			return stream === undefined ? [] : [new PipeReader(stream, chunk => onChunk(name, chunk))];
		});
	}

	/** Reads no more until it is no longer held: the worker waits when its pipe is full. */
	hold(isHeld: boolean): void {
		for (const reader of this.#readers) {
			if (isHeld) {
				reader.hold();
			} else {
				reader.release();
			}
		}
	}

	/**
	 * The worker has ended: reads what is left. Calls `onEnd` when that is done or has taken too long, and `onComplete`
	 * when nothing more will come, which may be much later.
	 */
	finish({onEnd, onComplete}: {readonly onEnd: () => void; readonly onComplete: () => void}): void {
		const grace = setTimeout(onEnd, GRACE_MS);
		const all = this.#readers.map(async reader => {
			reader.finish();
			await reader.closed;
		});
		void Promise.all(all).then(() => {
			clearTimeout(grace);
			onEnd();
			onComplete();
		});
	}

	/** There will be none: the worker could not be spawned. */
	destroy(): void {
		for (const reader of this.#readers) {
			reader.destroy();
		}
	}
}
