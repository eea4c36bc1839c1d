import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {BatchQueue} from '../../src/logs/batch-queue.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

test('what goes in comes out, in order and whole', () => {
	const sizes = fc.oneof(fc.integer({min: 0, max: 200}), fc.integer({min: 20_000, max: 100_000}));
	fc.assert(
		fc.property(fc.array(fc.record({bytes: sizes, takeAfter: fc.boolean()}), {maxLength: 40}), steps => {
			const queue = new BatchQueue();
			const given: Buffer[] = [];
			const taken: Buffer[] = [];
			const take = () => {
				const batch = queue.take();
				taken.push(...(batch === undefined ? [] : [batch]));
				return batch;
			};
			for (const [index, {bytes, takeAfter}] of steps.entries()) {
				const piece = Buffer.alloc(bytes, index);
				given.push(Buffer.from(piece));
				queue.push(piece);
				if (takeAfter) {
					take();
				}
			}

			const left = Buffer.concat(given).length - Buffer.concat(taken).length;
			expect(queue.queuedBytes).toBe(left);
			while (take() !== undefined) {
				// Until nothing is left.
			}

			expect(Buffer.concat(taken).equals(Buffer.concat(given))).toBe(true);
			expect(queue.queuedBytes).toBe(0);
		}),
	);
});

test('many small pieces are one batch', () => {
	const queue = new BatchQueue();
	for (let index = 0; index < 100; index += 1) {
		queue.push(Buffer.from('line\n'));
	}

	expect(queue.take()?.toString()).toBe('line\n'.repeat(100));
	expect(queue.take()).toBeUndefined();
});

test('a queue of short lines costs little more than their bytes', () => {
	const queue = new BatchQueue();
	for (let index = 0; index < 5000; index += 1) {
		queue.push(Buffer.from('a line of thirty bytes or so\n'));
	}

	const batches = new Set<unknown>();
	let heldBytes = 0;
	for (let batch = queue.take(); batch !== undefined; batch = queue.take()) {
		if (!batches.has(batch.buffer)) {
			batches.add(batch.buffer);
			heldBytes += batch.buffer.byteLength;
		}
	}

	expect(heldBytes).toBeLessThan(3 * 64 * 1024 + 1);
});

test('a cleared queue is empty, and can be used again', () => {
	const queue = new BatchQueue();
	queue.push(Buffer.from('small'));
	queue.push(Buffer.alloc(100_000));
	queue.push(Buffer.from('small'));
	queue.clear();
	expect(queue.queuedBytes).toBe(0);
	expect(queue.take()).toBeUndefined();
	queue.push(Buffer.from('new'));
	expect(queue.take()?.toString()).toBe('new');
});
