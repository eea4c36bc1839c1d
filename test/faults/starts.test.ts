import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {cli} from '../e2e/harness/run-clumon.js';
import {startClumonInShell} from '../e2e/harness/start-clumon.js';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {fastClock} from './harness/fast-clock.js';
import {forkedWorkers, newestWorker, quit, waitForPort, waitForReady} from './harness/life.js';
import {occupyPort} from './harness/occupy-port.js';
import {createTemporaryFolder} from './harness/temporary-folder.js';

const takesDescriptors = fileURLToPath(new URL('../fixtures/faults/takes-descriptors.mjs', import.meta.url));

const isRoot = process.getuid?.() === 0;

/** Root can read everything, unless it gives that up. */
const withoutPrivileges = isRoot ? 'set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"' : ':';

const badStarts: ReadonlyArray<{readonly args: readonly string[]; readonly says: RegExp}> = [
	{args: ['syntax-error.cjs'], says: /exited with code 1 .*SyntaxError/},
	{args: ['faults/starts-badly.js', '--', 'throw'], says: /exited with code 1 .*TypeError: not at this hour/},
	{args: ['faults/starts-badly.js', '--', 'reject'], says: /exited with code 1 .*Error: broken promise/},
	{args: ['faults/starts-badly.js', '--', 'exit-3'], says: /exited with code 3/},
	{args: ['faults/starts-badly.js', '--', 'exit-0'], says: /exited with code 0/},
	{
		args: ['faults/starts-badly.js', '--', 'missing-module'],
		says: /exited with code 1 .*cannot find package 'no-such-package'/,
	},
	{args: ['faults/starts-badly.js', '--', 'signal', 'SIGSEGV'], says: /was killed by SIGSEGV/},
];

describe('an app that does not get far', () => {
	test('without its port is told of, if it goes on without', async () => {
		const port = await occupyPort();
		const file = join(createTemporaryFolder(), 'app.cjs');
		const listen = `require('node:http').createServer().on('error', () => {}).listen(${port});`;
		writeFileSync(file, `${listen} setInterval(() => {}, 1000);`);
		const clumon = startHeadless([file, '-i', '1']);
		await clumon.waitForLine('stderr', new RegExp(`w1 could not listen on :${port}: EADDRINUSE · it runs on`));
		expect(await quit(clumon)).toBe(0);
	});

	test.each(badStarts)('$args.0 $args.2 is told for what it is', async ({args, says}) => {
		const [app = '', ...rest] = args;
		const clumon = startHeadless([app, '-i', '1', '--no-autorestart', ...rest]);
		const {code} = await clumon.exited;
		expect(clumon.stderr()).toMatch(says);
		expect(code).toBe(clumon.stderr().includes('exited with code 0') ? 0 : 1);
		await clumon.family.gone();
	});

	test('is given up after ten restarts, and said once to fail to start', async () => {
		const clumon = startHeadless(['crash-at-boot.js', '-i', '1'], fastClock(10));
		expect((await clumon.exited).code).toBe(1);
		expect(forkedWorkers(clumon)).toHaveLength(11);
		expect(clumon.stderr()).toMatch(/given up after 11 failures.*TypeError: x is not a function/);
		expect(clumon.stderr().match(/the app fails to start/g)).toHaveLength(1);
		await clumon.family.gone();
	});

	test('as its port is taken is told from others', async () => {
		const port = await occupyPort();
		const args = ['faults/starts-badly.js', '-i', '2', '--no-autorestart', '--', 'port-taken', String(port)];
		const clumon = startHeadless(args);
		expect((await clumon.exited).code).toBe(1);
		expect(clumon.stderr()).toContain(`port in use: ${port} (EADDRINUSE)`);
		await clumon.family.gone();
	});
});

test('a directory runs its index.js', async () => {
	const folder = createTemporaryFolder();
	writeFileSync(join(folder, 'index.js'), "console.log('from index.js');");
	const clumon = startHeadless([folder, '-i', '1']);
	await clumon.waitForLine('stdout', /^\[0\] from index\.js$/);
	expect(await quit(clumon)).toBe(0);
});

describe('what cannot be run', () => {
	const folder = () => {
		const path = createTemporaryFolder();
		mkdirSync(join(path, 'empty'));
		writeFileSync(join(path, 'locked.js'), '');
		chmodSync(join(path, 'locked.js'), 0);
		return path;
	};

	test.each([['missing.js'], ['empty'], ['locked.js']])(
		'%s is refused with one line, before anything is forked',
		async name => {
			const clumon = startHeadless([join(folder(), name), '-i', '1'], {before: withoutPrivileges});
			expect(await clumon.exited).toEqual({code: 2, signal: null});
			expect(clumon.stderr()).toMatch(new RegExp(`^clumon: .*${name}.*\\n$`));
			expect(clumon.stdout()).toBe('');
		},
	);

	test('in a working directory that is gone ends it before anything is forked', async () => {
		const gone = createTemporaryFolder();
		const clumon = startHeadless(['app.js', '-i', '1'], {before: `cd '${gone}'; rmdir '${gone}'`});
		expect((await clumon.exited).code).toBe(2);
		expect(clumon.stderr()).toMatch(/^clumon: .*directory.*\n$/);
	});

	test('with too few descriptors to fork says what to do', async () => {
		const clumon = startHeadless(['http.js', '-i', '4'], {before: 'ulimit -n 30'});
		await clumon.waitForLine(
			'stderr',
			/could not be started: too few file descriptors .* limit is 30, .*: ulimit -n 1024/,
		);
		clumon.kill('SIGTERM');
		expect((await clumon.exited).code).toBe(0);
		await clumon.family.gone();
	});
});

test('workers that leave no descriptor cost nobody the log', async () => {
	const clumon = startHeadless(['never-listens.js', '-i', '1'], {
		nodeArgs: ['--import', takesDescriptors],
		before: 'ulimit -n 64',
	});
	await clumon.waitForLine('stderr', /w1 forked/);
	await clumon.waitForLine('stdout', /./);
	clumon.kill('SIGTERM');
	expect((await clumon.exited).code).toBe(0);
	await clumon.family.gone();
});

test('workers that leave no descriptor for the screen have the log in its place', async () => {
	const command = `'${process.execPath}' --import '${takesDescriptors}' '${cli}' never-listens.js -i 1`;
	const {screen, pid, exited, family} = startClumonInShell(`ulimit -n 64; exec ${command}`);
	await screen.waitFor(/the log goes on here/);
	process.kill(pid, 'SIGTERM');
	expect((await exited).code).toBe(0);
	await family.gone();
});

describe('a fork that fails', () => {
	test('as the working directory has gone is told, tried again, and works when that is back', async () => {
		const cwd = createTemporaryFolder();
		const clumon = startHeadless(['http.js', '-i', '1', '--cwd', cwd]);
		await waitForReady(clumon, 1);
		rmSync(cwd, {recursive: true});
		process.kill(newestWorker(clumon, 0).pid, 'SIGKILL');
		await clumon.waitForLine('stderr', /could not be started: ENOENT: the working directory or node itself is gone/);
		mkdirSync(cwd);
		await waitForReady(clumon, 2);
		expect(await quit(clumon)).toBe(0);
	});

	test('as no descriptor is left is told, tried again, and works when there are some', async () => {
		const clumon = startHeadless(['http.js', '-i', '2']);
		await waitForReady(clumon, 2);
		const limit = await restingDescriptors(clumon.pid);
		limitDescriptors(clumon.pid, limit);
		process.kill(newestWorker(clumon, 0).pid, 'SIGKILL');
		await clumon.waitForLine('stderr', /could not be started: .*EMFILE/);
		expect((await request(await waitForPort(clumon))).body).toBe(String(newestWorker(clumon, 1).pid));
		limitDescriptors(clumon.pid, limit + 100);
		await waitForReady(clumon, 3);
		expect(await quit(clumon)).toBe(0);
	});

	test.runIf(isRoot)('as processes run out leaves none behind', async () => {
		// A user of its own, as root has no such limit and others have processes already; of this run alone, as of what other
		// runs of this test have left over node itself may not start, and waits for ever without a word.
		const user = 100_000 + process.pid;
		const before = `set -- prlimit --nproc=24:24 setpriv --reuid=${user} --regid=${user} --clear-groups "$@"`;
		const clumon = startHeadless(['http.js', '-i', '3'], {...fastClock(10), before});
		await clumon.waitForLine('stderr', /EAGAIN|aborted/);
		await clumon.waitForLine('stderr', /restart 4\/10|given up/);
		clumon.kill('SIGTERM');
		await clumon.exited;
		await clumon.family.gone();
	});
});

/** How many a process holds once it has loaded all that it loads after the forks. */
function restingDescriptors(pid: number): Promise<number> {
	const looks: number[] = [];
	return waitFor(
		() => {
			looks.push(readdirSync(`/proc/${pid}/fd`).length);
			const last = looks.slice(-20);
			return last.length === 20 && new Set(last).size === 1 && last[0];
		},
		{what: 'as many descriptors look after look', context: () => looks.join(' ')},
	);
}

/** The soft limit only, which may be raised again. */
function limitDescriptors(pid: number, limit: number): void {
	execFileSync('prlimit', ['--pid', String(pid), `--nofile=${limit}:`]);
}
