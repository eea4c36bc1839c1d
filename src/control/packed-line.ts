import {Buffer} from 'node:buffer';
import {asBuffer} from '../logs/block-lines.js';
import type {LogBlock} from '../logs/log-block.js';
import {packBlocks, unpackBlocks} from '../logs/packed-blocks.js';
import type {LogPart} from './log-cursor.js';

const NO_LIMITS = {maxBytes: Number.POSITIVE_INFINITY, maxBlocks: Number.POSITIVE_INFINITY};

/** A part of the log as one line of JSON: all text in one base64, so that it costs the primary no more than a copy. */
export function formatPackedLine({blocks, lostLines, nextSeq}: LogPart): string {
	const pack = packBlocks(blocks, NO_LIMITS)?.blocks;
	const text = pack === undefined ? '' : asBuffer(pack.text).toString('base64');
	return `{"next":${nextSeq},"lost":${lostLines},"text":"${text}","numbers":[${pack?.numbers.join() ?? ''}]}\n`;
}

/** The part again. The blocks' bytes are views on one buffer. */
export function parsePackedLine(line: string): LogPart {
	const {next, lost, text, numbers}: {next: number; lost: number; text: string; numbers: number[]} = JSON.parse(line);
	const blocks = unpackBlocks({text: new Uint8Array(Buffer.from(text, 'base64')), numbers: Float64Array.from(numbers)});
	return {blocks: [...blocks] satisfies LogBlock[], lostLines: lost, nextSeq: next};
}
