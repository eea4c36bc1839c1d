import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {cli} from './harness/run-clumon.js';
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
});

test.each([[['--version']], [['--help']], [['exits-zero.js', '-i', '1', '--no-autorestart']]])(
	'clumon %j loads no files but its own few: what loads the program, and of that what is needed',
	async args => {
		const loaded = await loadedFiles(args);
		const names = loaded.filter(file => /\/(dist|node_modules)\//.test(file)).map(file => basename(file));
		const later = names.filter(name => /^main-[\w-]+\.cjs$/.test(name));
		expect(names.filter(name => !later.includes(name))).toEqual(['cli.cjs', 'main.cjs']);
		expect(later.length > 0).toBe(args[0] === 'exits-zero.js');
	},
);

test('the link that npm makes is clumon, also where node takes links for files', async () => {
	const link = join(mkdtempSync(join(tmpdir(), 'clumon-link-')), 'clumon');
	onTestFinished(() => rmSync(dirname(link), {recursive: true}));
	symlinkSync(cli, link);
	for (const flags of [[], ['--preserve-symlinks-main']]) {
		expect(execFileSync(process.execPath, [...flags, link, '--version'], {encoding: 'utf8'})).toMatch(
			/^\d+\.\d+\.\d+\n$/,
		);
	}
});

/** As V8's coverage report lists them. */
async function loadedFiles(args: readonly string[]): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-coverage-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	await startHeadless([...args], {env: {NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1'}}).exited;
	const reports = readdirSync(folder).map(
		file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as {result: Array<{url: string}>},
	);
	const ofClumon = reports.find(({result}) => result.some(({url}) => url.endsWith('/cli.cjs')));
	return (ofClumon?.result ?? []).map(({url}) => url).sort();
}
