import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {type HeadlessClumon, startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {fastClock} from './harness/fast-clock.js';
import {newestWorker, quit, waitForPort, waitForReady} from './harness/life.js';
import {startLoad} from './harness/load.js';
import {countSockets} from './harness/processes.js';

const ask = (path: string) => async (_: HeadlessClumon, port: number) => void (await request(port, path));
const send = (signal: NodeJS.Signals) => async (clumon: HeadlessClumon) =>
	void process.kill(newestWorker(clumon, 0).pid, signal);

const sudden: ReadonlyArray<[string, ReturnType<typeof ask>, RegExp]> = [
	['throws', ask('/throw'), /exited with code 1 .*TypeError: thrown as asked/],
	['rejects a promise', ask('/reject'), /exited with code 1 .*Error: rejected as asked/],
	['exits with 0', ask('/exit-0'), /exited with code 0/],
	['exits with 7', ask('/exit-7'), /exited with code 7/],
	['aborts', ask('/abort'), /ended: aborted \(SIGABRT\)/],
	['runs out of memory', ask('/heap'), /ended: out of memory \(SIGABRT\) .*JavaScript heap out of memory/],
	['gets SIGKILL', send('SIGKILL'), /was killed by SIGKILL/],
	['gets SIGSEGV', send('SIGSEGV'), /was killed by SIGSEGV/],
	['gets SIGABRT', send('SIGABRT'), /ended: aborted \(SIGABRT\)/],
	['gets SIGQUIT', send('SIGQUIT'), /was killed by SIGQUIT/],
	['gets SIGHUP', send('SIGHUP'), /was killed by SIGHUP/],
	['gets SIGTERM from elsewhere', send('SIGTERM'), /was killed by SIGTERM/],
];

describe('a worker that', () => {
	test.each(sudden)('%s is replaced, and the reason is told', async (_, end, says) => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '1', '--node-args', '--max-old-space-size=40']);
		const port = await waitForPort(clumon);
		const {pid} = newestWorker(clumon, 0);
		await end(clumon, port);
		await clumon.waitForLine('stderr', says);
		await waitForReady(clumon, 2);
		const {body} = await request(await waitForPort(clumon));
		expect(body).toBe(String(newestWorker(clumon, 0).pid));
		expect(body).not.toBe(String(pid));
		expect(await quit(clumon)).toBe(0);
	});

	test('hangs, or is stopped, is marked, replaced and killed; one that is well is left alone', async () => {
		// Silent after 2 s, replaced after 6 s, and a pulse a second.
		const clumon = startHeadless(['faults/obeys.js', '-i', '3', '--drain-timeout', '4000'], fastClock(5));
		const port = await waitForPort(clumon);
		// A worker that was never heard of cannot fall silent.
		for (const instance of [0, 1, 2]) {
			await clumon.waitForLine('stdout', new RegExp(`^\\[${instance}\\] settled`));
		}
		const burning = Number((await request(port, '/burn')).body);
		const workers = [0, 1, 2].map(instance => newestWorker(clumon, instance));
		const [stopped, well] = workers.filter(({pid}) => pid !== burning);
		const hung = workers.find(({pid}) => pid === burning);
		process.kill(stopped?.pid ?? Number.NaN, 'SIGSTOP');
		for (const worker of [hung, stopped]) {
			await clumon.waitForLine('stderr', new RegExp(`w${worker?.id} hangs: its event loop has not turned for`));
			await clumon.waitForLine('stderr', new RegExp(`w${worker?.id} still hangs: starting a replacement`));
			await clumon.waitForLine('stderr', new RegExp(`w${worker?.id} (was killed|exited|ended)`));
		}
		await waitForReady(clumon, 5);
		expect(clumon.stderr()).not.toMatch(new RegExp(`w${well?.id} (hangs|was killed|exited|ended)`));
		expect(await quit(clumon)).toBe(0);
	});

	test('hangs before its first pulse, but after it listened, is replaced and killed', async () => {
		const clumon = startHeadless(['faults/hangs-early.js', '-i', '1'], fastClock(5));
		await clumon.waitForLine('stderr', /w1 ready on/);
		await clumon.waitForLine('stderr', /w1 hangs: its event loop has not turned for/);
		await clumon.waitForLine('stderr', /w1 still hangs: starting a replacement/);
		await clumon.waitForLine('stderr', /w1 was killed by SIG/);
		expect(await quit(clumon)).toBe(0);
	});

	test('has no descriptor left lets no client wait for ever, and serves again when it has some', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '1'], {before: 'ulimit -n 200'});
		const port = await waitForPort(clumon);
		await request(port, '/exhaust');
		await clumon.waitForLine('stdout', /out of descriptors: EMFILE/);
		const load = startLoad({port, clients: 4, keepAlive: false});
		await clumon.waitForLine('stdout', /descriptors given back/);
		const before = load.answered();
		await waitFor(() => load.answered() > before + 20, {what: 'answers', context: clumon.stderr});
		expect((await load.stop()).failures).not.toContain('hung');
		expect(await quit(clumon)).toBe(0);
	});

	test('is killed while connections are handed to it strands none, and the primary leaks no descriptor', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '2']);
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		const sockets = countSockets(clumon.pid);
		const load = startLoad({port, clients: 20, keepAlive: false});
		for (const kills of [1, 2, 3, 4, 5, 6]) {
			const answered = load.answered();
			await waitFor(() => load.answered() > answered + 50, {what: 'answers', context: clumon.stderr});
			process.kill(newestWorker(clumon, kills % 2).pid, 'SIGKILL');
			await waitForReady(clumon, 2 + kills);
		}
		expect((await load.stop()).failures).not.toContain('hung');
		await waitFor(() => countSockets(clumon.pid) <= sockets, {
			what: `${sockets} sockets, as before`,
			context: () => String(countSockets(clumon.pid)),
		});
		expect(await quit(clumon)).toBe(0);
	});
});

describe('a worker that is to stop', () => {
	test.each([
		['ignores SIGTERM', 'ignores-sigterm.js', /still runs after SIGTERM: SIGKILL/],
		['has a timer that never ends', 'never-listens.js', /exited with code|was killed by SIGTERM/],
	])('and %s is gone in time', async (_, app, says) => {
		const clumon = startHeadless([app, '-i', '1', '--drain-timeout', '300', '--kill-timeout', '300']);
		await waitForReady(clumon, 1);
		expect(await quit(clumon)).toBe(0);
		expect(clumon.stderr()).toMatch(says);
	});

	test('and is stopped (SIGSTOP) is woken, and ends by itself', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '1', '--drain-timeout', '300']);
		await waitForReady(clumon, 1);
		process.kill(newestWorker(clumon, 0).pid, 'SIGSTOP');
		expect(await quit(clumon)).toBe(0);
		expect(clumon.stderr()).not.toContain('SIGKILL');
	});

	test('and burns its processor is killed', async () => {
		const clumon = startHeadless([
			'faults/obeys.js',
			...['-i', '1', '--drain-timeout', '300', '--kill-timeout', '60000'],
		]);
		await request(await waitForPort(clumon), '/burn');
		await clumon.waitForLine('stdout', /burning/);
		// Without a listener of the app's for it, SIGTERM needs no event loop.
		expect(await quit(clumon)).toBe(0);
	});

	test('takes with it what it started', async () => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '1']);
		await request(await waitForPort(clumon), '/child');
		await clumon.waitForLine('stdout', /child \d+/);
		expect(await quit(clumon)).toBe(0);
	});
});
