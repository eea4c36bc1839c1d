import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {startClumon} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';

describe('a mistake on the command line', () => {
	test.each([
		[['nope.js'], /^clumon: no such file: \S+\/nope\.js, name the app's file, or see clumon --help\n$/],
		[['http.js', '--instances', 'two'], /^clumon: --instances must be a positive integer, "max" or "-n", got "two"\n$/],
		[
			['http.js', '--instnces', '2'],
			/^clumon: unknown option --instnces, did you mean --instances\? \(the app's own options go after --\)\n$/,
		],
		[[], /^clumon: no app given: clumon app\.js starts one, clumon --help lists the options\n$/],
	])('%j is one line on stderr, nothing on stdout, and exit code 2', async (args, message) => {
		const clumon = startHeadless(args);
		expect(await clumon.exited).toEqual({code: 2, signal: null});
		expect(clumon.stderr()).toMatch(message);
		expect(clumon.stdout()).toBe('');
	});

	test('leaves the screen of a terminal alone', async () => {
		const clumon = startClumon(['http.js', '--lines', '0']);
		expect((await clumon.exited).code).toBe(2);
		expect(clumon.screen.bytes()).toBe('clumon: --lines must be a positive integer, got "0"\r\n');
	});
});

describe.each(['--version', '--help'])('%s', flag => {
	test('ends with exit code 0, and stderr is empty', async () => {
		const clumon = startHeadless([flag]);
		expect(await clumon.exited).toEqual({code: 0, signal: null});
		expect(clumon.stderr()).toBe('');
		expect(clumon.stdout()).toMatch(flag === '--help' ? /^Usage: clumon / : /^\d+\.\d+\.\d+\n$/);
	});

	test('loads neither the screen nor what else is loaded when it is needed', async () => {
		const loaded = await loadedModules([flag]);
		expect(loaded).toContainEqual(expect.stringMatching(/dist\/cli\.js$/));
		expect(loaded.filter(module => /dist\/text-|screen-thread|node_modules/.test(module))).toEqual([]);
	});
});

test('a start loads what --help must not', async () => {
	const loaded = await loadedModules(['exits-zero.js', '-i', '1', '--no-autorestart']);
	expect(loaded).toContainEqual(expect.stringMatching(/dist\/text-/));
});

/** What was loaded: files from V8's coverage report, which lists each, and what node itself says of its own modules. */
async function loadedModules(args: readonly string[]): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-coverage-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	const report = 'process.on("exit", () => console.error(JSON.stringify(process.moduleLoadList)))';
	const clumon = startHeadless(args, {
		env: {NODE_V8_COVERAGE: folder},
		nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(report)}`],
	});
	await clumon.exited;
	const scripts = readdirSync(folder).flatMap(file => {
		const {result}: {result: Array<{url: string}>} = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		return result.map(({url}) => url);
	});
	return [...scripts, ...JSON.parse(clumon.stderr().trimEnd().split('\n').at(-1) ?? '')];
}
