import {mkdtempSync, readdirSync, readSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {closePipe, createPipeMaker, makeFifos, type PipeMaker} from '../../src/supervisor/output-pipes.js';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'clumon-test-'));
	vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, {recursive: true});
});

function preparedMaker(together: number, onFolder: (path: string | undefined) => void = () => {}): PipeMaker {
	const maker = createPipeMaker(together, onFolder);
	makeFifos(maker.wanted);
	return maker;
}

describe.skipIf(process.platform !== 'linux')('a pipe maker', () => {
	it('gives two pipes, and leaves no name behind', () => {
		const pipes = preparedMaker(1).make() ?? [];
		expect(pipes).toHaveLength(2);
		for (const [index, {readFd, writeFd}] of pipes.entries()) {
			writeSync(writeFd, `line ${index}`);
			const buffer = Buffer.alloc(100);
			expect(buffer.toString('utf8', 0, readSync(readFd, buffer))).toBe(`line ${index}`);
		}
		pipes.forEach(closePipe);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('makes the names of those that are forked together in one go, and then of one at a time', () => {
		const {make: makePipes} = preparedMaker(2);
		const pipes = [makePipes()];
		const [names = ''] = readdirSync(folder);
		expect(readdirSync(join(folder, names))).toHaveLength(2);
		pipes.push(makePipes());
		expect(readdirSync(folder)).toEqual([]);
		pipes.push(makePipes());
		expect(readdirSync(folder)).toEqual([]);
		expect(new Set(pipes.flatMap(pair => pair?.map(({writeFd}) => writeFd))).size).toBe(6);
		pipes.flatMap(pair => pair ?? []).forEach(closePipe);
	});

	it('says where the names of a later one are, and when they are no more', () => {
		const said: (string | undefined)[] = [];
		const {make: makePipes} = preparedMaker(1, path => said.push(path));
		const pipes = [makePipes()];
		expect(said).toEqual([undefined]);
		pipes.push(makePipes());
		expect(said).toEqual([undefined, expect.stringContaining(join(folder, 'clumon-pipes-')), undefined]);
		pipes.flatMap(pair => pair ?? []).forEach(closePipe);
	});

	it('holds 64 KiB before the writer has to wait', () => {
		const pipes = preparedMaker(1).make() ?? [];
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
		expect(preparedMaker(2).make()).toBeUndefined();
		vi.stubEnv('TMPDIR', folder);
		vi.stubEnv('PATH', '/nowhere');
		expect(preparedMaker(2).make()).toBeUndefined();
		expect(readdirSync(folder)).toEqual([]);
	});
});
