import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {LogReader} from '../../../src/ui/log/log-reader.js';
import {saveLog} from '../../../src/ui/log/save-log.js';
import {line, logOf, NOON, numbered, origin} from '../screen-fixtures.js';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'clumon-save-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

const FILE = 'app-20261122-123000.log';
const save = (log: LogReader, changes: Partial<Parameters<typeof saveLog>[0]> = {}) =>
	saveLog({log, filter: {}, folder, name: 'app', now: NOON, ...changes});
const read = (file = FILE) => readFileSync(join(folder, file), 'utf8');

describe('the log as a file', () => {
	it('has time, instance, kind and plain text of each line', async () => {
		const lines = [
			line(1, '\x1b[32mout\x1b[0m'),
			line(2, 'err', {origin: origin('stderr', 12)}),
			line(3, '{"a":1}', {origin: origin('message', 1)}),
			line(4, 'reload done', {origin: origin('event', undefined), missingBytes: 2048}),
		].map(entry => ({...entry, at: Date.UTC(2026, 0, 2, 3, 4, 5, 67)}));
		expect(await save(logOf(lines))).toEqual({ok: true, message: `saved 4 lines to ${FILE}`});
		expect(read().split('\n')).toEqual([
			'2026-01-02T03:04:05.067Z 0  out',
			'2026-01-02T03:04:05.067Z 12! err',
			'2026-01-02T03:04:05.067Z 1> {"a":1}',
			'2026-01-02T03:04:05.067Z  - reload done [+2K not kept]',
			'',
		]);
	});

	it('is whole, however long, and belongs to the user alone', async () => {
		expect(await save(logOf(numbered(1, 2345)))).toMatchObject({message: `saved 2,345 lines to ${FILE}`});
		expect(read().match(/ line \d+\n/g)).toHaveLength(2345);
		expect(statSync(join(folder, FILE)).mode & 0o777).toBe(0o600);
	});

	it('has the lines of the view where only that is wanted', async () => {
		const lines = [line(1, 'a'), line(2, 'b', {origin: origin('stdout', 1)})];
		await save(logOf(lines), {filter: {instance: 1}});
		expect(read()).toMatch(/^\S+ 1 {2}b\n$/);
	});

	it('is named so that it is a file in that folder', async () => {
		await save(logOf(numbered(1, 1)), {name: '../a/b'});
		expect(readdirSync(folder)).toEqual(['.._a_b-20261122-123000.log']);
	});

	it('never takes the place of another, and has a name of its own', async () => {
		writeFileSync(join(folder, FILE), 'mine');
		const second = 'app-20261122-123000-2.log';
		expect(await save(logOf(numbered(1, 3)))).toEqual({ok: true, message: `saved 3 lines to ${second}`});
		await save(logOf(numbered(1, 3)));
		expect(readdirSync(folder).toSorted()).toEqual([second, 'app-20261122-123000-3.log', FILE]);
		expect(read()).toBe('mine');
	});

	it('is written once by each of several at a time', async () => {
		const replies = await Promise.all([1, 2, 3].map(count => save(logOf(numbered(1, count * 1000)))));
		const files = replies.map(({message}) => message.split(' ').at(-1) ?? '');
		expect(files.map(file => read(file).match(/\n/g)?.length)).toEqual([1000, 2000, 3000]);
		expect(readdirSync(folder)).toHaveLength(3);
	});

	it('is called partial until it is whole', async () => {
		const log = logOf(numbered(1, 3));
		const seen: string[] = [];
		const linesFrom: LogReader['linesFrom'] = range => {
			seen.push(...readdirSync(folder));
			return log.linesFrom(range);
		};
		await save({...log, linesFrom});
		expect(new Set(seen)).toEqual(new Set([`${FILE}.partial`]));
		expect(readdirSync(folder)).toEqual([FILE]);
	});

	it('says where lines came and left while the log was paused', async () => {
		const lines = [...numbered(1, 2), ...numbered(90, 91)];
		const reply = await save(logOf(lines, true, {after: 2, lines: 12_345}));
		expect(reply).toMatchObject({message: `saved 4 lines to ${FILE}`});
		const texts = read()
			.split('\n')
			.map(row => row.slice(25));
		expect(texts).toEqual(['0  line 1', '0  line 2', ' - 12,345 lines not kept', '0  line 90', '0  line 91', '']);
	});

	it('is not there, and is said why, where there is no folder', async () => {
		const reply = await save(logOf(numbered(1, 3)), {folder: join(folder, 'gone')});
		expect(reply).toMatchObject({ok: false, message: expect.stringMatching(/^not saved: ENOENT/)});
	});

	it('says by its name that the rest is missing', async () => {
		const log = logOf(numbered(1, 1200));
		const failing: LogReader = {
			...log,
			linesFrom: range => {
				if (range.seq > 600) {
					throw new Error('ENOSPC: no space left on device');
				}
				return log.linesFrom(range);
			},
		};
		const reply = await save(failing);
		expect(reply.message).toMatch(/^saved only 1,000 lines to .*\.log\.partial: ENOSPC/);
		await save(failing);
		// The one before it is another file.
		expect(readdirSync(folder).toSorted()).toEqual(['app-20261122-123000-2.log.partial', `${FILE}.partial`]);
	});

	it('waits until it is known which lines they are', async () => {
		const reply = await save(logOf(numbered(1, 3), false), {filter: {level: 'error'}});
		expect(reply).toMatchObject({ok: false, message: expect.stringContaining('still being looked through')});
		expect(readdirSync(folder)).toEqual([]);
	});
});
