import {Buffer} from 'node:buffer';
import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LogFiles, type LogFilesOptions} from '../../src/logs/log-files.js';
import {buildBlock} from './build-block.js';
import {FakeDisk} from './fake-disk.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'clumon-'));
});
afterEach(() => {
	rmSync(folder, {recursive: true, force: true});
});

function open(options: Partial<LogFilesOptions> = {}) {
	const told: string[] = [];
	const files = new LogFiles({
		folder,
		name: 'api',
		form: 'plain',
		instances: 2,
		now: () => Date.UTC(2026, 10, 23, 12, 4, 1, 123),
		onFull: ({instance, isFull}) => told.push(`${instance} ${isFull ? 'full' : 'not full'}`),
		report: text => told.push(text),
		...options,
	});
	const write = (workerId: number, text: string, stream: 'stdout' | 'stderr' = 'stdout') =>
		files.write({instance: workerId % 2, workerId, stream, chunk: Buffer.from(text)});
	const end = (workerId: number) => files.endOutput({instance: workerId % 2, workerId});
	return {files, told, write, end};
}

const read = (name: string) => readFileSync(path.join(folder, name), 'latin1');
const event = buildBlock({
	seq: 1,
	instance: 0,
	kind: 'event',
	lines: ['w1 exited with code 1'],
	at: Date.UTC(2026, 0, 1),
});

test('a file for each instance has what its workers wrote, and nothing else', async () => {
	const {files, write, end} = open();
	write(2, 'GET /\n\u001B[31mred\u001B[0m\r\n');
	write(3, 'other\n');
	write(2, 'TypeError\n', 'stderr');
	files.writeEvents(event);
	end(2);
	write(4, 'the next worker\n');
	await files.close(60_000);
	expect(read('api-0.log')).toBe('GET /\n\u001B[31mred\u001B[0m\r\nTypeError\nthe next worker\n');
	expect(read('api-1.log')).toBe('other\n');
	expect(readdirSync(folder)).toEqual(['api-0.log', 'api-1.log', 'api-events.log']);
});

test('events stand in a file of their own, with the time and the instance', async () => {
	const {files} = open();
	files.writeEvents(event);
	files.writeEvents(buildBlock({seq: 2, instance: undefined, kind: 'event', lines: ['reload', 'of 2']}));
	await files.close(60_000);
	expect(read('api-events.log')).toBe(
		'2026-01-01T00:00:00.000Z [0] w1 exited with code 1\n1970-01-01T00:00:00.000Z reload\n1970-01-01T00:00:00.000Z of 2\n',
	);
});

test('a line past what the screen shows is whole, and what has no end gets one when its worker ends', async () => {
	const {files, write, end} = open();
	const long = 'x'.repeat(100_000);
	write(2, long);
	write(4, 'between\n');
	write(2, `${long}\nlast words`);
	end(2);
	await files.close(60_000);
	expect(read('api-0.log')).toBe(`between\n${long}${long}\nlast words\n`);
});

test('with a time before each line', async () => {
	const {files, write} = open({form: 'time'});
	write(2, 'a\n\nb\n');
	await files.close(60_000);
	const time = '2026-11-23T12:04:01.123Z';
	expect(read('api-0.log')).toBe(`${time} a\n${time} \n${time} b\n`);
});

test('as JSON, with the fields that the log has on stdout', async () => {
	const {files, write} = open({form: 'json'});
	write(2, 'a "quoted"\r\n');
	write(2, 'oops\n', 'stderr');
	files.writeEvents(event);
	await files.close(60_000);
	const time = '2026-11-23T12:04:01.123Z';
	expect(
		read('api-0.log')
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line)),
	).toEqual([
		{time, type: 'stdout', instance: 0, worker: 2, line: 'a "quoted"'},
		{time, type: 'stderr', instance: 0, worker: 2, line: 'oops'},
	]);
	expect(JSON.parse(read('api-events.log'))).toMatchObject({type: 'event', line: 'w1 exited with code 1'});
});

describe('a disk', () => {
	test('that is full is told once for all files, and that it has room again with what is missing', async () => {
		const disk = new FakeDisk();
		const {told, write} = open({openFile: disk.open, instances: 64});
		disk.fill();
		write(2, 'a\n');
		write(3, 'b\n');
		await vi.waitFor(() => expect(told).toHaveLength(1));
		expect(told[0]).toMatch(
			/^api-[01]\.log cannot be written: ENOSPC.*; the workers go on, and it is tried again every second$/,
		);
		write(2, `${'x'.repeat(2 ** 20)}\n`);
		write(2, 'lost\nlost\n');
		disk.empty();
		await vi.waitFor(() => expect(told).toHaveLength(2), {timeout: 10_000});
		expect(told[1]).toBe('the log files are written again, 2 lines are missing');
	});

	test('that is slow makes the workers of the one instance wait that writes too much', async () => {
		const disk = new FakeDisk();
		let take = () => {};
		disk.until = new Promise(resolve => {
			take = resolve;
		});
		const {told, write} = open({openFile: disk.open, instances: 64});
		write(2, `${'x'.repeat(2 ** 20)}\n`);
		write(3, 'little\n');
		expect(told).toEqual(['0 full']);
		take();
		await vi.waitFor(() => expect(told).toEqual(['0 full', '0 not full']));
	});
});

test('whatever is written in whatever chunks, over restarts and reopenings, the files have it, line by line', async () => {
	const stream = fc.constantFrom('stdout' as const, 'stderr' as const);
	const text = fc.oneof(
		fc.string({maxLength: 20}),
		fc.constantFrom('\n', 'a\nb\n', '\r\n', '語'),
		fc.integer({min: 1000, max: 70_000}).map(size => 'long '.repeat(size / 5)),
	);
	const step = fc.oneof(
		{weight: 10, arbitrary: fc.record({act: fc.constant('write' as const), worker: fc.nat(3), stream, text})},
		{weight: 2, arbitrary: fc.record({act: fc.constant('restart' as const), worker: fc.nat(3)})},
		{weight: 1, arbitrary: fc.record({act: fc.constant('reopen' as const)})},
		{weight: 1, arbitrary: fc.record({act: fc.constant('turn' as const)})},
	);
	await fc.assert(
		fc.asyncProperty(fc.array(step, {maxLength: 60}), async steps => {
			rmSync(folder, {recursive: true, force: true});
			const {files} = open();
			/** Two workers for each of two instances, replaced again and again. Their lines by stream, as they were sent. */
			const ids = [0, 1, 2, 3];
			let nextId = 4;
			let moved = 0;
			const sent = new Map<string, string>();
			for (const [at, one] of steps.entries()) {
				if (one.act === 'write') {
					const workerId = ids[one.worker] ?? 0;
					// Each line says whose it is, so that it is found again.
					const tag = `<${workerId} ${one.stream}>`;
					const key = `${one.worker % 2} ${tag}`;
					const chunk = one.text.replaceAll('\n', `${tag}\n`);
					sent.set(key, (sent.get(key) ?? '') + chunk);
					files.write({instance: one.worker % 2, workerId, stream: one.stream, chunk: Buffer.from(chunk)});
				} else if (one.act === 'restart') {
					files.endOutput({instance: one.worker % 2, workerId: ids[one.worker] ?? 0});
					ids[one.worker] = nextId++;
				} else if (one.act === 'reopen') {
					moved = moveAway(at) || moved;
					files.reopen();
				} else {
					await new Promise(setImmediate);
				}
			}
			for (const [worker, workerId] of ids.entries()) {
				files.endOutput({instance: worker % 2, workerId});
			}
			expect(await files.close(60_000)).toBe(0);
			for (const [key, text] of sent) {
				const [instance = '', ...rest] = key.split(' ');
				const tag = rest.join(' ');
				const wanted = Buffer.from(text)
					.toString('latin1')
					.split('\n')
					.filter(line => line.endsWith(tag));
				expect(linesOf(instance).filter(line => line.endsWith(tag))).toEqual(wanted);
			}
			const all = [...sent.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
			const unended = [...sent.values()].filter(text => text !== '' && !text.endsWith('\n')).length;
			const written = readdirIfAny().reduce((sum, name) => sum + read(name).length, 0);
			expect(written).toBe(all + unended);
		}),
		{numRuns: 100},
	);
});

function readdirIfAny(): string[] {
	try {
		return readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
	} catch {
		// ENOENT: nothing was written.
		return [];
	}
}

/** Of all files of an instance, the oldest first. */
function linesOf(instance: string): string[] {
	return readdirIfAny()
		.filter(name => name.startsWith(`api-${instance}.log`))
		.sort((a, b) => orderOf(a) - orderOf(b))
		.flatMap(name => read(name).split('\n'));
}

/** The one without a number is the newest. */
function orderOf(name: string): number {
	return Number(name.split('.log.')[1] ?? Number.POSITIVE_INFINITY);
}

function moveAway(at: number): number {
	for (const name of readdirIfAny().filter(file => file.endsWith('.log'))) {
		renameSync(path.join(folder, name), path.join(folder, `${name}.${at}`));
	}
	return at;
}
