import {readdirSync, readSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import process from 'node:process';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {closePipe, takeOutputPipes} from '../../src/supervisor/output-pipes.js';

const leftovers = () => readdirSync(tmpdir()).filter(name => name.startsWith('clumon-pipes-'));

afterEach(() => {
	vi.unstubAllEnvs();
});

describe.skipIf(process.platform !== 'linux')('takeOutputPipes', () => {
	it('gives two pipes, and leaves no name behind', () => {
		const before = leftovers();
		const pipes = takeOutputPipes() ?? [];
		expect(pipes).toHaveLength(2);
		for (const [index, {readFd, writeFd}] of pipes.entries()) {
			writeSync(writeFd, `line ${index}`);
			const buffer = Buffer.alloc(100);
			expect(buffer.toString('utf8', 0, readSync(readFd, buffer))).toBe(`line ${index}`);
		}
		pipes.forEach(closePipe);
		expect(leftovers()).toEqual(before);
	});

	it('holds 64 KiB before the writer has to wait', () => {
		const pipes = takeOutputPipes() ?? [];
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
		// Those that were made in advance go first.
		const taken = [takeOutputPipes(), takeOutputPipes(), takeOutputPipes()];
		expect(taken.at(-1)).toBeUndefined();
		for (const pipes of taken) {
			pipes?.forEach(closePipe);
		}
	});
});
