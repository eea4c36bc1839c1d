import {closeSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type HeadlessLogOptions, openHeadlessLog} from '../../src/headless/headless-log.js';
import type {StandardStream} from '../../src/headless/stream-output.js';
import {buildBlock} from '../logs/build-block.js';

let folder: string;
const open = new Set<number>();

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'clumon-'));
});

afterEach(() => {
	for (const fd of open) {
		closeSync(fd);
	}

	open.clear();
	rmSync(folder, {recursive: true});
});

/** What `process.stdout` is on a file: a stream without a handle. */
function fileStream(file: string, flags = 'w'): StandardStream {
	const fd = openSync(file, flags);
	open.add(fd);
	return {fd, isTTY: false} as StandardStream;
}

function openOnFiles(options: Partial<HeadlessLogOptions> = {}) {
	const [out, err] = [path.join(folder, 'out'), path.join(folder, 'err')];
	const log = openHeadlessLog({
		format: 'text',
		ascii: false,
		stdout: fileStream(out),
		stderr: fileStream(err),
		colorLevel: {stdout: 0, stderr: 0},
		onFailure: ({error}) => {
			throw error;
		},
		onFull: () => {},
		...options,
	});
	return {log, read: () => ({out: readFileSync(out, 'utf8'), err: readFileSync(err, 'utf8')})};
}

const line = buildBlock({seq: 1, instance: 0, lines: ['GET /']});
const event = buildBlock({seq: 2, instance: 0, kind: 'event', lines: ['exited']});

test('text: output on stdout, events on stderr, all of it there after a flush', async () => {
	const {log, read} = openOnFiles();
	log.write(line);
	log.write(event);
	await log.flush(60_000);
	expect(read()).toEqual({out: '[0] GET /\n', err: '[0] ── exited ──\n'});
});

const inTurn = [event, line, line, event, line];
const textInTurn = inTurn.map(block => (block === event ? '[0] ── exited ──\n' : '[0] GET /\n')).join('');

test('where both streams end in one file, all is there in its order', async () => {
	const both = fileStream(path.join(folder, 'out'));
	const {log} = openOnFiles({stdout: both, stderr: both});
	inTurn.forEach(log.write);
	await log.flush(60_000);
	expect(readFileSync(path.join(folder, 'out'), 'utf8')).toBe(textInTurn);
});

test('where two pipes have one reader, what comes after what was written to the other one is not before it', async () => {
	const written: string[] = [];
	const openPipe = (fd: number) =>
		({
			fd,
			isTTY: false,
			_handle: {setBlocking: () => 0},
			on: () => {},
			write: (bytes: Buffer, done: () => void) => {
				written.push(bytes.toString());
				process.nextTick(done);
			},
		}) as unknown as StandardStream;
	const {log} = openOnFiles({stdout: openPipe(Number.NaN), stderr: openPipe(Number.NaN)});
	log.write(line);
	log.write(event);
	await log.flush(60_000);
	log.write(event);
	log.write(line);
	await log.flush(60_000);
	expect(written).toEqual(['[0] GET /\n', '[0] ── exited ──\n', '[0] ── exited ──\n', '[0] GET /\n']);
});

test('json: the same as objects', async () => {
	const {log, read} = openOnFiles({format: 'json'});
	log.write(line);
	log.write(event);
	await log.flush(60_000);
	expect(JSON.parse(read().out)).toMatchObject({type: 'stdout', line: 'GET /'});
	expect(JSON.parse(read().err)).toMatchObject({type: 'event', line: 'exited'});
});

test('a broken stdout is told by name, and stderr goes on', async () => {
	const onFailure = vi.fn<HeadlessLogOptions['onFailure']>();
	const {log, read} = openOnFiles({stdout: fileStream(process.execPath, 'r'), onFailure});
	log.write(line);
	await log.flush(60_000);
	log.write(line);
	log.write(event);
	await log.flush(60_000);
	expect(onFailure.mock.calls).toMatchObject([[{stream: 'stdout', error: {code: 'EBADF'}}]]);
	expect(read().err).toBe('[0] ── exited ──\n');
});
