import {Buffer} from 'node:buffer';

/** Consecutive whole lines, separated by LF, none at the end. A cut line is a run of its own. */
export type LineRun = {
	/** A view of what was pushed wherever that is possible: copy it to keep it past the life of the chunk. */
	readonly bytes: Buffer;
	readonly lineCount: number;
	/** How many bytes at the line's end are gone; 0 for lines that are whole. */
	readonly missingBytes: number;
};

/** A line is kept whole up to this many bytes, a CR before its LF included, and cut there when it is longer. */
export const DEFAULT_LINE_LIMIT_BYTES = 16 * 1024;

const LINE_FEED = 10;
const FIRST_REST_BYTES = 256;
const NO_BYTES = Buffer.alloc(0);

/**
 * Makes lines of one stream's chunks. It cuts at LF bytes only, so a character split over two chunks comes out whole
 * without a decoder. Memory is bounded by the line limit, whatever comes, and each byte is copied a bounded number of
 * times. Counting by `indexOf` takes 15 ns a line of 100 bytes; a loop over the bytes takes 100.
 */
export class LineSplitter {
	readonly #limitBytes: number;
	/** The line that has begun and not ended: its first bytes, as far as they are kept. */
	#rest = NO_BYTES;
	#restBytes = 0;
	/** How many more of its bytes came than are kept. */
	#restMissingBytes = 0;

	constructor({limitBytes = DEFAULT_LINE_LIMIT_BYTES}: {readonly limitBytes?: number} = {}) {
		this.#limitBytes = limitBytes;
	}

	/** The lines that this chunk ends, in order. */
	push(chunk: Buffer): readonly LineRun[] {
		const firstLf = chunk.indexOf(LINE_FEED);
		if (firstLf === -1) {
			this.#hold(chunk);
			return [];
		}

		const lastLf = chunk.lastIndexOf(LINE_FEED);
		const runs = this.#endRest(chunk, {firstLf, lastLf});
		if (lastLf + 1 < chunk.length) {
			this.#hold(chunk.subarray(lastLf + 1));
		}

		return runs;
	}

	/** The stream has ended: its last line, when no LF follows it. */
	end(): LineRun | undefined {
		if (this.#restBytes === 0) {
			return undefined;
		}

		const bytes = this.#rest.subarray(0, this.#restBytes);
		const run = cutLine({bytes, missingBytes: this.#restMissingBytes});
		this.#rest = NO_BYTES;
		this.#restBytes = 0;
		this.#restMissingBytes = 0;
		return run;
	}

	/** The lines of the rest and the chunk together, up to the chunk's last LF. */
	#endRest(chunk: Buffer, {firstLf, lastLf}: {firstLf: number; lastLf: number}): readonly LineRun[] {
		if (this.#restBytes === 0) {
			return splitRuns(chunk.subarray(0, lastLf), this.#limitBytes);
		}

		if (this.#restBytes + this.#restMissingBytes + firstLf <= this.#limitBytes) {
			const joined = Buffer.concat([this.#rest.subarray(0, this.#restBytes), chunk.subarray(0, lastLf)]);
			this.#restBytes = 0;
			if (this.#rest.length > DEFAULT_LINE_LIMIT_BYTES) {
				// Room for the usual line is kept for the next, that for a huge one is not.
				this.#rest = NO_BYTES;
			}

			return splitRuns(joined, this.#limitBytes);
		}

		this.#hold(chunk.subarray(0, firstLf));
		const cut = this.end();
		const following = lastLf > firstLf ? splitRuns(chunk.subarray(firstLf + 1, lastLf), this.#limitBytes) : [];
		return cut === undefined ? following : [cut, ...following];
	}

	#hold(bytes: Buffer): void {
		const keptBytes = Math.min(bytes.length, this.#limitBytes - this.#restBytes);
		this.#reserve(this.#restBytes + keptBytes);
		bytes.copy(this.#rest, this.#restBytes, 0, keptBytes);
		this.#restBytes += keptBytes;
		this.#restMissingBytes += bytes.length - keptBytes;
	}

	/** Doubles the room, so that a line that comes byte by byte is copied twice at most, not once a byte. */
	#reserve(neededBytes: number): void {
		if (neededBytes <= this.#rest.length) {
			return;
		}

		const roomBytes = Math.min(this.#limitBytes, Math.max(FIRST_REST_BYTES, neededBytes, 2 * this.#rest.length));
		const grown = Buffer.allocUnsafeSlow(roomBytes);
		this.#rest.copy(grown, 0, 0, this.#restBytes);
		this.#rest = grown;
	}
}

/** Bytes that hold whole lines, as runs: one for all of them, unless a line past the limit stands between. */
function splitRuns(bytes: Buffer, limitBytes: number): readonly LineRun[] {
	const runs: LineRun[] = [];
	let runStart = 0;
	let lineStart = 0;
	let lineCount = 0;

	const endRun = () => {
		if (lineCount > 0) {
			runs.push({bytes: bytes.subarray(runStart, lineStart - 1), lineCount, missingBytes: 0});
		}
	};

	while (lineStart <= bytes.length) {
		const lf = bytes.indexOf(LINE_FEED, lineStart);
		const lineEnd = lf === -1 ? bytes.length : lf;
		if (lineEnd - lineStart > limitBytes) {
			endRun();
			const kept = bytes.subarray(lineStart, lineStart + limitBytes);
			runs.push(cutLine({bytes: kept, missingBytes: lineEnd - lineStart - limitBytes}));
			runStart = lineEnd + 1;
			lineCount = 0;
		} else {
			lineCount += 1;
		}

		lineStart = lineEnd + 1;
	}

	endRun();
	return runs;
}

/** One line as a run, without the part of a character at its end when more of it came than is kept. */
function cutLine({bytes, missingBytes}: {bytes: Buffer; missingBytes: number}): LineRun {
	const wholeBytes = missingBytes === 0 ? bytes.length : wholeCharactersLength(bytes);
	return {
		bytes: bytes.subarray(0, wholeBytes),
		lineCount: 1,
		missingBytes: missingBytes + bytes.length - wholeBytes,
	};
}

/** The length without an unfinished UTF-8 character at the end. Bytes that are no UTF-8 stay. */
function wholeCharactersLength(bytes: Buffer): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
		const byte = bytes[bytes.length - back] ?? 0;
		if ((byte & 0b1100_0000) !== 0b1000_0000) {
			return characterLength(byte) > back ? bytes.length - back : bytes.length;
		}
	}

	return bytes.length;
}

/** How many bytes the UTF-8 character has that begins with this byte. */
function characterLength(leadByte: number): number {
	if (leadByte >= 0b1111_0000) {
		return 4;
	}

	if (leadByte >= 0b1110_0000) {
		return 3;
	}

	return leadByte >= 0b1100_0000 ? 2 : 1;
}
