import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {newestWorker, quit, waitForPort, waitForReady} from './harness/life.js';

function startTalking(how: string, ...options: string[]) {
	return startHeadless(['faults/talks.js', '-i', '1', ...options, '--', how]);
}

describe('a worker that', () => {
	test('floods its channel serves meanwhile, and each message is logged', async () => {
		const clumon = startTalking('flood');
		expect((await request(await waitForPort(clumon))).status).toBe(200);
		await waitFor(() => clumon.stdout().includes('\n[0]>{"i":399999}\n'), {
			what: 'the last message',
			context: () => clumon.stdout().slice(-200),
		});
		expect(clumon.stdout().match(/^\[0\]>/gm)).toHaveLength(400_000);
		expect(await quit(clumon)).toBe(0);
	});

	test('sends what looks like a message of node or of clumon does no harm', async () => {
		const clumon = startTalking('internals');
		await clumon.waitForLine('stdout', /^\[0\]>\{"cmd":"app","text":"seen"\}$/);
		await clumon.waitForLine('stdout', /^\[0\]>0$/);
		expect((await request(await waitForPort(clumon))).status).toBe(200);
		expect(clumon.stdout()).not.toContain('NODE_');
		expect(clumon.stderr()).not.toMatch(/exited|killed|hangs/);
		expect(await quit(clumon)).toBe(0);
	});

	test('wraps process.send sees its own messages and those of node, not those of the preload', async () => {
		const clumon = startTalking('wraps');
		await clumon.waitForLine('stdout', /^\[0\] wrapped \[/);
		expect(clumon.stdout()).not.toContain('NODE_CLUMON');
		expect(await quit(clumon)).toBe(0);
	});

	test('disconnects itself is replaced', async () => {
		const clumon = startTalking('disconnects', '--drain-timeout', '500');
		await clumon.waitForLine('stderr', /w1 (has disconnected itself|exited)/);
		await waitForReady(clumon, 2);
		expect(newestWorker(clumon, 0).id).toBeGreaterThan(1);
		expect(await quit(clumon)).toBe(0);
	});
});

test('the preload holds no server that the app has closed', async () => {
	const clumon = startHeadless(['faults/makes-servers.js', '-i', '1', '--node-args', '--expose-gc']);
	const [, held] = await clumon.waitForLine('stdout', /of 500 servers (\d+) are held/);
	expect(Number(held)).toBeLessThan(100);
	expect(await quit(clumon)).toBe(0);
});
