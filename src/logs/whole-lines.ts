import {Buffer} from 'node:buffer';

/** A line that is longer is broken in two, as it has to be held until its end. */
const DEFAULT_LIMIT_BYTES = 64 * 1024 ** 2;

const LINE_FEED = 10;
const END_OF_LINE = Buffer.from('\n');
const NO_BYTES = Buffer.alloc(0);

/**
 * Lets the bytes of one stream through as soon as the line that they belong to is whole, so that streams which share a file
 * never mix within a line. What it lets through is, all together, what came, but for a line end after a last line without one.
 */
export class WholeLines {
	readonly #limitBytes: number;
	/** The line that has begun and not ended. What was let through is never written to again. */
	#rest = NO_BYTES;
	#restBytes = 0;

	constructor({limitBytes = DEFAULT_LIMIT_BYTES}: {readonly limitBytes?: number} = {}) {
		this.#limitBytes = limitBytes;
	}

	/** The lines that this chunk ends, each with its LF: pieces to be put one after the other. */
	push(chunk: Buffer): readonly Buffer[] {
		const length = chunk.lastIndexOf(LINE_FEED) + 1;
		if (length === 0) {
			this.#hold(chunk);
			return this.#restBytes >= this.#limitBytes ? this.end() : [];
		}

		const lines = chunk.subarray(0, length);
		const pieces = this.#restBytes === 0 ? [lines] : [this.#takeRest(), lines];
		this.#hold(chunk.subarray(length));
		return pieces;
	}

	/** The stream has ended: what stands after its last LF, with one. */
	end(): readonly Buffer[] {
		return this.#restBytes === 0 ? [] : [this.#takeRest(), END_OF_LINE];
	}

	#takeRest(): Buffer {
		const rest = this.#rest.subarray(0, this.#restBytes);
		this.#rest = NO_BYTES;
		this.#restBytes = 0;
		return rest;
	}

	/** Copies, as the chunk may be much larger; into twice the room, so that a line that comes byte by byte is not copied once a byte. */
	#hold(bytes: Buffer): void {
		const neededBytes = this.#restBytes + bytes.length;
		if (neededBytes > this.#rest.length) {
			const grown = Buffer.allocUnsafeSlow(Math.max(neededBytes, 2 * this.#rest.length));
			this.#rest.copy(grown, 0, 0, this.#restBytes);
			this.#rest = grown;
		}

		bytes.copy(this.#rest, this.#restBytes);
		this.#restBytes = neededBytes;
	}
}
