import {Buffer} from 'node:buffer';

const SLAB_BYTES = 8 * 1024;
const SMALL_BYTES = 1024;

/**
 * Keeps bytes without keeping what they were cut from, as a view holds the whole of its ArrayBuffer in memory. Small
 * runs are copied side by side into slabs; a large one that is most of its buffer stays where it is. One arena serves
 * one source, whose lines leave the store in the order in which they came: a slab goes with its last line, and a quiet
 * worker's lines do not hold a talkative one's (as they would in Node's own shared pool of Buffers).
 */
export class ByteArena {
	#slab = Buffer.alloc(0);
	#usedBytes = 0;

	/** The same bytes, holding little more memory than their own. The caller must not write to `bytes` afterwards. */
	keep(bytes: Buffer): Buffer {
		if (bytes.length <= SMALL_BYTES) {
			return this.#copyToSlab(bytes);
		}

		if (2 * bytes.length >= bytes.buffer.byteLength) {
			return bytes;
		}

		const own = Buffer.allocUnsafeSlow(bytes.length);
		bytes.copy(own);
		return own;
	}

	#copyToSlab(bytes: Buffer): Buffer {
		if (this.#usedBytes + bytes.length > this.#slab.length) {
			this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
			this.#usedBytes = 0;
		}

		const start = this.#usedBytes;
		this.#usedBytes += bytes.length;
		bytes.copy(this.#slab, start);
		return this.#slab.subarray(start, this.#usedBytes);
	}
}
