import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {parseCommandLine} from '../../src/command-line/parse-command-line.js';
import type {Environment} from '../../src/command-line/resolve-start-options.js';
import {startOptionTable} from '../../src/command-line/start-option-table.js';
import type {StartOptions} from '../../src/start-options.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-command-line-'));
afterAll(() => rmSync(folder, {recursive: true}));
writeFileSync(join(folder, 'app.js'), '');
writeFileSync(join(folder, 'status.js'), '');
writeFileSync(join(folder, '.env'), 'PORT=3000\nHOME=/elsewhere\nMODE=file\n');
writeFileSync(join(folder, 'more.env'), 'MODE=more\n');
writeFileSync(join(folder, 'bad.env'), 'A=1\nnonsense\n');

const environment: Environment = {
	cwd: folder,
	variables: {TERM: 'xterm-256color', HOME: '/nowhere'},
	stdinIsTty: true,
	stdoutIsTty: true,
	parallelism: 4,
	nodeVersion: '20.0.0',
};

function start(argv: readonly string[], overrides: Partial<Environment> = {}): StartOptions {
	const commandLine = parseCommandLine(argv, {...environment, ...overrides});
	if (commandLine.type !== 'start') {
		throw new Error(`does not start: ${JSON.stringify(commandLine)}`);
	}

	return commandLine.options;
}

function print(argv: readonly string[]): string {
	const commandLine = parseCommandLine(argv, environment);
	return commandLine.type === 'print' ? commandLine.text : 'starts';
}

describe('the start command', () => {
	test('has defaults for all but the app', () => {
		expect(start(['app.js'])).toEqual({
			app: 'app.js',
			script: join(folder, 'app.js'),
			args: [],
			name: 'app.js',
			instances: 4,
			cwd: folder,
			env: {},
			nodeArgs: [],
			waitReady: false,
			readyTimeoutMs: 10_000,
			drainTimeoutMs: 10_000,
			killTimeoutMs: 5000,
			stopFirst: false,
			parallel: 1,
			scheduling: 'rr',
			autorestart: true,
			maxMemoryBytes: undefined,
			watch: [],
			logFiles: undefined,
			hangRestart: true,
			probe: true,
			lines: 10_000,
			output: 'screen',
			metrics: undefined,
			notes: [],
			screen: {
				confirm: false,
				readOnly: false,
				ascii: false,
				vim: false,
				mouse: false,
				colorLevel: 2,
				hasModifiers: true,
			},
		} satisfies StartOptions);
	});

	test('reads every option', () => {
		const argv = `app.js -i 2 -n api --cwd / --env A=1 --env B=2 --node-args --no-warnings --wait-ready --ready-timeout 1
			--drain-timeout 2 --kill-timeout 3 --stop-first --parallel 4 --scheduling os --no-autorestart --max-memory 300M --watch / --no-hang-restart --no-probe --lines 5 --confirm --read-only --ascii
			--vim --mouse`;
		expect(start(argv.split(/\s+/))).toMatchObject({
			name: 'api',
			instances: 2,
			cwd: '/',
			env: {A: '1', B: '2'},
			nodeArgs: ['--no-warnings'],
			waitReady: true,
			readyTimeoutMs: 1,
			drainTimeoutMs: 2,
			killTimeoutMs: 3,
			stopFirst: true,
			parallel: 4,
			scheduling: 'os',
			autorestart: false,
			maxMemoryBytes: 300 * 1024 ** 2,
			watch: ['/'],
			hangRestart: false,
			probe: false,
			lines: 5,
			screen: {confirm: true, readOnly: true, ascii: true, vim: true, mouse: true},
		});
	});

	test('is what a command line without a command means', () => {
		expect(start(['start', 'app.js', '-i', '2'])).toEqual(start(['app.js', '-i', '2']));
		expect(start(['start', '-i', '2', 'app.js'])).toEqual(start(['-i', '2', 'app.js']));
	});

	test('takes a file that is called like a command for an app', () => {
		expect(start(['status.js']).app).toBe('status.js');
	});

	test.each([
		[['-i', '-1'], 3],
		[['-i-1'], 3],
		[['--instances=-1'], 3],
		[['--instances', '-1'], 3],
		[['-i', 'max'], 4],
		[['-i', '7', '-i', '2'], 2],
	])('understands %j', (argv, instances) => {
		expect(start(['app.js', ...argv]).instances).toBe(instances);
		expect(start([...argv, 'app.js']).instances).toBe(instances);
	});

	test('gives the app all that follows --', () => {
		const {args, instances} = start(['app.js', '-i', '2', '--', '-i', '3', '--help', '--', 'x y']);
		expect(args).toEqual(['-i', '3', '--help', '--', 'x y']);
		expect(instances).toBe(2);
	});
});

describe('environment variables for the workers', () => {
	test('from a file leave alone what is set already, as with node', () => {
		expect(start(['app.js', '--env-file', '.env']).env).toEqual({PORT: '3000', MODE: 'file'});
	});

	test('from a later file beat an earlier one, and --env beats both', () => {
		expect(start(['app.js', '--env-file', '.env', '--env-file', 'more.env']).env).toMatchObject({MODE: 'more'});
		expect(start(['app.js', '--env', 'MODE=x', '--env-file', '.env', '--env', 'HOME=/mine']).env).toEqual({
			PORT: '3000',
			MODE: 'x',
			HOME: '/mine',
		});
	});

	test('may be called __proto__', () => {
		expect(Object.entries(start(['app.js', '--env', '__proto__=x']).env)).toEqual([['__proto__', 'x']]);
	});
});

describe('the output', () => {
	test.each([
		[[], {}, 'screen'],
		[['--headless'], {}, 'text'],
		[['--json'], {}, 'json'],
		[['--headless', '--json'], {}, 'json'],
		[[], {stdinIsTty: false}, 'text'],
		[[], {stdoutIsTty: false}, 'text'],
		[['--json'], {stdoutIsTty: false}, 'json'],
		[[], {variables: {TERM: 'dumb'}}, 'text'],
	] as const)('with %j and %j is %s', (argv, overrides, output) => {
		expect(start(['app.js', ...argv], overrides).output).toBe(output);
	});

	test('has no colour where NO_COLOR or a pipe says so', () => {
		expect(start(['app.js'], {variables: {TERM: 'xterm', NO_COLOR: '1'}}).screen.colorLevel).toBe(0);
		expect(start(['app.js'], {stdoutIsTty: false}).screen.colorLevel).toBe(0);
	});
});

describe('a mistake', () => {
	test.each([
		[[], 'missing-app', 'no app given: clumon app.js starts one, clumon --help lists the options'],
		[['start'], 'missing-app', 'no app given: clumon app.js starts one, clumon --help lists the options'],
		[['--', 'app.js'], 'missing-app', 'no app given: clumon app.js starts one, clumon --help lists the options'],
		[
			['app.js', '--instnces', '2'],
			'unknown-option',
			"unknown option --instnces, did you mean --instances? (the app's own options go after --)",
		],
		[
			['app.js', '--port=80'],
			'unknown-option',
			"unknown option --port=80, clumon --help lists the options (the app's own options go after --)",
		],
		[
			['app.js', 'extra'],
			'unexpected-argument',
			'unexpected argument "extra": what is for the app goes after --, as in: clumon app.js -- extra',
		],
		[['reload', 'api'], 'unknown-command', 'no command "reload", did you mean clumon restart?'],
		[['app.js', '-i'], 'missing-value', '-i, --instances <n|max|-n> needs a value'],
		[['app.js', '-i', 'two'], 'invalid-value', '--instances must be a positive integer, "max" or "-n", got "two"'],
		[['app.js', '--lines', '0'], 'invalid-value', '--lines must be a positive integer, got "0"'],
		[['app.js', '--parallel', 'x'], 'invalid-value', '--parallel must be a positive integer, got "x"'],
		[['app.js', '--env', 'PORT'], 'invalid-value', '--env must be KEY=VALUE, got "PORT"'],
		[
			['app.js', '--name', 'a/b'],
			'invalid-value',
			'--name must be at most 64 letters, digits and . _ -, a letter or digit first, got "a/b"',
		],
		[['nope.js'], 'app-not-found', `no such file: ${folder}/nope.js, name the app's file, or see clumon --help`],
		[['app.js', '--cwd', 'nope'], 'cwd-not-found', `--cwd must be a directory that exists, got ${folder}/nope`],
		[['app.js', '--cwd', 'app.js'], 'cwd-not-found', `--cwd must be a directory that exists, got ${folder}/app.js`],
		[
			['app.js', '--env-file', 'nope'],
			'env-file-unreadable',
			`cannot read --env-file ${folder}/nope (ENOENT), check the path and its permissions`,
		],
		[
			['app.js', '--env-file', 'bad.env'],
			'env-file-invalid',
			`${folder}/bad.env:2 is not KEY=VALUE (comments start with #)`,
		],
		[
			['\u001B[31m\nnope.js'],
			'app-not-found',
			`no such file: ${folder}/ [31m nope.js, name the app's file, or see clumon --help`,
		],
	])('in %j is a %s', (argv, code, message) => {
		expect(() => parseCommandLine(argv, environment)).toThrow(
			expect.objectContaining({name: 'UsageError', code, message}),
		);
	});

	test.each(['--ready-timeout', '--drain-timeout', '--kill-timeout'])('in %s names it', flag => {
		expect(() => parseCommandLine(['app.js', flag, '5s'], environment)).toThrow(
			expect.objectContaining({
				code: 'invalid-value',
				message: `${flag} must be a whole number of milliseconds, 0 to 2147483647, got "5s"`,
			}),
		);
	});
});

describe('--help', () => {
	test('is the same from wherever it is asked', () => {
		const text = print(['--help']);
		for (const argv of [['-h'], ['start', '--help'], ['app.js', '-h'], ['start', 'app.js', '-i', '2', '-h']]) {
			expect(print(argv)).toBe(text);
		}
	});

	test('has a line for every option, with its default, no wider than 80 columns', () => {
		const lines = print(['--help']).split('\n');
		for (const {flags, description, default: value} of startOptionTable) {
			const line = lines.find(candidate => candidate.startsWith(`  ${flags} `));
			expect(line).toContain(value === undefined ? description : `${description} [${value}]`);
		}

		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
	});

	test('groups the options, and ends with examples', () => {
		const headings = print(['--help'])
			.split('\n')
			.filter(line => /^\w+:/.test(line));
		expect(headings).toEqual([
			'Usage: clumon [start] app.js [options] [-- args for the app]',
			'Workers:',
			'Restarts:',
			'Output:',
			'Screen:',
			'Other:',
			'Examples:',
		]);
	});
});

describe('--version', () => {
	test.each([['--version'], ['-v'], ['app.js', '--version']])('is printed for %j', (...argv) => {
		expect(print(argv)).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});
