import {Buffer} from 'node:buffer';
import type {LogBlock, LogLine} from './log-block.js';

const LINE_FEED = 10;

/** The lines of a block, decoded. Bytes that are no UTF-8 become U+FFFD; the CR of a CR LF line end goes. */
export function decodeBlock(block: LogBlock): LogLine[] {
	const {seq, at, origin, missingBytes} = block;
	return asBuffer(block.bytes)
		.toString('utf8')
		.split('\n')
		.map((line, index) => ({
			seq: seq + index,
			at,
			origin,
			text: line.endsWith('\r') ? line.slice(0, -1) : line,
			missingBytes,
		}));
}

/** Lines `from` to before `to` of a block (counted from 0), as a block over the same memory. At least one line. */
export function sliceBlock(block: LogBlock, {from, to}: {from: number; to: number}): LogBlock {
	if (from === 0 && to === block.lineCount) {
		return block;
	}

	const bytes = block.bytes.subarray(lineOffset(block, from), lineOffset(block, to) - 1);
	return {...block, seq: block.seq + from, lineCount: to - from, bytes};
}

/** The same memory with Buffer's fast search and decoding: a block that crossed threads comes as a Uint8Array. */
export function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where line `index` begins; for the index after the last line, where the next would. Searched from the nearer end. */
function lineOffset({bytes, lineCount}: LogBlock, index: number): number {
	const buffer = asBuffer(bytes);
	if (index <= lineCount / 2) {
		let offset = 0;
		for (let line = 0; line < index; line += 1) {
			offset = buffer.indexOf(LINE_FEED, offset) + 1;
		}

		return offset;
	}

	let offset = buffer.length + 1;
	for (let line = lineCount; line > index; line -= 1) {
		// From before the LF that ends line `line - 1` back to the one that ends the line before. Never line 0: it is nearer
		// to the start, and so there are always two bytes to go back.
		offset = buffer.lastIndexOf(LINE_FEED, offset - 2) + 1;
	}

	return offset;
}
