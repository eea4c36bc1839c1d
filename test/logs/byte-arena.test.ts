import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {ByteArena} from '../../src/logs/byte-arena.js';

test('a small piece of a large chunk does not hold the chunk', () => {
	const chunk = Buffer.alloc(64 * 1024, 'x');
	const kept = new ByteArena().keep(chunk.subarray(100, 150));
	expect(kept.toString()).toBe('x'.repeat(50));
	expect(kept.buffer.byteLength).toBeLessThanOrEqual(8 * 1024);
});

test('small pieces lie side by side in one buffer, and none overwrites another', () => {
	const arena = new ByteArena();
	const texts = Array.from({length: 500}, (_, index) => `line ${index}`);
	const kept = texts.map(text => arena.keep(Buffer.from(text)));
	expect(kept.map(String)).toEqual(texts);
	expect(new Set(kept.map(bytes => bytes.buffer)).size).toBe(1);
});

test('a full slab is followed by another', () => {
	const arena = new ByteArena();
	const kept = Array.from({length: 20}, (_, index) => arena.keep(Buffer.alloc(1000, index)));
	expect(kept.every((bytes, index) => bytes.equals(Buffer.alloc(1000, index)))).toBe(true);
	expect(new Set(kept.map(bytes => bytes.buffer)).size).toBe(3);
});

test('a large piece that is most of its chunk is kept where it is', () => {
	const run = Buffer.alloc(64 * 1024).subarray(0, 60_000);
	expect(new ByteArena().keep(run)).toBe(run);
});

test('a large piece of a much larger chunk gets memory of its own', () => {
	const run = Buffer.alloc(64 * 1024, 'y').subarray(0, 16 * 1024);
	const kept = new ByteArena().keep(run);
	expect(kept.equals(run)).toBe(true);
	expect(kept.buffer.byteLength).toBe(16 * 1024);
});

test('nothing is kept as nothing', () => {
	expect(new ByteArena().keep(Buffer.alloc(0))).toHaveLength(0);
});
