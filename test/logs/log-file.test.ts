import {Buffer} from 'node:buffer';
import {appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LogFile, type LogFileOptions} from '../../src/logs/log-file.js';
import {FakeDisk} from './fake-disk.js';

function start(options: Partial<LogFileOptions> = {}) {
	const disk = new FakeDisk();
	const told: string[] = [];
	const file = new LogFile({
		path: 'nowhere',
		maxBytes: 100,
		describeLoss: lines => Buffer.from(`(${lines} lost)\n`),
		onFull: isFull => told.push(isFull ? 'full' : 'not full'),
		onTrouble: error => told.push(error.message),
		onRecovery: lines => told.push(`recovered, ${lines} lost`),
		openFile: disk.open,
		...options,
	});
	return {disk, told, file, write: (...texts: readonly string[]) => file.write(texts.map(text => Buffer.from(text)))};
}

describe('on a disk that it is told of', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	const wait = async (ms: number) => vi.advanceTimersByTimeAsync(ms);
	const ENOSPC = 'ENOSPC: no space left on device';

	test('the first line is written at once, those that follow together', async () => {
		const {disk, write} = start();
		write('a\n');
		await wait(0);
		expect(disk.files).toEqual(['a\n']);
		for (const line of ['b\n', 'c\n', 'd\n']) {
			write(line);
		}
		await wait(100);
		expect(disk.files).toEqual(['a\nb\nc\nd\n']);
		expect(disk.writes).toBe(2);
	});

	test('no file is made before there is a line', async () => {
		const {disk, file} = start();
		file.reopen();
		await wait(1000);
		expect(disk.files).toEqual([]);
	});

	test('a write that takes a part is followed by one of the rest', async () => {
		const {disk, write} = start();
		disk.fill(3);
		write('12345\n');
		await wait(0);
		expect(disk.files).toEqual(['123']);
		disk.empty();
		await wait(2000);
		expect(disk.files).toEqual(['12345\n']);
	});

	test('a slow one is full when too much waits, and not full soon after it has taken some; nothing is lost', async () => {
		const {disk, told, write} = start();
		let take = () => {};
		disk.until = new Promise(resolve => {
			take = resolve;
		});
		write('a\n');
		await wait(0);
		write('x'.repeat(120), '\n');
		write('still taken\n');
		expect(told).toEqual(['full']);
		take();
		await wait(100);
		expect(told).toEqual(['full', 'not full']);
		expect(disk.files).toEqual([`a\n${'x'.repeat(120)}\nstill taken\n`]);
	});

	test('one that takes nothing for 5 s no longer makes anybody wait', async () => {
		const {disk, told, write} = start();
		disk.until = new Promise(() => {});
		write('x'.repeat(120), '\n');
		await wait(4999);
		expect(told).toEqual(['full']);
		await wait(1);
		expect(told).toEqual(['full', 'not full', 'the disk does not answer']);
	});

	test('a full one is told once, tried again each second, and what is lost said in its place', async () => {
		const {disk, told, write} = start();
		write('a\n');
		await wait(0);
		disk.fill();
		write(`${'x'.repeat(60)}\n`);
		write(`${'y'.repeat(60)}\n`);
		await wait(5000);
		write('lost\nlost as well\n');
		write('and this\n');
		await wait(5000);
		expect(told.filter(text => text !== 'not full')).toEqual(['full', ENOSPC]);
		disk.empty();
		await wait(1000);
		write('z\n');
		await wait(100);
		expect(told.at(-1)).toBe('recovered, 3 lost');
		expect(disk.files).toEqual([`a\n${'x'.repeat(60)}\n${'y'.repeat(60)}\n(3 lost)\nz\n`]);
	});

	test('a line that only fits in part is whole in the file that it is reopened as', async () => {
		const {disk, file, write} = start();
		disk.fill(8);
		write('one\ntwo and more\nthree\n');
		await wait(0);
		disk.roomBytes = 0;
		await wait(2000);
		disk.empty();
		file.reopen();
		await wait(2000);
		expect(disk.files).toEqual(['one\ntwo ', 'two and more\nthree\n']);
	});

	test('reopened in the middle of a line that takes several writes, it goes on in the old file to its end', async () => {
		const {disk, file, write} = start({maxBytes: 1e9});
		let take = () => {};
		disk.until = new Promise(resolve => {
			take = resolve;
		});
		const half = 'x'.repeat(2 ** 20);
		write(half, `${half}\n`);
		await wait(0);
		file.reopen();
		take();
		await wait(1000);
		write('b\n');
		await wait(1000);
		expect(disk.files).toEqual([`${half}${half}\n`, 'b\n']);
	});

	test('one that was removed is made again', async () => {
		const {disk, write} = start();
		write('a\n');
		await wait(1500);
		disk.links = 0;
		write('b\n');
		await wait(0);
		disk.links = 1;
		write('c\n');
		await wait(3000);
		expect(disk.files).toEqual(['a\n', 'b\nc\n']);
	});

	test('closing writes what waits at once; what cannot be written is counted', async () => {
		const {disk, file, write} = start();
		write('a\n');
		write('b\n');
		await expect(file.close(5000)).resolves.toBe(0);
		expect(disk.files).toEqual(['a\nb\n']);

		const other = start();
		other.disk.fill();
		other.write('a\nb\n', 'c\n');
		await expect(other.file.close(5000)).resolves.toBe(3);
	});

	test('closing does not wait for a disk that does not answer', async () => {
		const {disk, file, write} = start();
		disk.until = new Promise(() => {});
		write('a\nb\n');
		const closed = file.close(5000);
		await wait(5000);
		await expect(closed).resolves.toBe(2);
	});
});

describe('on a real disk', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'clumon-'));
	});
	afterEach(() => {
		rmSync(folder, {recursive: true, force: true});
	});

	function open(name = 'a.log') {
		const file = path.join(folder, name);
		return {file, read: () => readFileSync(file, 'utf8'), ...startOn(file)};
	}
	function startOn(file: string) {
		const {file: log, write, told} = start({path: file, openFile: undefined as never});
		return {log, write, told};
	}

	test('the file is its owner’s alone, and what it has is kept', async () => {
		const {file, read, log, write} = open();
		appendFileSync(file, 'before\n', {mode: 0o600});
		write('after\n');
		await log.close(60_000);
		expect(read()).toBe('before\nafter\n');
		const {mode} = statSync(file);
		expect(mode & 0o777).toBe(0o600);
	});

	test('moved away and reopened, as logrotate does', async () => {
		const {file, read, log, write} = open();
		write('a\n');
		await vi.waitFor(() => expect(read()).toBe('a\n'));
		renameSync(file, `${file}.1`);
		log.reopen();
		await vi.waitFor(() => expect(read()).toBe(''));
		write('b\n');
		await log.close(60_000);
		expect(read()).toBe('b\n');
		expect(readFileSync(`${file}.1`, 'utf8')).toBe('a\n');
	});

	test('truncated in place, as logrotate’s copytruncate does', async () => {
		const {file, read, log, write} = open();
		write('a\n'.repeat(1000));
		await vi.waitFor(() => expect(read()).toHaveLength(2000));
		truncateSync(file);
		write('b\n');
		await log.close(60_000);
		expect(read()).toBe('b\n');
	});

	test('a folder that was removed is made again', async () => {
		const {read, log, write} = open('deeper/a.log');
		write('a\n');
		await log.close(60_000);
		expect(read()).toBe('a\n');
	});

	test.skipIf(process.platform !== 'linux')('a full device is told, and counted at the end', async () => {
		const {log, write, told} = startOn('/dev/full');
		write('a\n');
		await vi.waitFor(() => expect(told).toEqual([expect.stringContaining('ENOSPC')]));
		write('b\n');
		await expect(log.close(60_000)).resolves.toBe(2);
	});
});
