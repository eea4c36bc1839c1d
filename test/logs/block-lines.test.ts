import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {asBuffer, decodeBlock, sliceBlock} from '../../src/logs/block-lines.js';
import {buildBlock} from './build-block.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

function textsOf(block: Parameters<typeof decodeBlock>[0]): string[] {
	return decodeBlock(block).map(line => line.text);
}

test('lines are decoded with their number, time and origin', () => {
	const block = buildBlock({seq: 7, lines: ['grün', ''], instance: 3, kind: 'stderr', at: 99, missingBytes: 5});
	const origin = {kind: 'stderr', instance: 3, workerId: 4};
	expect(decodeBlock(block)).toEqual([
		{seq: 7, at: 99, origin, text: 'grün', missingBytes: 5},
		{seq: 8, at: 99, origin, text: '', missingBytes: 5},
	]);
});

test('an empty block is one empty line', () => {
	expect(textsOf(buildBlock({seq: 1, instance: 0, lines: ['']}))).toEqual(['']);
});

test('the CR of a line end goes, other CRs stay', () => {
	expect(textsOf(buildBlock({seq: 1, instance: 0, lines: ['a\r', '\rb', 'c\r\r']}))).toEqual(['a', '\rb', 'c\r']);
});

test('bytes that are no UTF-8 become replacement characters, a byte order mark stays', () => {
	const block = {...buildBlock({seq: 1, instance: 0, lines: ['']}), bytes: Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff])};
	expect(textsOf(block)).toEqual(['\uFEFFA\uFFFD']);
});

test('a block that crossed threads is decoded the same', () => {
	const block = structuredClone(buildBlock({seq: 1, instance: 0, lines: ['grün', 'blau']}));
	expect(Buffer.isBuffer(block.bytes)).toBe(false);
	expect(textsOf(block)).toEqual(['grün', 'blau']);
	expect(textsOf(sliceBlock(block, {from: 1, to: 2}))).toEqual(['blau']);
});

test('a slice is the lines between, numbered as they were, over the same memory', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom('', 'a', 'bb', 'ö\r', 'long line'), {minLength: 1, maxLength: 12}),
			fc.nat(),
			fc.nat(),
			(lines, one, other) => {
				const from = one % lines.length;
				const to = from + 1 + (other % (lines.length - from));
				const block = buildBlock({seq: 10, instance: 0, lines});
				const slice = sliceBlock(block, {from, to});
				expect(decodeBlock(slice)).toEqual(decodeBlock(block).slice(from, to));
				expect(slice.lineCount).toBe(to - from);
				expect(slice.bytes.buffer).toBe(block.bytes.buffer);
			},
		),
	);
});

test('all lines are the block itself', () => {
	const block = buildBlock({seq: 1, instance: 0, lines: ['a', 'b']});
	expect(sliceBlock(block, {from: 0, to: 2})).toBe(block);
});

test('bytes become a Buffer over the same memory', () => {
	const bytes = new Uint8Array([0, 65, 66]).subarray(1);
	const buffer = asBuffer(bytes);
	expect(buffer.toString()).toBe('AB');
	expect(buffer.buffer).toBe(bytes.buffer);
	expect(asBuffer(buffer)).toBe(buffer);
});
