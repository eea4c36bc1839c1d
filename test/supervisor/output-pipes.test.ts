import {mkdtempSync, readdirSync, readSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {closePipe, makeOutputPipes} from '../../src/supervisor/output-pipes.js';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'clumon-test-'));
	vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, {recursive: true});
});

describe.skipIf(process.platform !== 'linux')('makeOutputPipes', () => {
	it('gives two pipes, and leaves no name behind', () => {
		const pipes = makeOutputPipes() ?? [];
		expect(pipes).toHaveLength(2);
		for (const [index, {readFd, writeFd}] of pipes.entries()) {
			writeSync(writeFd, `line ${index}`);
			const buffer = Buffer.alloc(100);
			expect(buffer.toString('utf8', 0, readSync(readFd, buffer))).toBe(`line ${index}`);
		}
		pipes.forEach(closePipe);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('holds 64 KiB before the writer has to wait', () => {
		const pipes = makeOutputPipes() ?? [];
		const line = Buffer.alloc(100, 'x');
		let written = 0;
		for (let i = 0; i < 640; i++) {
			written += writeSync(pipes[0]?.writeFd ?? -1, line);
		}
		expect(written).toBe(64_000);
		pipes.forEach(closePipe);
	});

	it('is undefined where none can be made', () => {
		vi.stubEnv('TMPDIR', '/nowhere');
		expect(makeOutputPipes()).toBeUndefined();
		vi.stubEnv('TMPDIR', folder);
		vi.stubEnv('PATH', '/nowhere');
		expect(makeOutputPipes()).toBeUndefined();
		expect(readdirSync(folder)).toEqual([]);
	});
});
