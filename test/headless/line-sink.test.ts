import {Buffer} from 'node:buffer';
import {setImmediate as turn} from 'node:timers/promises';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {LineSink, type LineSinkOptions} from '../../src/headless/line-sink.js';

/** An output whose reader takes one write at a time, when told to. */
class StubOutput {
	readonly writes: string[] = [];
	#done: ((error?: Error) => void) | undefined;

	write(bytes: Buffer, done: (error?: Error) => void): void {
		expect(this.#done, 'one write at a time').toBeUndefined();
		this.writes.push(bytes.toString());
		this.#done = done;
	}

	/** Ends the write under way. */
	take(error?: Error): void {
		const done = this.#done;
		this.#done = undefined;
		done?.(error);
	}

	get isWriting(): boolean {
		return this.#done !== undefined;
	}

	takeAll(): void {
		while (this.isWriting) {
			this.take();
		}
	}
}

function open({maxBytes = 1000, onFull}: Partial<Pick<LineSinkOptions, 'maxBytes' | 'onFull'>> = {}) {
	const output = new StubOutput();
	const onFailure = vi.fn<(error: Error) => void>();
	const sink = new LineSink({
		output: {isFile: false, write: (bytes, done) => output.write(bytes, done)},
		describeLoss: lines => `(${lines} lost)\n`,
		onFailure,
		maxBytes,
		...(onFull === undefined ? {} : {onFull}),
	});
	return {output, sink, onFailure, write: (text: string) => sink.write(Buffer.from(text), text.split('\n').length - 1)};
}

afterEach(() => {
	vi.useRealTimers();
});

describe('writing', () => {
	test('what is written in one turn goes out in one write after it', async () => {
		const {output, write} = open();
		write('a\n');
		write('b\nc\n');
		expect(output.writes).toEqual([]);
		await turn();
		expect(output.writes).toEqual(['a\nb\nc\n']);
	});

	test('what comes while a write is under way goes out together after it', async () => {
		const {output, write} = open();
		write('a\n');
		await turn();
		write('b\n');
		await turn();
		write('c\n');
		expect(output.writes).toEqual(['a\n']);
		output.take();
		expect(output.writes).toEqual(['a\n', 'b\nc\n']);
	});

	test('what comes after a rest goes out too', async () => {
		const {output, write} = open();
		write('a\n');
		await turn();
		output.take();
		write('b\n');
		await turn();
		expect(output.writes).toEqual(['a\n', 'b\n']);
	});
});

describe('a reader that is too slow', () => {
	const line = `${'x'.repeat(99)}\n`;

	test('loses whole lines, the newest, and is told how many in their place', async () => {
		const {output, write} = open({maxBytes: 500});
		write('first\n');
		await turn();
		for (let index = 0; index < 20; index += 1) {
			write(line);
		}

		output.takeAll();
		write('next\n');
		await turn();
		output.takeAll();
		expect(output.writes.join('')).toBe(`first\n${line.repeat(5)}(15 lost)\nnext\n`);
	});

	test('once lines are lost, all that come are, until half of what waits is out', async () => {
		const {output, write} = open({maxBytes: 100_000});
		const large = `${'x'.repeat(39_999)}\n`;
		write('first\n');
		await turn();
		write(large);
		write(large);
		write('a\nb\n'.repeat(10_000));
		write('small, and lost as well\n');
		output.take();
		write('still too much waits\n');
		output.take();
		write('next\n');
		output.takeAll();
		expect(output.writes.join('')).toBe(`first\n${large}${large}(20002 lost)\nnext\n`);
	});

	test('is told of a loss also when nothing more comes', async () => {
		const {output, write} = open({maxBytes: 10});
		write('0123456\n');
		write('lost\n');
		await turn();
		output.takeAll();
		expect(output.writes.join('')).toBe('0123456\n(1 lost)\n');
	});

	test('a block larger than the bound is lost, not stuck', async () => {
		const {output, write} = open({maxBytes: 10});
		write('far too much for it\n');
		await turn();
		output.takeAll();
		write('next\n');
		await turn();
		output.takeAll();
		expect(output.writes.join('')).toBe('(1 lost)\nnext\n');
	});
});

describe('an output that must have all of it', () => {
	const line = `${'x'.repeat(99)}\n`;

	test('makes whoever writes wait instead of losing lines, until there is room for a little', async () => {
		const onFull = vi.fn<(isFull: boolean) => void>();
		const {output, write} = open({maxBytes: 1000, onFull});
		write('first\n');
		await turn();
		for (let index = 0; index < 12; index += 1) {
			write(line);
		}

		expect(onFull.mock.calls).toEqual([[true]]);
		output.take();
		expect(onFull.mock.calls).toEqual([[true]]);
		output.takeAll();
		expect(onFull.mock.calls).toEqual([[true], [false]]);
		expect(output.writes.join('')).toBe(`first\n${line.repeat(12)}`);
	});

	test('that takes nothing for 5 s loses lines all the same, and says how many', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		const onFull = vi.fn<(isFull: boolean) => void>();
		const {output, write} = open({maxBytes: 100, onFull});
		write('first\n');
		await turn();
		write(line);
		write(line);
		vi.advanceTimersByTime(4999);
		expect(onFull.mock.calls).toEqual([[true]]);
		vi.advanceTimersByTime(1);
		expect(onFull.mock.calls).toEqual([[true], [false]]);
		write('lost\n');
		output.takeAll();
		write('next\n');
		await turn();
		output.takeAll();
		expect(output.writes.join('')).toBe(`first\n${line}${line}(1 lost)\nnext\n`);
	});

	test('that breaks keeps nobody waiting', async () => {
		const onFull = vi.fn<(isFull: boolean) => void>();
		const {output, write} = open({maxBytes: 100, onFull});
		write('first\n');
		await turn();
		write(line);
		write(line);
		output.take(new Error('EIO'));
		expect(onFull.mock.calls).toEqual([[true], [false]]);
	});
});

describe('a broken output', () => {
	test('is told once, and nothing is written after it', async () => {
		const {output, write, onFailure} = open();
		write('a\n');
		await turn();
		write('b\n');
		const error = Object.assign(new Error('write EPIPE'), {code: 'EPIPE'});
		output.take(error);
		write('c\n');
		await turn();
		expect(onFailure.mock.calls).toEqual([[error]]);
		expect(output.writes).toEqual(['a\n']);
	});

	test('lets a flush end', async () => {
		const {output, write, sink} = open();
		write('a\n');
		const flushed = sink.flush(1e9);
		await turn();
		output.take(new Error('EIO'));
		await flushed;
		await sink.flush(1e9);
	});
});

describe('flush', () => {
	test('ends at once when nothing waits', async () => {
		await open().sink.flush(1e9);
	});

	test('ends when all is written, the word of a loss included', async () => {
		const {output, write, sink} = open({maxBytes: 10});
		write('0123456\n');
		write('lost\n');
		let flushed = false;
		const flush = sink.flush(1e9).then(() => {
			flushed = true;
		});
		await turn();
		output.take();
		await turn();
		expect(output.writes.at(-1)).toBe('(1 lost)\n');
		expect(flushed).toBe(false);
		output.take();
		await flush;
	});

	test('leaves no timer behind', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		const {output, write, sink} = open();
		write('a\n');
		const flush = sink.flush(2000);
		await turn();
		output.take();
		await flush;
		expect(vi.getTimerCount()).toBe(0);
	});

	test('ends after its time when the reader does not read', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		const {write, sink} = open();
		write('a\n');
		let flushed = false;
		const flush = sink.flush(2000).then(() => {
			flushed = true;
		});
		await vi.advanceTimersByTimeAsync(1999);
		expect(flushed).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		await flush;
	});
});
