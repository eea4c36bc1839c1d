import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toCommandLine} from '../../src/command-line/ecosystem-values.js';
import {splitWords} from '../../src/command-line/split-words.js';

function translate(fields: Readonly<Record<string, unknown>>, variables?: string) {
	return toCommandLine({name: 'api', fields: new Map(Object.entries({script: 'app.js', ...fields}))}, variables);
}

describe('an app of an ecosystem file', () => {
	test('with nothing but its script is one instance', () => {
		expect(translate({})).toEqual({
			app: 'app.js',
			args: [],
			values: {name: 'api', instances: '1', env: []},
			notes: [],
		});
	});

	test('is the same on the command line', () => {
		const {values, args, notes} = translate({
			args: "--port 80 'a b'",
			instances: 4,
			exec_mode: 'cluster',
			node_args: ['--max-old-space-size=512', "--title=it's"],
			source_map_support: true,
			max_memory_restart: '300M',
			wait_ready: true,
			listen_timeout: 3000,
			kill_timeout: '1600',
			autorestart: false,
			env: {PORT: 80, DEBUG: 'a=b', NESTED: {a: 1}},
		});
		expect(args).toEqual(['--port', '80', 'a b']);
		expect(splitWords(values.nodeArgs ?? '')).toEqual([
			'--max-old-space-size=512',
			"--title=it's",
			'--enable-source-maps',
		]);
		expect(values).toMatchObject({
			instances: '4',
			maxMemory: '300M',
			waitReady: true,
			readyTimeout: '3000',
			killTimeout: '1600',
			autorestart: false,
			env: ['PORT=80', 'DEBUG=a=b', 'NESTED={"a":1}'],
		});
		expect(notes).toEqual([]);
	});

	test.each([
		[0, 'max'],
		['0', 'max'],
		['max', 'max'],
		[-1, '-1'],
		[2, '2'],
	])('with instances %j has -i %s', (instances, given) => {
		expect(translate({instances}).values.instances).toBe(given);
	});

	test('has script and watched paths relative to its cwd', () => {
		const {app, values} = translate({cwd: 'api', script: './src/app.js', watch: ['src', '../shared']});
		expect(app).toBe('api/src/app.js');
		expect(values.watch).toEqual(['api/src', 'shared']);
		expect(translate({cwd: '/srv/api'}).app).toBe('/srv/api/app.js');
	});

	test.each([
		[true, true],
		[false, undefined],
		[[], undefined],
		['src', ['src']],
	])('with watch %j watches %j', (watch, paths) => {
		expect(translate({watch}).values.watch).toEqual(paths);
	});

	test('gets a name that clumon allows', () => {
		const fields = new Map([['script', 'app.js']]);
		expect(toCommandLine({name: 'my api (eu)', fields}, undefined).values.name).toBe('my-api-eu-');
	});

	test('keeps each word for node as it is, whatever is in it', () => {
		fc.assert(
			fc.property(fc.array(fc.string({minLength: 1, unit: 'grapheme'})), words => {
				expect(splitWords(translate({node_args: words}).values.nodeArgs ?? '')).toEqual(words);
			}),
		);
	});
});

describe('--env with a name', () => {
	const fields = {env: {A: 1, B: 1}, env_production: {B: 2}, env_test: {B: 3}};

	test('puts those variables on top', () => {
		expect(translate(fields, 'production').values.env).toEqual(['A=1', 'B=2']);
		expect(translate(fields).values.env).toEqual(['A=1', 'B=1']);
	});

	test('that the app has not is told with those that it has', () => {
		expect(() => translate(fields, 'prod')).toThrow(
			'--env prod picks env_prod, which is missing: it has production, test',
		);
		expect(() => translate({}, 'prod')).toThrow('--env prod picks env_prod, which is missing: it has none');
	});
});

describe('what clumon does not do', () => {
	test('is named once, with what it does instead', () => {
		expect(translate({uid: 1, out_file: 'o.log', error_file: 'e.log', frobnicate: 1}).notes).toEqual([
			'ignored uid: start clumon itself as that user',
			'ignored out_file, error_file: --log-dir <dir> writes a file for each instance; --headless writes all to stdout',
			'ignored frobnicate: clumon knows no such field',
		]);
	});

	test('is not named where it is switched off or makes no difference', () => {
		const fields = {ignore_watch: null, time: false, merge_logs: true, instance_var: 'NODE_APP_INSTANCE', pid: ''};
		expect(translate(fields).notes).toEqual([]);
		expect(translate({instance_var: 'INSTANCE'}).notes).toHaveLength(1);
	});

	test('of fork mode is said', () => {
		expect(translate({exec_mode: 'fork'}).notes).toEqual([expect.stringMatching(/^exec_mode fork: .* node:cluster/)]);
		expect(translate({exec_mode: 'fork_mode'}).notes).toHaveLength(1);
	});

	test('of another node is said, of another interpreter is an error', () => {
		expect(translate({interpreter: 'node'}).notes).toEqual([]);
		expect(translate({interpreter: 'node@18'}).notes).toEqual([expect.stringContaining("clumon's own node")]);
		expect(() => translate({interpreter: 'python3'})).toThrow('interpreter is python3: clumon runs Node.js apps');
	});

	test('of npm scripts is an error', () => {
		expect(() => translate({script: 'npm', args: 'start'})).toThrow('script is npm, which is no Node.js app');
	});
});

describe('a field of the wrong type', () => {
	test.each([
		[{cwd: 5}, 'cwd must be text, got 5'],
		[{instances: []}, 'instances must be text, got []'],
		[{wait_ready: 'yes'}, 'wait_ready must be true or false, got "yes"'],
		[{listen_timeout: '3s'}, 'listen_timeout must be a whole number of milliseconds, got "3s"'],
		[{args: {}}, 'args must be text or a list of texts, got {}'],
		[{args: '"open'}, 'args must be words as for a shell, with each quote closed, got "\\"open"'],
		[{env: ['A=1']}, 'env must be {KEY: value}, got ["A=1"]'],
	])('%j is told', (fields, message) => {
		expect(() => translate(fields)).toThrow(message);
	});
});
