import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {resolveLogFiles} from '../../src/command-line/resolve-log-files.js';
import type {StartOptionValues} from '../../src/command-line/start-option-table.js';

let cwd: string;
beforeEach(() => {
	cwd = mkdtempSync(path.join(tmpdir(), 'clumon-'));
});
afterEach(() => {
	rmSync(cwd, {recursive: true});
});

const resolve = (values: Partial<StartOptionValues>) => resolveLogFiles(values as StartOptionValues, cwd);

test('without --log-dir there are none', () => {
	expect(resolve({json: true})).toBeUndefined();
});

test('a folder that is missing is made with those above it, for its owner alone', () => {
	const folder = path.join(cwd, 'logs', 'api');
	expect(resolve({logDir: 'logs/api'})).toEqual({folder, form: 'plain'});
	expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('the form comes from --json and --log-time', () => {
	expect(resolve({logDir: '.', logTime: true})?.form).toBe('time');
	expect(resolve({logDir: '.', json: true, logTime: true})?.form).toBe('json');
});

describe('is refused, and says what to do,', () => {
	test('where it is a file', () => {
		writeFileSync(path.join(cwd, 'file'), '');
		expect(() => resolve({logDir: 'file'})).toThrow(
			`--log-dir must be a directory, got a file: ${path.join(cwd, 'file')}`,
		);
		expect(() => resolve({logDir: 'file/logs'})).toThrow(
			/file\/logs cannot be made \(ENOTDIR\), make it or name another/,
		);
	});

	test.skipIf(process.platform !== 'linux')('where none can be made', () => {
		expect(() => resolve({logDir: '/proc/logs'})).toThrow(/cannot be made \(ENOENT\)/);
	});

	test.skipIf(process.getuid?.() === 0)('where it cannot be written to', () => {
		mkdirSync(path.join(cwd, 'closed'));
		chmodSync(path.join(cwd, 'closed'), 0o500);
		expect(() => resolve({logDir: 'closed'})).toThrow(/closed cannot be written to \(EACCES\), check its permissions/);
	});

	test('with --log-time alone', () => {
		expect(() => resolve({logTime: true})).toThrow('--log-time needs --log-dir <dir>');
		expect(existsSync(path.join(cwd, 'logs'))).toBe(false);
	});
});
