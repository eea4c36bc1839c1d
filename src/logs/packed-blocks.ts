import type {LogBlock, LogOrigin} from './log-block.js';

/**
 * Log blocks on their way to another thread or process: all their text in one buffer and all their numbers in another. Both are
 * handed over, not copied, and a feed costs the sender two objects however many blocks it has.
 */
export type PackedBlocks = {readonly text: Uint8Array<ArrayBuffer>; readonly numbers: Float64Array<ArrayBuffer>};

/** What one pack may hold: about what a screen's worth of scrolling needs, and a few ms of the receiver's time. */
export type PackLimits = {readonly maxBytes: number; readonly maxBlocks: number};

/** The fields of a block in `numbers`: seq, lineCount, at, kind, instance, workerId, missingBytes, bytes.length. */
const FIELDS = 8;
/** `trouble`: an event that is one. */
const KINDS: readonly (LogOrigin['kind'] | 'trouble')[] = ['stdout', 'stderr', 'event', 'message', 'trouble'];
/** In place of an instance or a worker id that is undefined; neither is ever negative. */
const NONE = -1;

export type Pack = {
	readonly blocks: PackedBlocks;
	/** The number after the last line in it. */
	readonly nextSeq: number;
	/** True when there was more than the limits let in. */
	readonly isCut: boolean;
};

/** Takes the first blocks that fit the limits, at least one. Undefined when there is none. */
export function packBlocks(blocks: Iterable<LogBlock>, {maxBytes, maxBlocks}: PackLimits): Pack | undefined {
	const taken: LogBlock[] = [];
	let length = 0;
	let isCut = false;
	for (const block of blocks) {
		isCut = taken.length > 0 && (taken.length >= maxBlocks || length + block.bytes.length > maxBytes);
		if (isCut) {
			break;
		}
		taken.push(block);
		length += block.bytes.length;
	}
	const last = taken.at(-1);
	return last === undefined
		? undefined
		: {
				blocks: {text: joinText(taken, length), numbers: joinNumbers(taken)},
				nextSeq: last.seq + last.lineCount,
				isCut,
			};
}

/** What of it can be handed over. */
export function transferables({text, numbers}: PackedBlocks): readonly ArrayBuffer[] {
	return [text.buffer, numbers.buffer];
}

/** The blocks again. Their bytes are views on one buffer: keep a copy of those that are to live long. */
export function* unpackBlocks({text, numbers}: PackedBlocks): Generator<LogBlock> {
	let offset = 0;
	for (let at = 0; at < numbers.length; at += FIELDS) {
		const [seq = 0, lineCount = 0, arrival = 0, kind = 0, instance = 0, workerId = 0, missingBytes = 0, length = 0] =
			numbers.subarray(at, at + FIELDS);
		yield {
			seq,
			lineCount,
			at: arrival,
			origin: {...kindOf(kind), instance: optional(instance), workerId: optional(workerId)},
			bytes: text.subarray(offset, offset + length),
			missingBytes,
		};
		offset += length;
	}
}

function joinText(blocks: readonly LogBlock[], length: number): Uint8Array<ArrayBuffer> {
	const text = new Uint8Array(length);
	let offset = 0;
	for (const block of blocks) {
		text.set(block.bytes, offset);
		offset += block.bytes.length;
	}
	return text;
}

function joinNumbers(blocks: readonly LogBlock[]): Float64Array<ArrayBuffer> {
	const numbers = new Float64Array(blocks.length * FIELDS);
	for (const [index, {seq, lineCount, at, origin, missingBytes, bytes}] of blocks.entries()) {
		const {kind, isTrouble, instance = NONE, workerId = NONE} = origin;
		numbers.set(
			[seq, lineCount, at, KINDS.indexOf(isTrouble ? 'trouble' : kind), instance, workerId, missingBytes, bytes.length],
			index * FIELDS,
		);
	}
	return numbers;
}

function kindOf(number: number): Pick<LogOrigin, 'kind' | 'isTrouble'> {
	const kind = KINDS[number] ?? 'stdout';
	return kind === 'trouble' ? {kind: 'event', isTrouble: true} : {kind};
}

function optional(number: number): number | undefined {
	return number === NONE ? undefined : number;
}
