import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {parseCommandLine} from '../../src/command-line/parse-command-line.js';
import {resolveEcosystem} from '../../src/command-line/resolve-ecosystem.js';
import type {StartOptions} from '../../src/start-options.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-ecosystem-'));
afterAll(() => rmSync(folder, {recursive: true}));
mkdirSync(join(folder, 'api'));
writeFileSync(join(folder, 'api/app.js'), '');
writeFileSync(join(folder, 'jobs.js'), '');
const apps = [
	{
		name: 'api',
		script: 'app.js',
		cwd: 'api',
		instances: 2,
		args: 'one',
		env: {PORT: 80},
		env_production: {PORT: 443},
		kill_timeout: 1600,
		uid: 'www',
	},
	{name: 'jobs', script: 'jobs.js', max_memory_restart: '10M'},
];
writeFileSync(join(folder, 'ecosystem.json'), JSON.stringify({apps}));

const environment = {
	cwd: folder,
	variables: {},
	stdinIsTty: true,
	stdoutIsTty: true,
	parallelism: 4,
	nodeVersion: '20.0.0',
};

async function start(...argv: readonly string[]): Promise<StartOptions> {
	const commandLine = parseCommandLine(['ecosystem.json', ...argv], environment);
	if (commandLine.type !== 'start-ecosystem') {
		throw new Error(`is not taken for an ecosystem file: ${JSON.stringify(commandLine)}`);
	}

	return resolveEcosystem(commandLine.command, environment, url => import(url));
}

describe('an app of an ecosystem file', () => {
	test('starts as the file says, with defaults for the rest', async () => {
		expect(await start('--only', 'api')).toMatchObject({
			app: 'api/app.js',
			script: join(folder, 'api/app.js'),
			args: ['one'],
			name: 'api',
			instances: 2,
			cwd: join(folder, 'api'),
			env: {PORT: '80'},
			killTimeoutMs: 1600,
			drainTimeoutMs: 10_000,
			notes: ['ecosystem.json: ignored uid: start clumon itself as that user'],
		});
	});

	test('starts as the command line says where both do', async () => {
		const argv = '--only api -i 3 -n web --kill-timeout 9 --env PORT=8080 --env MORE=1 -- two three';
		expect(await start(...argv.split(' '))).toMatchObject({
			name: 'web',
			instances: 3,
			killTimeoutMs: 9,
			env: {PORT: '8080', MORE: '1'},
			args: ['two', 'three'],
		});
	});

	test('is given no arguments where the command line ends with --', async () => {
		expect((await start('--only', 'api', '--')).args).toEqual([]);
	});

	test('takes the variables that --env names, as with pm2', async () => {
		expect((await start('--only', 'api', '--env', 'production')).env).toEqual({PORT: '443'});
		expect((await start('--only', 'api', '--env', 'production', '--env', 'PORT=1')).env).toEqual({PORT: '1'});
	});
});

describe('a mistake', () => {
	test('in the file is told with the file and the app', async () => {
		await expect(start('--only', 'jobs')).rejects.toThrow(
			'ecosystem.json, app jobs: --max-memory must be at least 32M, as no worker runs in less, got "10M"',
		);
	});

	test('on the command line is told before the file is looked at', async () => {
		await expect(start('--only', 'nothing', '--lines', '0')).rejects.toThrow(/^--lines must be/);
	});

	test('with --env is told', async () => {
		await expect(start('--only', 'api', '--env', 'a', '--env', 'b')).rejects.toThrow(
			'--env picks one set of variables of the file, got a and b',
		);
	});

	test('is --only for an app', () => {
		expect(() => parseCommandLine(['jobs.js', '--only', 'api'], environment)).toThrow(
			'--only is for an ecosystem file such as ecosystem.config.js, got jobs.js',
		);
	});
});
