import {Buffer} from 'node:buffer';
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Writable} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {afterEach, expect, test, vi} from 'vitest';
import {createStreamOutput, type StandardStream} from '../../src/headless/stream-output.js';

const cleanups: (() => void)[] = [];

afterEach(() => {
	for (const cleanup of cleanups.splice(0)) {
		cleanup();
	}
});

/** Writes, and resolves with the error or undefined. */
async function write(output: ReturnType<typeof createStreamOutput>, bytes: Buffer): Promise<Error | undefined> {
	return new Promise(resolve => {
		output.write(bytes, resolve);
	});
}

/** A child that leaves its stdin alone until it is told to `read` it, and then says how many bytes came, or to `close` it. */
function startReader(): {child: ChildProcess; stdin: Writable} {
	const script = `process.on('message', word => {
		if (word === 'close') {
			require('node:fs').closeSync(0);
			process.send('closed');
			return;
		}
		let bytes = 0;
		process.stdin.on('data', chunk => { bytes += chunk.length; }).on('end', () => { process.send(bytes, () => process.exit()); });
	});`;
	const child = spawn(process.execPath, ['-e', script], {stdio: ['pipe', 'inherit', 'inherit', 'ipc']});
	cleanups.push(() => child.kill('SIGKILL'));
	if (child.stdin === null) {
		throw new Error('the reader has no stdin');
	}

	return {child, stdin: child.stdin};
}

function asStandardStream(stream: Writable): StandardStream {
	return Object.assign(stream, {fd: -1, isTTY: false}) as Writable & StandardStream;
}

test('a pipe whose reader does not read waits, and the event loop turns', async () => {
	const {child, stdin} = startReader();
	const output = createStreamOutput(asStandardStream(stdin));
	const bytes = 4 * 1024 * 1024;
	let written = false;
	const done = write(output, Buffer.alloc(bytes)).then(error => {
		written = true;
		return error;
	});

	await once(child, 'spawn');
	expect(written).toBe(false);
	child.send('read');
	expect(await done).toBeUndefined();
	stdin.end();
	expect(await once(child, 'message')).toEqual([bytes, undefined]);
});

test('a terminal is taken out of the blocking mode that Node puts it in', () => {
	const setBlocking = vi.fn();
	createStreamOutput({
		fd: 1,
		isTTY: true,
		on: vi.fn(),
		write: vi.fn(),
		_handle: {setBlocking},
	} as unknown as StandardStream);
	expect(setBlocking.mock.calls).toEqual([[false]]);
});

test('a pipe without a reader is an error of the write, and of nothing else', async () => {
	const {child, stdin} = startReader();
	const output = createStreamOutput(asStandardStream(stdin));
	child.send('close');
	await once(child, 'message');
	expect(await write(output, Buffer.from('x\n'))).toMatchObject({code: 'EPIPE'});
	// The stream's own error event has had its turn: without a listener it would have ended this process.
	await turn();
});

/** What `process.stdout` is on a file: a stream without a handle. */
function fileStream(fd: number): StandardStream {
	const unused = () => {
		throw new Error('a file is written by its descriptor');
	};
	return {fd, isTTY: false, write: unused, on: unused} as unknown as StandardStream;
}

test('a file is appended to', async () => {
	const file = path.join(temporaryFolder(), 'out');
	const fd = openSync(file, 'w');
	cleanups.push(() => closeSync(fd));
	const output = createStreamOutput(fileStream(fd));
	expect(await write(output, Buffer.from('one\n'))).toBeUndefined();
	expect(await write(output, Buffer.alloc(300_000, 'x'))).toBeUndefined();
	expect(await write(output, Buffer.from('two\n'))).toBeUndefined();
	expect(readFileSync(file, 'utf8')).toBe(`one\n${'x'.repeat(300_000)}two\n`);
});

test('a file that cannot be written is an error', async () => {
	const fd = openSync(process.execPath, 'r');
	cleanups.push(() => closeSync(fd));
	expect(await write(createStreamOutput(fileStream(fd)), Buffer.from('x'))).toMatchObject({code: 'EBADF'});
});

test.skipIf(process.platform === 'win32')('what does not fit now is written later, and nothing twice', async () => {
	const fifo = path.join(temporaryFolder(), 'fifo');
	execFileSync('mkfifo', [fifo]);
	const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
	cleanups.push(() => closeSync(fd));
	const retry = nextTimer();
	const bytes = Buffer.from(Array.from({length: 100_000}, (_, index) => index % 251));
	const done = write(createStreamOutput(fileStream(fd)), bytes);

	const tryAgain = await retry;
	const first = readAvailable(fd);
	expect(first.length).toBeLessThan(bytes.length);
	tryAgain();
	expect(await done).toBeUndefined();
	expect(Buffer.concat([first, readAvailable(fd)]).equals(bytes)).toBe(true);
});

test.skipIf(process.platform !== 'linux')('a full disk is no error: it may have room later', async () => {
	const fd = openSync('/dev/full', 'w');
	cleanups.push(() => closeSync(fd));
	const retry = nextTimer();
	let ended = false;
	createStreamOutput(fileStream(fd)).write(Buffer.from('x'), () => {
		ended = true;
	});
	await retry;
	expect(ended).toBe(false);
});

/** The next timer's callback, for the test to call instead of the clock. */
async function nextTimer(): Promise<() => void> {
	return new Promise(resolve => {
		const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(callback => {
			spy.mockRestore();
			resolve(callback);
			return setTimeout(() => {}, 0);
		});
	});
}

function readAvailable(fd: number): Buffer {
	const buffer = Buffer.alloc(200_000);
	return buffer.subarray(0, readSync(fd, buffer));
}

function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'clumon-'));
	cleanups.push(() => rmSync(folder, {recursive: true}));
	return folder;
}
