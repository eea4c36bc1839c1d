import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {describe, expect, it, vi} from 'vitest';
import {PipeReader} from '../../src/supervisor/pipe-reader.js';

/** A pipe that says when it is read from, and gives what it is told to. */
function openPipe() {
	const stream = new PassThrough();
	let isReading = true;
	Object.assign(stream, {
		_handle: {
			readStart: () => {
				isReading = true;
			},
			readStop: () => {
				isReading = false;
			},
		},
	});
	let bytes = 0;
	const reader = new PipeReader(stream, chunk => {
		bytes += chunk.length;
	});
	return {
		stream,
		reader,
		isReading: () => isReading,
		bytes: () => bytes,
		give: (size: number) => stream.emit('data', Buffer.alloc(size)),
	};
}

describe('PipeReader', () => {
	it('rests after line upon line, and then reads on', async () => {
		const {isReading, give, bytes} = openPipe();
		const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
		give(100);
		give(100);
		now.mockRestore();
		expect(isReading()).toBe(false);
		await vi.waitFor(() => expect(isReading()).toBe(true));
		expect(bytes()).toBe(200);
	});

	it('goes on with the next turn after a turn full of work, whichever pipe it came from', async () => {
		const [one, other] = [openPipe(), openPipe()];
		one.give(2 ** 20);
		other.give(50_000);
		expect([one.isReading(), other.isReading()]).toEqual([false, false]);
		await turn();
		expect([one.isReading(), other.isReading()]).toEqual([true, true]);
	});

	it('does not read while it is held, whatever else would let it', async () => {
		const {reader, isReading, give} = openPipe();
		give(2 ** 20);
		reader.hold();
		await turn();
		expect(isReading()).toBe(false);
		reader.release();
		expect(isReading()).toBe(true);
	});

	it('reads all that is left, without a rest, once its writer has ended, held or not', () => {
		const {reader, isReading, give} = openPipe();
		reader.hold();
		reader.finish();
		expect(isReading()).toBe(true);
		give(100);
		give(100);
		reader.hold();
		expect(isReading()).toBe(true);
	});

	it('says when the pipe is closed', async () => {
		const {reader, stream} = openPipe();
		stream.destroy(new Error('EIO'));
		await reader.closed;
	});
});
