import {Buffer} from 'node:buffer';
import {asBuffer} from '../logs/block-lines.js';
import type {LogBlock} from '../logs/log-block.js';
import {packBlocks, unpackBlocks} from '../logs/packed-blocks.js';

const NO_LIMITS = {maxBytes: Number.POSITIVE_INFINITY, maxBlocks: Number.POSITIVE_INFINITY};

/** Blocks of the log as one line of JSON: all text in one base64, so that they cost the primary no more than a copy. */
export function formatPackedLine(blocks: readonly LogBlock[]): string {
	const pack = packBlocks(blocks, NO_LIMITS);
	return pack === undefined
		? ''
		: `{"text":"${asBuffer(pack.blocks.text).toString('base64')}","numbers":[${pack.blocks.numbers.join()}]}\n`;
}

/** The blocks again. Their bytes are views on one buffer. */
export function parsePackedLine(line: string): Iterable<LogBlock> {
	const {text, numbers}: {text: string; numbers: number[]} = JSON.parse(line);
	return unpackBlocks({text: new Uint8Array(Buffer.from(text, 'base64')), numbers: Float64Array.from(numbers)});
}
