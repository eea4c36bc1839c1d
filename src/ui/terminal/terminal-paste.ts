/** A paste is cut after this many bytes: more than anyone means to send to a worker. */
export const MAX_PASTE_BYTES = 64 * 1024;

const PASTE_END = Buffer.from('\u001b[201~');
/** All control characters but tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** Collects a bracketed paste byte by byte, up to its end mark, which may be split over reads. */
export class PasteCollector {
	#bytes: number[] = [];
	/** How many bytes of the end mark the last bytes were. */
	#matched = 0;

	/** The text, once `byte` completes the end mark: line ends as LF, without control characters. */
	push(byte: number): string | undefined {
		if (byte === PASTE_END[this.#matched]) {
			this.#matched++;
			return this.#matched === PASTE_END.length ? this.#text() : undefined;
		}
		this.#keep(PASTE_END.subarray(0, this.#matched));
		this.#matched = 0;
		if (byte === PASTE_END[0]) {
			this.#matched = 1;
		} else {
			this.#keep([byte]);
		}
		return undefined;
	}

	#keep(bytes: Iterable<number>): void {
		for (const byte of bytes) {
			if (this.#bytes.length < MAX_PASTE_BYTES) {
				this.#bytes.push(byte);
			}
		}
	}

	#text(): string {
		// As a stream: a character that the cut split is left out rather than shown as a replacement.
		const text = new TextDecoder().decode(Uint8Array.from(this.#bytes), {stream: true});
		return text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '');
	}
}
