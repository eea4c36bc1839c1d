import {execFileSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type codeCache from '../../src/code-cache.cjs';
import {createHome} from './harness/run-clumon.js';
import {type HeadlessClumon, startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

/** Of all files that npm installs. */
const NPM_TIME = new Date('1985-10-26T08:15:00Z');

type Program = {readonly answer: (question: number) => number};

const {loadProgram}: typeof codeCache = createRequire(import.meta.url)(
	fileURLToPath(new URL('../../dist/code-cache.cjs', import.meta.url)),
);

/** Some pages of code, all of which has run. */
function programText(answer: number): string {
	const steps = Array.from(
		{length: 400},
		(_, at) => `function step${at}(n) { return n === ${at} ? 0 : ${answer} + n; }`,
	);
	const sum = steps.map((_, at) => `step${at}(question)`).join(' + ');
	return `${steps.join('\n')}\nexports.answer = question => { ${sum}; return ${answer}; };\n//${String(answer).padEnd(16, '0')}`;
}

function writeProgram(answer: number): void {
	writeFileSync(file, programText(answer));
	utimesSync(file, NPM_TIME, NPM_TIME);
}

let folder: string;
let file: string;
let cache: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'clumon-code-'));
	file = join(folder, 'program.cjs');
	cache = join(folder, 'cache');
	writeProgram(42);
});
afterEach(() => rmSync(folder, {recursive: true}));

/** Loads and runs the program as a start would; gives the file that the code is kept in then. */
async function start(answer = 42): Promise<string> {
	const {exports: program, keepCode} = loadProgram<Program>(file, cache);
	expect(program.answer(7)).toBe(answer);
	await keepCode();
	const [name = '', ...others] = readdirSync(cache);
	expect(others).toEqual([]);
	return join(cache, name);
}

describe('the code of a program', () => {
	test('is kept for this user alone, and taken by the next start', async () => {
		const place = await start();
		const kept = statSync(place);
		expect(kept.mode & 0o777).toBe(0o600);
		expect(kept.size).toBeGreaterThan(8 * 4096);
		// Another file would say that it was not taken.
		expect(statSync(await start()).ino).toBe(kept.ino);
	});

	test('of several files is kept for each that was loaded, once it was', async () => {
		for (const name of ['early', 'late', 'never']) {
			writeFileSync(join(folder, `${name}.cjs`), programText(name.length));
		}
		writeFileSync(
			file,
			`const {answer} = require('./early.cjs');
			exports.answer = question => answer(question) === 5 && require('./early.cjs').answer === answer ? 42 : 0;
			exports.late = () => require('./late.cjs');
			exports.own = () => require('node:path').basename(__filename) + module.exports.answer(1);
			//0123456789abcdef`,
		);
		const {exports: program, keepCode} = loadProgram<Program & {late: () => Program; own: () => string}>(file, cache);
		expect(program.answer(7)).toBe(42);
		expect(program.own()).toBe('program.cjs42');
		const kept = () => readdirSync(cache).map(name => name.replace(/^.*-/, ''));
		await keepCode();
		expect(kept().sort()).toEqual(['early', 'program']);
		expect(program.late().answer(7)).toBe(4);
		await keepCode();
		expect(kept().sort()).toEqual(['early', 'late', 'program']);
	});

	test('is not taken for a program that has changed, of the same length and time too', async () => {
		const {ino} = statSync(await start());
		writeProgram(43);
		expect(statSync(await start(43)).ino).not.toBe(ino);
	});

	test.each([
		['empty', () => Buffer.alloc(0)],
		['something else', () => Buffer.from('not code')],
		['cut off', (code: Buffer) => code.subarray(0, 8192)],
		['without one of its pages', (code: Buffer) => Buffer.from(code).fill(0, 16_384, 20_480)],
		['changed by one bit', (code: Buffer) => Buffer.from(code).fill((code[40_003] ?? 0) ^ 1, 40_003, 40_004)],
		['without its last page', (code: Buffer) => Buffer.from(code).fill(0, code.length - 4096)],
	])('is made anew where it is %s', async (_, damage) => {
		const place = await start();
		const whole = readFileSync(place);
		writeFileSync(place, damage(whole));
		const {ino} = statSync(await start());
		expect(readFileSync(place).equals(damage(whole))).toBe(false);
		expect(statSync(await start()).ino).toBe(ino);
	});

	test.skipIf(process.platform === 'win32')('is not waited for where a named pipe is in its place', async () => {
		const place = await start();
		rmSync(place);
		execFileSync('mkfifo', [place]);
		expect(statSync(await start()).isFile()).toBe(true);
	});

	test.skipIf(process.platform === 'win32')('is not taken where another user could have written it', async () => {
		const place = await start();
		const {ino} = statSync(place);
		chmodSync(place, 0o622);
		expect(statSync(await start()).ino).not.toBe(ino);
	});

	test('leaves no draft of a start that was killed while it wrote, and that of one that writes', async () => {
		const place = await start();
		rmSync(place);
		const [old, recent] = [`${place}.1`, `${place}.2`];
		for (const draft of [old, recent]) {
			writeFileSync(draft, 'half of the co');
		}
		utimesSync(old, NPM_TIME, NPM_TIME);
		const {exports: program, keepCode} = loadProgram<Program>(file, cache);
		expect(program.answer(7)).toBe(42);
		await keepCode();
		expect(
			readdirSync(cache)
				.map(name => join(cache, name))
				.sort(),
		).toEqual([place, recent]);
	});

	test('is not kept where it cannot be, or is not to be', async () => {
		writeFileSync(cache, 'a file where the folder would be');
		for (const place of [cache, undefined]) {
			const {exports: program, keepCode} = loadProgram<Program>(file, place);
			expect(program.answer(7)).toBe(42);
			await keepCode();
		}
		expect(readFileSync(cache, 'utf8')).toBe('a file where the folder would be');
	});
});

describe('clumon', () => {
	test('keeps its code when an app has begun, and starts with it', async () => {
		const home = createHome();
		const first = startHeadless(['http.js', '-i', '1'], {env: {HOME: home}});
		await codeIn(join(home, '.cache'), first);
		await quit(first);
		const second = startHeadless(['http.js', '-i', '1'], {env: {HOME: home}});
		await second.waitForLine('stderr', /ready/);
		await quit(second);
		expect(second.stderr()).not.toMatch(/warning/i);
	});

	test.runIf(process.geteuid?.() === 0)("keeps none in another user's folder", async () => {
		const folderOfCode = mkdtempSync(join(createHome(), 'cache-'));
		chownSync(folderOfCode, 12_345, 12_345);
		await beginsWhileAnotherKeeps({XDG_CACHE_HOME: folderOfCode});
		expect(readdirSync(folderOfCode)).toEqual([]);
	});

	test('keeps none with NODE_DISABLE_COMPILE_CACHE', async () => {
		const home = createHome();
		await beginsWhileAnotherKeeps({HOME: home, NODE_DISABLE_COMPILE_CACHE: '1'});
		expect(existsSync(join(home, '.cache'))).toBe(false);
	});
});

/** Starts one so, and when it has begun another that keeps its code as usual: by then the first would have kept its own. */
async function beginsWhileAnotherKeeps(env: Readonly<Record<string, string>>): Promise<void> {
	const one = startHeadless(['http.js', '-i', '1'], {env});
	await one.waitForLine('stderr', /ready/);
	const home = createHome();
	const another = startHeadless(['http.js', '-i', '1'], {env: {HOME: home}});
	await codeIn(join(home, '.cache'), another);
	await Promise.all([quit(one), quit(another)]);
}

async function codeIn(cacheHome: string, clumon: HeadlessClumon): Promise<void> {
	const folderOfCode = join(cacheHome, 'clumon');
	await waitFor(
		() => existsSync(folderOfCode) && readdirSync(folderOfCode).some(name => /^v[^.]+\.\d+\.\d+-\w+-main$/.test(name)),
		{what: 'the code', context: clumon.stderr},
	);
}

async function quit(clumon: HeadlessClumon): Promise<void> {
	clumon.kill('SIGTERM');
	expect(await clumon.exited).toEqual({code: 0, signal: null});
	await clumon.family.gone();
}
