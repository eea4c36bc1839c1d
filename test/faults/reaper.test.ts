import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type HeadlessClumon, startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {burnAll} from './harness/burn-all.js';
import {newestWorker, waitForReady} from './harness/life.js';

const waitsForOrphanhood = fileURLToPath(new URL('../fixtures/faults/waits-for-orphanhood.cjs', import.meta.url));
const diesAtFork = fileURLToPath(new URL('../fixtures/faults/dies-at-fork.mjs', import.meta.url));

describe('a primary that is killed', () => {
	test('in the moment that it has started a worker leaves none that never pauses', async () => {
		const clumon = startHeadless(['faults/never-pauses.cjs', '-i', '1'], {
			nodeArgs: ['--import', diesAtFork],
			// On a busy machine a worker can be at its app before the primary's end is complete.
			env: {NODE_OPTIONS: `--require "${waitsForOrphanhood}"`},
		});
		expect(await clumon.exited).toEqual({code: null, signal: 'SIGKILL'});
		await clumon.family.gone();
	});

	test.runIf(process.platform === 'linux')('before its first worker leaves no pipe behind', async () => {
		const {pipes, begun, env} = slowPipes();
		const clumon = startHeadless(['http.js', '-i', '2'], {env});
		await waitFor(begun, {what: 'the making of pipes', context: clumon.stderr});
		expect(readdirSync(pipes)).toHaveLength(1);
		clumon.kill('SIGKILL');
		await clumon.exited;
		await waitFor(() => readdirSync(pipes).length === 0, {what: 'nothing left', context: clumon.stderr});
		expect(clumon.stderr()).toBe('');
		await clumon.family.gone();
	});

	test.runIf(process.platform === 'linux')('while it makes pipes for a replacement leaves none behind', async () => {
		const {pipes, begun, forget, env} = slowPipes();
		const clumon = startHeadless(['http.js', '-i', '1'], {env});
		await waitForReady(clumon, 1);
		forget();
		process.kill(newestWorker(clumon, 0).pid, 'SIGKILL');
		await waitFor(begun, {what: 'the making of pipes', context: clumon.stderr});
		expect(readdirSync(pipes)).toHaveLength(1);
		clumon.kill('SIGKILL');
		await clumon.exited;
		await waitFor(() => readdirSync(pipes).length === 0, {what: 'nothing left', context: clumon.stderr});
		await clumon.family.gone();
	});
});

describe('a reaper that', () => {
	test('has ended is replaced, by one that knows the workers', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '2']);
		await waitForReady(clumon, 2);
		const first = await reaperOf(clumon);
		process.kill(first, 'SIGKILL');
		await waitFor(async () => (await reaperOf(clumon)) !== first, {what: 'another reaper', context: clumon.stderr});
		await burnAll(clumon);
		clumon.kill('SIGKILL');
		await clumon.exited;
		await clumon.family.gone();
	});

	test.runIf(process.getuid?.() === 0)('can start no process any more ends all that is left all the same', async () => {
		// Root has no such limit.
		const user = 200_000 + process.pid;
		const asUser = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'] as const;
		const clumon = startHeadless(['faults/obeys.js', '-i', '2'], {before: `set -- ${asUser.join(' ')} "$@"`});
		await burnAll(clumon);
		const [command, ...options] = asUser;
		execFileSync(command, [...options, 'prlimit', '--pid', String(await reaperOf(clumon)), '--nproc=1:1']);
		clumon.kill('SIGKILL');
		await clumon.exited;
		await clumon.family.gone();
	});
});

/** A folder for temporary files, and a `mkfifo` that takes half a second and tells when it has begun. */
function slowPipes(): {
	readonly pipes: string;
	readonly begun: () => boolean;
	readonly forget: () => void;
	readonly env: Readonly<Record<string, string>>;
} {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-killed-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	const [bin, pipes, sign] = ['bin', 'pipes', 'begun'].map(name => join(folder, name)) as [string, string, string];
	mkdirSync(bin);
	mkdirSync(pipes);
	const path = process.env['PATH'] ?? '';
	const slowly = `#!/bin/sh\nPATH='${path}'\n: > '${sign}'\nsleep 0.5\nexec mkfifo "$@"\n`;
	writeFileSync(join(bin, 'mkfifo'), slowly, {mode: 0o700});
	return {
		pipes,
		begun: () => existsSync(sign),
		forget: () => rmSync(sign),
		env: {PATH: `${bin}:${path}`, TMPDIR: pipes},
	};
}

/** The pid of clumon's shell. */
function reaperOf(clumon: HeadlessClumon): Promise<number> {
	return waitFor(
		() =>
			readFileSync(`/proc/${clumon.pid}/task/${clumon.pid}/children`, 'utf8')
				.trim()
				.split(' ')
				.map(Number)
				.find(pid => pid > 0 && isReaper(pid)),
		{what: 'a reaper', context: clumon.stderr},
	);
}

/** By what it alone would do: pidusage asks for the length of a tick through a shell, too. */
function isReaper(pid: number): boolean {
	try {
		const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		return commandLine.startsWith('/bin/sh\0') && commandLine.includes('wait_for_end');
	} catch {
		// It has ended meanwhile.
		return false;
	}
}
