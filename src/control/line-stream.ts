import type {ServerResponse} from 'node:http';

/**
 * An answer that goes on line by line. Each write waits until the one before has left this process: a client that does
 * not read holds up nobody, and no more than one write is ever kept for it.
 */
export class LineStream {
	readonly #response: ServerResponse;
	readonly #onClose = new Set<() => void>();
	#isClosed: boolean;

	constructor(response: ServerResponse, status = 200) {
		this.#response = response;
		this.#isClosed = response.destroyed;
		response.on('close', () => {
			this.#isClosed = true;
			for (const listener of this.#onClose) {
				listener();
			}
		});
		response.writeHead(status, {'content-type': 'application/x-ndjson'});
		// Now: the client is to know that it was heard, however long the first line takes.
		response.flushHeaders();
	}

	/** The client is gone, or all was said. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	onClose(listener: () => void): () => void {
		this.#onClose.add(listener);
		return () => this.#onClose.delete(listener);
	}

	/** Whole lines. Resolves once the next may be written, or never will be. */
	async write(lines: string | Uint8Array): Promise<void> {
		if (this.#isClosed || lines.length === 0) {
			return;
		}
		await new Promise<void>(resolve => {
			const stop = this.onClose(resolve);
			this.#response.write(lines, () => {
				stop();
				resolve();
			});
		});
	}

	/** Ends the answer. */
	end(lastLines = ''): void {
		this.#response.end(lastLines);
	}
}
