import {spawnSync} from 'node:child_process';
import {chownSync, existsSync, mkdirSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {createHome} from './harness/run-clumon.js';
import {runCommand} from './harness/run-command.js';
import {type HeadlessClumon, startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

const isRoot = process.getuid?.() === 0;
const asHome = (home: string) => ({env: {HOME: home, XDG_RUNTIME_DIR: home}});

async function startReady(args: readonly string[], home: string): Promise<HeadlessClumon> {
	const clumon = startHeadless(args, asHome(home));
	await clumon.waitForLine('stderr', /w1 ready/);
	return clumon;
}

test('list names each clumon with its instances, ports and pid', async () => {
	const home = createHome();
	const [one, two] = await Promise.all([
		startReady(['http.js', '-i', '1'], home),
		startReady(['http.js', '-i', '1', '--name', 'other'], home),
	]);
	const {code, stdout} = await runCommand(['list'], home);
	expect(code).toBe(0);
	const [head, ...rows] = stdout.trimEnd().split('\n');
	expect(head).toMatch(/^NAME +READY +PORTS +UP +PID +APP$/);
	expect(rows).toEqual([
		expect.stringMatching(new RegExp(`^http\\.js +1/1 +:\\d+ +\\d+s +${one.pid} +\\S+/http\\.js$`)),
		expect.stringMatching(new RegExp(`^other +1/1 +:\\d+ +\\d+s +${two.pid} +\\S+/http\\.js$`)),
	]);
	const json = JSON.parse((await runCommand(['list', '--json'], home)).stdout);
	expect(json.map(({name, pid, ready}: Record<string, unknown>) => ({name, pid, ready}))).toEqual([
		{name: 'http.js', pid: one.pid, ready: 1},
		{name: 'other', pid: two.pid, ready: 1},
	]);
});

test('list with nothing to list says so', async () => {
	expect(await runCommand(['list'], createHome())).toEqual({code: 0, stdout: 'no clumon runs\n', stderr: ''});
});

test('the socket and its folder are for their user alone, and go with clumon', async () => {
	const home = createHome();
	const clumon = await startReady(['http.js', '-i', '1'], home);
	const folder = join(home, 'clumon');
	expect(statSync(folder).mode & 0o777).toBe(0o700);
	expect(readdirSync(folder)).toEqual(['http.js.sock']);
	expect(statSync(join(folder, 'http.js.sock')).mode & 0o777).toBe(0o600);
	clumon.kill('SIGTERM');
	await clumon.exited;
	expect(readdirSync(folder)).toEqual([]);
});

test('a name that is in use is refused before anything is forked', async () => {
	const home = createHome();
	const first = await startReady(['http.js', '-i', '1'], home);
	const second = startHeadless(['http.js', '-i', '1'], asHome(home));
	expect(await second.exited).toEqual({code: 2, signal: null});
	expect(second.stderr()).toMatch(
		new RegExp(
			`^clumon: the name http\\.js is in use by pid ${first.pid} \\(\\S+/http\\.js\\): choose another with --name, .*\n$`,
		),
	);
	expect((await runCommand(['list'], home)).stdout).toContain(String(first.pid));
});

test('of clumons that start at once under one name, one runs', async () => {
	const home = createHome();
	const killed = await startReady(['http.js', '-i', '1'], home);
	killed.kill('SIGKILL');
	await killed.exited;
	const all = Array.from({length: 4}, () => startHeadless(['http.js', '-i', '1'], asHome(home)));
	const isSettled = ({stderr}: HeadlessClumon) => /w1 ready|in use/.test(stderr());
	await waitFor(() => all.every(isSettled), {
		what: 'each to be ready or refused',
		context: () => all.map(c => c.stderr()).join('\n'),
	});
	const running = all.filter(({stderr}) => stderr().includes('ready'));
	expect(running).toHaveLength(1);
	expect(JSON.parse((await runCommand(['list', '--json'], home)).stdout)).toMatchObject([{pid: running[0]?.pid}]);
});

test('what a killed clumon left behind is not listed, and taken over', async () => {
	const home = createHome();
	const killed = await startReady(['http.js', '-i', '1'], home);
	killed.kill('SIGKILL');
	await killed.exited;
	expect(existsSync(join(home, 'clumon', 'http.js.sock'))).toBe(true);
	expect((await runCommand(['list'], home)).stdout).toBe('no clumon runs\n');
	const next = await startReady(['http.js', '-i', '1'], home);
	expect((await runCommand(['list'], home)).stdout).toContain(String(next.pid));
});

test('a folder with a path too long for a socket serves as well', async () => {
	const home = createHome();
	const deep = join(home, 'd'.repeat(60), 'e'.repeat(60));
	mkdirSync(deep, {recursive: true});
	await startReady(['http.js', '-i', '1', '--name', 'deep'], deep);
	expect((await runCommand(['list'], deep)).stdout).toMatch(/^deep +1\/1/m);
	const again = startHeadless(['http.js', '--name', 'deep'], asHome(deep));
	expect((await again.exited).code).toBe(2);
});

test.runIf(isRoot)("in another user's folder the app runs without commands, and commands say why", async () => {
	const home = createHome();
	mkdirSync(join(home, 'clumon'));
	chownSync(join(home, 'clumon'), 12_345, 12_345);
	const clumon = await startReady(['http.js', '-i', '1'], home);
	expect(clumon.stderr()).toMatch(/no commands from elsewhere: \S+\/clumon belongs to another user \(uid 12345\)/);
	const {code, stderr} = await runCommand(['list'], home);
	expect(code).toBe(1);
	expect(stderr).toMatch(/belongs to another user/);
});

test.runIf(isRoot)('another user can neither read nor drive it', async () => {
	const home = createHome();
	await startReady(['http.js', '-i', '1'], home);
	const ask = `require('node:net').connect(${JSON.stringify(join(home, 'clumon', 'http.js.sock'))})
		.on('connect', () => console.log('connected')).on('error', error => console.log(error.code))`;
	spawnSync('chmod', ['711', home]);
	const {stdout} = spawnSync(process.execPath, ['-e', ask], {uid: 12_345, gid: 12_345, encoding: 'utf8'});
	expect(stdout).toBe('EACCES\n');
});

test('status shows each instance, and why workers have ended', async () => {
	const home = createHome();
	const clumon = startHeadless(['crash-at-boot.js', '-i', '1'], asHome(home));
	await clumon.waitForLine('stderr', /restart 3\//);
	const {code, stdout} = await runCommand(['status'], home);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^crash-at-boot\.js · 0\/1 ready · /);
	expect(stdout).toMatch(/^fails to start: exit 1: TypeError/m);
	expect(stdout).toMatch(/^0 +w1 +\S+ +\S+ +exit 1: .*$/m);
});

test.each([
	[['status', 'nope'], /^clumon: no clumon named "nope" runs: there is a, b\n$/],
	[['status'], /^clumon: several run, name one of them: a \(\S+\/http\.js, pid \d+\), b \(\S+\/http\.js, pid \d+\)\n$/],
	[['status', './http.js'], /^clumon: several run "\.\/http\.js", name one of them: a /],
	[['status', 'http'], /^clumon: several run "http", name one of them: a /],
])('%j with two that run of one app is an error that lists them', async (args, message) => {
	const home = createHome();
	await Promise.all([
		startReady(['http.js', '-i', '1', '-n', 'a'], home),
		startReady(['http.js', '-i', '1', '-n', 'b'], home),
	]);
	const {code, stderr} = await runCommand(args, home);
	expect(code).toBe(2);
	expect(stderr).toMatch(message);
});
