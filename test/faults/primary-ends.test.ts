import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {cli} from '../e2e/harness/run-clumon.js';
import {startClumonInShell} from '../e2e/harness/start-clumon.js';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {waitForPort as waitForPortOnScreen, waitForStates} from '../e2e/harness/worker-table.js';
import {burnAll} from './harness/burn-all.js';
import {fastClock} from './harness/fast-clock.js';
import {newestWorker, quit, waitForPort, waitForReady} from './harness/life.js';

const primaryThrows = fileURLToPath(new URL('../fixtures/faults/primary-throws.mjs', import.meta.url));
const clockJumps = fileURLToPath(new URL('../fixtures/faults/clock-jumps.mjs', import.meta.url));

describe('a primary that', () => {
	test.each(['SIGKILL', 'SIGQUIT'] as const)(
		'ends by %s leaves neither busy workers behind nor what they started',
		async signal => {
			const clumon = startHeadless(['faults/obeys.js', '-i', '2']);
			await burnAll(clumon);
			clumon.kill(signal);
			await clumon.exited;
			await clumon.family.gone();
		},
	);

	test('breaks leaves neither busy workers behind nor what they started', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '2'], {nodeArgs: ['--import', primaryThrows]});
		await burnAll(clumon);
		clumon.kill('SIGUSR2');
		expect((await clumon.exited).code).not.toBe(0);
		expect(clumon.stderr()).toContain('a fault of its own');
		await clumon.family.gone();
	});

	test.each(['SIGINT', 'SIGHUP'] as const)(
		'gets %s with its whole process group, from a shell, has workers that do not',
		async signal => {
			const clumon = startHeadless(['faults/obeys.js', '-i', '2'], {ownGroup: true});
			const port = await waitForPort(clumon);
			await waitForReady(clumon, 2);
			const slow = request(port, '/slow?ms=1000');
			await clumon.waitForLine('stdout', /slow request/);
			process.kill(-clumon.pid, signal);
			expect((await slow).status).toBe(200);
			await clumon.exited;
			await clumon.family.gone();
			expect(clumon.stderr()).not.toContain(`was killed by ${signal}`);
		},
	);

	test('loses its terminal lets requests under way end, and leaves no process', async () => {
		const command = `'${process.execPath}' '${cli}' faults/obeys.js -i 2`;
		const {screen, pid, family} = startClumonInShell(`${command}; true`);
		await waitForStates(screen, 'ready', 'ready');
		const slow = request(await waitForPortOnScreen(screen), '/slow?ms=1500');
		await screen.waitFor(/slow request/);
		// The kernel hangs up the terminal of a session whose leader dies.
		process.kill(pid, 'SIGKILL');
		expect((await slow).status).toBe(200);
		await family.gone();
	});
});

describe('a primary that was stopped', () => {
	test('gives a drain the time that it did not see pass', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '2', '--drain-timeout', '5000', '--kill-timeout', '500']);
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		const slow = request(port, '/slow?ms=8000');
		await clumon.waitForLine('stdout', /slow request/);
		clumon.kill('SIGTERM');
		await clumon.waitForLine('stderr', /exited|was killed/);
		clumon.kill('SIGSTOP');
		// As long as the drain may take, from its own clock's point of view none.
		await new Promise(resolve => setTimeout(resolve, 6000));
		clumon.kill('SIGCONT');
		expect((await slow).status).toBe(200);
		expect((await clumon.exited).code).toBe(0);
	});

	test('holds no worker for hung, and kills none', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '2'], fastClock(10));
		await waitForReady(clumon, 2);
		clumon.kill('SIGSTOP');
		await new Promise(resolve => setTimeout(resolve, 5000));
		clumon.kill('SIGCONT');
		await request(await waitForPort(clumon));
		expect(await quit(clumon)).toBe(0);
		expect(clumon.stderr()).not.toMatch(/hangs|SIGKILL/);
	});
});

test('a wall clock that jumps changes nothing', async () => {
	const clumon = startHeadless(['faults/obeys.js', '-i', '1'], {nodeArgs: ['--import', clockJumps]});
	await waitForReady(clumon, 1);
	for (const ready of [2, 3]) {
		clumon.kill('SIGUSR2');
		process.kill(newestWorker(clumon, 0).pid, 'SIGKILL');
		await waitForReady(clumon, ready);
		expect((await request(await waitForPort(clumon))).status).toBe(200);
	}
	expect(clumon.stderr()).not.toMatch(/after -|hangs/);
	expect(await quit(clumon)).toBe(0);
});
