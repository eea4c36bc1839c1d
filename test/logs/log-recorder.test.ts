import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {beforeEach, describe, expect, test, vi} from 'vitest';
import type {LogBlock} from '../../src/logs/log-block.js';
import {LogRecorder} from '../../src/logs/log-recorder.js';
import {LogStore} from '../../src/logs/log-store.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

let now: number;
let store: LogStore;
let recorder: LogRecorder;

beforeEach(() => {
	now = 1000;
	store = new LogStore({maxLines: 1000});
	recorder = new LogRecorder({store, now: () => now});
});

function write(workerId: number, text: string | Buffer, stream: 'stdout' | 'stderr' = 'stdout'): void {
	recorder.write({instance: workerId - 1, workerId, stream, chunk: Buffer.from(text)});
}

function end(workerId: number): void {
	recorder.endOutput({instance: workerId - 1, workerId});
}

function lines() {
	return store.linesFrom({seq: 0, count: 1000});
}

/** `0!text`: instance, mark of the kind, text. */
function sketch(): string[] {
	const marks = {stdout: ' ', stderr: '!', event: '-', message: '>'};
	return lines().map(({origin, text}) => `${origin.instance ?? ''}${marks[origin.kind]}${text}`);
}

describe('output', () => {
	test('lines come in order of arrival, each with its worker, stream and time', () => {
		write(1, 'a\nb\n');
		now = 2000;
		write(2, 'c\n', 'stderr');
		expect(lines()).toEqual([
			{seq: 1, at: 1000, origin: {kind: 'stdout', instance: 0, workerId: 1}, text: 'a', missingBytes: 0},
			{seq: 2, at: 1000, origin: {kind: 'stdout', instance: 0, workerId: 1}, text: 'b', missingBytes: 0},
			{seq: 3, at: 2000, origin: {kind: 'stderr', instance: 1, workerId: 2}, text: 'c', missingBytes: 0},
		]);
	});

	test('chunks of different workers and streams never mix within a line', () => {
		write(1, 'one ');
		write(2, 'two ');
		write(1, 'err ', 'stderr');
		write(1, 'more\n');
		write(2, 'more\n');
		write(1, 'more\n', 'stderr');
		expect(sketch()).toEqual(['0 one more', '1 two more', '0!err more']);
	});

	test('the end of the output ends the last line of both streams', () => {
		write(1, 'out');
		write(1, 'err', 'stderr');
		expect(sketch()).toEqual([]);
		end(1);
		expect(sketch()).toEqual(['0 out', '0!err']);
	});

	test('the end of the output, told twice or of a worker that said nothing, is nothing', () => {
		write(1, 'a\n');
		end(1);
		end(1);
		end(2);
		expect(sketch()).toEqual(['0 a']);
	});

	test('a line past 16 KiB is cut, and says how much is missing', () => {
		write(1, `a\n${'x'.repeat(20_000)}\nb\n`);
		expect(lines().map(line => [line.text.length, line.missingBytes])).toEqual([
			[1, 0],
			[16_384, 20_000 - 16_384],
			[1, 0],
		]);
		expect(lines().map(line => line.seq)).toEqual([1, 2, 3]);
	});

	test('what is kept of a chunk does not hold the chunk', () => {
		const chunk = Buffer.alloc(64 * 1024, 'x');
		chunk.write('short\n');
		write(1, chunk);
		const [block] = store.blocksFrom(0);
		expect(block?.bytes.buffer.byteLength).toBeLessThanOrEqual(8 * 1024);
	});
});

test('short lines of an instance lie side by side in memory, those of another elsewhere', () => {
	write(1, 'a\n');
	write(2, 'b\n');
	write(1, 'c\n');
	const [first, second, third] = [...store.blocksFrom(0)].map(block => block.bytes.buffer);
	expect(third).toBe(first);
	expect(second).not.toBe(first);
});

describe('events and messages', () => {
	test('stand between the output lines', () => {
		write(1, 'a\n');
		recorder.event({instance: 0, workerId: 1, text: 'exited with code 1'});
		recorder.message({instance: 1, workerId: 2, message: {ready: true}});
		recorder.event({text: 'reload: 1 of 2'});
		write(1, 'b\n');
		expect(sketch()).toEqual(['0 a', '0-exited with code 1', '1>{"ready":true}', '-reload: 1 of 2', '0 b']);
	});

	test('an event keeps that it is trouble', () => {
		recorder.event({instance: 0, workerId: 1, text: 'exited', isTrouble: true});
		recorder.event({instance: 0, workerId: 1, text: 'forked'});
		const origins = store.linesFrom({seq: 0, count: 9}).map(line => line.origin);
		expect(origins).toEqual([
			{kind: 'event', instance: 0, workerId: 1, isTrouble: true},
			{kind: 'event', instance: 0, workerId: 1},
		]);
	});

	test('an event of several lines is several lines', () => {
		recorder.event({instance: 0, text: 'one\ntwo'});
		expect(sketch()).toEqual(['0-one', '0-two']);
		expect(store.lastSeq).toBe(2);
	});

	test('an empty event is a line', () => {
		recorder.event({instance: 0, text: ''});
		expect(sketch()).toEqual(['0-']);
	});

	test('a huge message is cut like a line', () => {
		recorder.message({instance: 0, workerId: 1, message: 'x'.repeat(20_000)});
		expect(lines().map(line => [line.text.length, line.missingBytes])).toEqual([[16_384, 20_002 - 16_384]]);
	});

	test('a message that is not JSON is a line that says so', () => {
		recorder.message({instance: 0, workerId: 1, message: 1n});
		expect(sketch()).toEqual(['0>[a message that is not JSON: Do not know how to serialize a BigInt]']);
	});
});

describe('subscribers', () => {
	test('get each block once the store has it, until they unsubscribe', () => {
		const seen: [LogBlock, number][] = [];
		const unsubscribe = recorder.onBlock(block => seen.push([block, store.lastSeq]));
		write(1, 'a\nb\n');
		recorder.event({text: 'c'});
		unsubscribe();
		write(1, 'd\n');
		expect(seen.map(([block, lastSeq]) => [block.seq, block.lineCount, lastSeq])).toEqual([
			[1, 2, 2],
			[3, 1, 3],
		]);
	});

	test('a store that gets the blocks holds the same lines', () => {
		const other = new LogStore({maxLines: 1000});
		recorder.onBlock(block => other.append(structuredClone(block)));
		write(1, 'a\nb\nc');
		recorder.event({text: 'event'});
		end(1);
		expect(other.linesFrom({seq: 0, count: 100})).toEqual(lines());
	});
});

describe('the end of stderr', () => {
	test('is that of the one worker, without blank lines and without its stdout', () => {
		write(1, 'boom\n\n  at x\n', 'stderr');
		write(1, 'out\n');
		write(2, 'other\n', 'stderr');
		expect(recorder.stderrTail(1, 5)).toEqual(['boom', '  at x']);
		expect(recorder.stderrTail(1, 1)).toEqual(['  at x']);
		expect(recorder.stderrTail(3, 5)).toEqual([]);
	});

	test('holds the unfinished last line, and is known after the worker ended', () => {
		write(1, 'TypeError: x', 'stderr');
		end(1);
		expect(recorder.stderrTail(1, 5)).toEqual(['TypeError: x']);
	});

	test('goes on when more comes after the end', () => {
		write(1, 'one\n', 'stderr');
		end(1);
		write(1, 'two\n', 'stderr');
		expect(recorder.stderrTail(1, 5)).toEqual(['one', 'two']);
	});

	test('of workers that ended long ago is forgotten', () => {
		for (let workerId = 1; workerId <= 100; workerId += 1) {
			write(workerId, `last words of ${workerId}\n`, 'stderr');
			end(workerId);
		}

		expect(recorder.stderrTail(1, 5)).toEqual([]);
		expect(recorder.stderrTail(37, 5)).toEqual(['last words of 37']);
		expect(recorder.stderrTail(100, 5)).toEqual(['last words of 100']);
	});
});

test('whatever comes in whatever chunks, each stream’s lines are what was written to it', () => {
	const chunk = fc.record({
		workerId: fc.constantFrom(1, 2, 3),
		stream: fc.constantFrom('stdout' as const, 'stderr' as const),
		bytes: fc.oneof(
			fc.uint8Array({maxLength: 50}),
			fc.constantFrom('\n', '\r\n', 'a\n\nb', '語\n').map(text => Buffer.from(text)),
			fc.integer({min: 900, max: 3000}).map(size => Buffer.alloc(size, 'long line ')),
		),
	});
	fc.assert(
		fc.property(fc.array(chunk, {maxLength: 60}), chunks => {
			const kept = new LogStore({maxLines: 1e6});
			const writer = new LogRecorder({store: kept, now: () => 0});
			const sent = new Map<string, Buffer>();
			for (const {workerId, stream, bytes} of chunks) {
				const key = `${workerId} ${stream}`;
				sent.set(key, Buffer.concat([sent.get(key) ?? Buffer.alloc(0), bytes]));
				writer.write({instance: workerId, workerId, stream, chunk: Buffer.from(bytes)});
			}

			for (const workerId of [1, 2, 3]) {
				writer.endOutput({instance: workerId, workerId});
			}

			for (const [key, bytes] of sent) {
				const blocks = [...kept.blocksFrom(0)].filter(({origin}) => `${origin.workerId} ${origin.kind}` === key);
				const lines = blocks.map(block => `${Buffer.from(block.bytes).toString('latin1')}\n`).join('');
				const text = bytes.toString('latin1');
				expect(lines).toBe(text === '' || text.endsWith('\n') ? text : `${text}\n`);
			}
		}),
		{numRuns: 300},
	);
});

test('keeps lines whole up to the limit that it is given', () => {
	const store = new LogStore({maxLines: 10});
	const recorder = new LogRecorder({store, now: () => 0, lineLimitBytes: 100_000});
	const line = 'x'.repeat(60_000);
	recorder.write({instance: 0, workerId: 1, stream: 'stdout', chunk: Buffer.from(`${line}\n${line}${line}\n`)});
	expect(store.linesFrom({seq: 1, count: 10}).map(({text, missingBytes}) => [text.length, missingBytes])).toEqual([
		[60_000, 0],
		[100_000, 20_000],
	]);
});
