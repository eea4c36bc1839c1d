import {describe, expect, it} from 'vitest';
import type {LogBlock} from '../../src/logs/log-block.js';
import {packBlocks, unpackBlocks} from '../../src/logs/packed-blocks.js';

const noLimits = {maxBytes: 1e6, maxBlocks: 1e6};

const block = (seq: number, text: string, more: Partial<LogBlock> = {}): LogBlock => ({
	seq,
	lineCount: text.split('\n').length,
	at: 1_700_000_000_000.5,
	origin: {kind: 'stdout', instance: 0, workerId: 1},
	bytes: Buffer.from(text),
	missingBytes: 0,
	...more,
});

const unpack = (packed: ReturnType<typeof packBlocks>): unknown[] =>
	packed === undefined
		? []
		: [...unpackBlocks(packed.blocks)].map(({bytes, ...rest}) => ({...rest, bytes: Buffer.from(bytes).toString()}));

describe('packBlocks', () => {
	it('gives the same blocks after unpacking', () => {
		const blocks = [
			block(1, 'one\ntwo'),
			block(3, '', {origin: {kind: 'stderr', instance: 63, workerId: 4_000}}),
			block(7, 'scaled to 4', {origin: {kind: 'event', instance: undefined, workerId: undefined}}),
			block(8, 'exited', {origin: {kind: 'event', instance: 1, workerId: 2, isTrouble: true}}),
			block(9, '{"é":1}', {origin: {kind: 'message', instance: 2, workerId: 3}, missingBytes: 50_000_000}),
		];
		const packed = packBlocks(blocks, noLimits);
		expect(unpack(packed)).toEqual(blocks.map(one => ({...one, bytes: Buffer.from(one.bytes).toString()})));
		expect(packed?.nextSeq).toBe(10);
		expect(packed?.isCut).toBe(false);
	});

	it('gives nothing for nothing', () => {
		expect(packBlocks([], noLimits)).toBeUndefined();
	});

	it('stops before it would pass a limit, and says so', () => {
		const blocks = [block(1, 'aaaa'), block(2, 'bbbb'), block(3, 'cccc')];
		expect(packBlocks(blocks, {maxBytes: 8, maxBlocks: 9})).toMatchObject({nextSeq: 3, isCut: true});
		expect(packBlocks(blocks, {maxBytes: 99, maxBlocks: 2})).toMatchObject({nextSeq: 3, isCut: true});
		expect(packBlocks(blocks, {maxBytes: 12, maxBlocks: 3})).toMatchObject({nextSeq: 4, isCut: false});
	});

	it('takes one block that is past the limit by itself', () => {
		expect(packBlocks([block(1, 'aaaa'), block(2, 'b')], {maxBytes: 1, maxBlocks: 9})).toMatchObject({
			nextSeq: 2,
			isCut: true,
		});
	});

	it('copies the text out of the memory that it shares', () => {
		const shared = Buffer.from('xxxxtextxxxx');
		const packed = packBlocks([block(1, 'text', {bytes: shared.subarray(4, 8)})], noLimits);
		expect(packed?.blocks.text.buffer.byteLength).toBe(4);
	});
});
