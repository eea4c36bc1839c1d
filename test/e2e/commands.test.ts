import {spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {cli, createHome, environment, fixtures} from './harness/run-clumon.js';
import {runCommand} from './harness/run-command.js';
import {type HeadlessClumon, startHeadless, waitForReady} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

const asHome = (home: string) => ({env: {HOME: home, XDG_RUNTIME_DIR: home}});

async function startReady(args: readonly string[], home: string, count = 1): Promise<HeadlessClumon> {
	const clumon = startHeadless([...args, '-i', String(count)], asHome(home));
	await waitForReady(clumon, count);
	return clumon;
}

async function states(home: string): Promise<readonly string[]> {
	const {stdout} = await runCommand(['status', '--json'], home);
	return JSON.parse(stdout).instances.map(({state}: {state: {kind: string}}) => state.kind);
}

/** An app that can be changed while it runs. */
function createApp(home: string): {readonly file: string; readonly breakIt: () => void} {
	const folder = join(home, 'app');
	mkdirSync(folder);
	const file = join(folder, 'app.mjs');
	copyFileSync(join(fixtures, 'http.js'), file);
	return {file, breakIt: () => writeFileSync(file, 'throw new TypeError("this build is broken");\n')};
}

test('a name that is sent as a message is a message that was forgotten; as JSON it is one', async () => {
	const home = createHome();
	await startReady(['http.js'], home);
	const forgotten = await runCommand(['send', 'http.js'], home);
	expect(forgotten).toMatchObject({code: 2, stdout: ''});
	expect(forgotten.stderr).toMatch(/^clumon: "http\.js" is what runs, say the message too: .*\n$/);
	expect(await runCommand(['send', '"http.js"'], home)).toMatchObject({code: 0, stderr: ''});
});

test('every command does what it says, waits until it is done and ends with 0', async () => {
	const home = createHome();
	const clumon = await startReady(['http.js'], home, 2);
	const run = async (...args: string[]) => {
		const {code, stdout, stderr} = await runCommand(args, home);
		expect({args, code, stderr}).toEqual({args, code: 0, stderr: ''});
		return stdout;
	};
	expect(await run('restart', 'http.js', '--instance', '0')).toMatch(
		/w3 ready .*\nw1 exited .*\ninstance 0: w3 is ready, pid \d+\n$/,
	);
	expect(await run('restart')).toMatch(/reload done: 2 of 2 instances run the new code\n(w\d exited .*\n)*/);
	expect(await run('stop', './http.js', '--instance', '1')).toMatch(/instance 1 is stopped \(w5 ended: exit 0\)\n$/);
	expect(await states(home)).toEqual(['ready', 'stopped']);
	expect(await run('stop', '--instance', '1')).toBe('instance 1 is stopped already\n');
	expect(await run('restart', '--instance', '1')).toMatch(/instance 1: w6 is ready/);
	expect(await run('scale', '+2')).toMatch(/4 instances\n$/);
	expect(await run('scale', 'http', '-1')).toMatch(/3 instances\n$/);
	expect(await run('scale', '3')).toBe('there are 3 instances already\n');
	expect(await run('send', '{"type":"refresh"}')).toMatch(/^sent to w\d, w\d, w\d\n$/);
	expect(await run('send', 'http.js', 'hello', '--instance', '2')).toMatch(/^sent to w\d\n$/);
	expect(await run('disconnect', '--instance', '0')).toMatch(/instance 0 is stopped/);
	expect(await run('kill', '--instance', '1')).toMatch(/instance 1 is stopped \(w6 ended: SIGTERM\)/);
	expect(await run('kill', '--instance', '2', '--now')).toMatch(/instance 2 is stopped \(w\d ended: SIGKILL\)/);
	expect(await states(home)).toEqual(['stopped', 'stopped', 'stopped']);
	expect(await run('restart')).toMatch(/reload done: 3 of 3/);
	expect(await states(home)).toEqual(['ready', 'ready', 'ready']);
	expect(await run('stop')).toMatch(/instance 2 is stopped/);
	expect(await run('quit')).toMatch(/ended: exit 0\n$/);
	expect(await clumon.exited).toEqual({code: 0, signal: null});
});

test('a reload to a broken build ends with 1 and the error of the new worker', async () => {
	const home = createHome();
	const app = createApp(home);
	await startReady([app.file], home, 2);
	app.breakIt();
	for (const args of [['restart'], ['restart', '--instance', '1']]) {
		const {code, stderr} = await runCommand(args, home);
		expect(code).toBe(1);
		expect(stderr).toMatch(/exit 1: TypeError: this build is broken/);
		expect(stderr).toMatch(/^ {2}TypeError: this build is broken$/m);
		expect(stderr).toMatch(/^ {2} {4}at file:\S+\/app\.mjs:1/m);
	}
	expect(await states(home)).toEqual(['ready', 'ready']);
});

test('what is refused ends with 1, says why and changes nothing', async () => {
	const home = createHome();
	await startReady(['http.js'], home);
	const {code, stdout, stderr} = await runCommand(['restart', '--instance', '7'], home);
	expect({code, stdout, stderr}).toEqual({code: 1, stdout: '', stderr: 'clumon: no instance 7: there are 0 to 0\n'});
	expect((await runCommand(['scale', '5000'], home)).code).toBe(1);
	expect(await states(home)).toEqual(['ready']);
});

test("two at once do not get in each other's way", async () => {
	const home = createHome();
	await startReady(['http.js'], home, 2);
	const [first, second] = await Promise.all([
		runCommand(['restart', '--instance', '0'], home),
		runCommand(['restart', '--instance', '1'], home),
	]);
	expect([first.code, second.code]).toEqual([0, 0]);
	expect(first.stdout).toMatch(/instance 0: w\d is ready/);
	expect(second.stdout).toMatch(/instance 1: w\d is ready/);
	const [one, other] = await Promise.all([runCommand(['restart'], home), runCommand(['restart'], home)]);
	expect([one.code, other.code].sort()).toEqual([0, 1]);
	expect(one.stderr + other.stderr).toMatch(/^clumon: a reload is under way: \d of 2 done\n$/);
});

test.each(['SIGKILL', 'SIGINT'] as const)('what a client was waiting for goes on after its %s', async signal => {
	const home = createHome();
	const clumon = await startReady(['http.js'], home, 2);
	const client = spawn(process.execPath, [cli, 'restart'], {
		env: environment({HOME: home, XDG_RUNTIME_DIR: home}),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stderr = '';
	client.stderr.on('data', chunk => {
		stderr += chunk;
	});
	await new Promise(resolve => client.stdout.once('data', resolve));
	const ended = new Promise(resolve => client.once('close', resolve));
	client.kill(signal);
	await ended;
	if (signal === 'SIGINT') {
		expect(stderr).toBe('clumon: reload goes on without you: clumon status http.js shows how it is\n');
	}
	await clumon.waitForLine('stderr', /reload done: 2 of 2/);
	expect(await states(home)).toEqual(['ready', 'ready']);
});

test('with --no-wait it is only begun', async () => {
	const home = createHome();
	const clumon = await startReady(['http.js'], home);
	const {code, stdout} = await runCommand(['restart', '--no-wait'], home);
	expect({code, stdout}).toEqual({code: 0, stdout: 'reloading 1 instances, one by one\n'});
	await clumon.waitForLine('stderr', /reload done/);
});

test('a clumon that dies while one waits for it is no success', async () => {
	const home = createHome();
	const clumon = await startReady(['ignores-sigterm.js'], home);
	const stop = runCommand(['stop'], home);
	await clumon.waitForLine('stderr', /w1/);
	await waitFor(async () => (await states(home))[0] === 'draining', {what: 'the drain', context: clumon.stderr});
	clumon.kill('SIGKILL');
	const {code, stderr} = await stop;
	expect(code).toBe(1);
	expect(stderr).toMatch(/connection/);
	expect((await runCommand(['status'], home)).stderr).toBe('clumon: no clumon runs: clumon app.js starts one\n');
});

test('logs prints the last lines, then what comes, and ends with clumon', async () => {
	const home = createHome();
	const clumon = await startReady(['echo.js'], home, 2);
	const log = startHeadless(['logs', '--lines', '1', '--instance', '1'], {env: {HOME: home, XDG_RUNTIME_DIR: home}});
	await log.waitForLine('stdout', /^\[1\]/);
	await runCommand(['send', 'one'], home);
	await waitFor(() => clumon.stdout().match(/"?one"?/g)?.length === 2, {what: 'echoes', context: clumon.stdout});
	await runCommand(['quit'], home);
	expect(await log.exited).toEqual({code: 0, signal: null});
	expect(log.stderr()).toBe('clumon: echo.js has ended\n');
	const stdout = log.stdout();
	const lines = stdout.trimEnd().split('\n');
	expect(lines.every(line => line.startsWith('[1]'))).toBe(true);
	expect(stdout).toContain('one');
	expect(stdout).toMatch(/── w2 exited with code 0 /);
});

test('logs finds what matches or is serious enough, however far back', async () => {
	const home = createHome();
	const clumon = await startReady(['odd-output.js'], home);
	await waitFor(() => clumon.stdout() !== '', {what: 'output', context: clumon.stderr});
	const json = await runCommand(['logs', '--no-follow', '--grep', 'W1 ready', '--json'], home);
	expect(json.stdout).toBe('');
	const found = await runCommand(['logs', '--no-follow', '--grep', 'w1 ready', '--json'], home);
	expect(
		found.stdout
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line).line),
	).toEqual([expect.stringMatching(/^w1 ready/)]);
	const all = await runCommand(['logs', '--no-follow', '--lines', '1000'], home);
	const warnings = await runCommand(['logs', '--no-follow', '--level', 'fatal'], home);
	expect(all.stdout.length).toBeGreaterThan(warnings.stdout.length);
	expect((await runCommand(['logs', '--grep', '('], home)).stderr).toBe(
		'clumon: --grep must be a regular expression, got "(": unterminated group\n',
	);
});

test.each(['restart', 'stop', 'disconnect', 'kill', 'quit'])(
	"an app's SIGTERM handler runs on %s, once, though nothing else keeps the worker alive",
	async command => {
		const home = createHome();
		const clumon = await startReady(['says-goodbye.js'], home);
		const ran = await runCommand([command, '--instance', '0'].slice(0, command === 'quit' ? 1 : 3), home);
		expect(ran).toMatchObject({code: 0});
		await clumon.waitForLine('stdout', /^\[0\] goodbye$/m);
		await clumon.waitForLine('stderr', /w1 exited with code 0/);
		expect(clumon.stdout().match(/goodbye/g)).toHaveLength(1);
	},
);

test('a worker that waits for SIGTERM does not outlive a clumon that dies meanwhile', async () => {
	const home = createHome();
	const clumon = await startReady(['says-goodbye.js'], home);
	await runCommand(['disconnect', '--no-wait'], home);
	clumon.kill('SIGKILL');
	await clumon.family.gone();
});
