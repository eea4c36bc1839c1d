import {describe, expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {fixture} from './harness/run-clumon.js';
import {startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

describe('without a terminal', () => {
	test('stdout has the log, stderr the life of the workers, and SIGTERM ends it with 0', async () => {
		const clumon = startHeadless([fixture('http.js'), '-i', '2']);
		const [, port] = await clumon.waitForLine('stdout', /^\[0\] listening on (\d+)$/);
		await clumon.waitForLine('stdout', new RegExp(`^\\[1\\] listening on ${port}$`));
		await clumon.waitForLine('stderr', /ready/);
		expect((await request(Number(port))).status).toBe(200);
		expect(clumon.stdout()).not.toContain('\u001B');
		expect(clumon.stdout()).not.toContain('ready');
		clumon.kill('SIGTERM');
		expect(await clumon.exited).toEqual({code: 0, signal: null});
		await clumon.family.gone();
	});

	test('a crash is told on stderr, and its stack is in the log', async () => {
		const clumon = startHeadless([fixture('http.js'), '-i', '1']);
		const [, port] = await clumon.waitForLine('stdout', /listening on (\d+)/);
		await request(Number(port), '/crash');
		await clumon.waitForLine('stderr', /exited with code 1/);
		await waitFor(() => clumon.stdout().match(/listening on/g)?.length === 2, {
			what: 'a new worker',
			context: () => clumon.stderr(),
		});
		expect(`${clumon.stdout()}${clumon.stderr()}`).toContain('Error: asked to crash');
	});

	test('an app that cannot start ends it with 1, and says why', async () => {
		const clumon = startHeadless([fixture('crash-at-boot.js'), '-i', '1', '--no-autorestart']);
		expect(await clumon.exited).toEqual({code: 1, signal: null});
		expect(clumon.stderr()).toContain('TypeError: x is not a function');
		await clumon.family.gone();
	});
});

describe('with --json', () => {
	test('each line is JSON', async () => {
		const clumon = startHeadless([fixture('http.js'), '-i', '2', '--json']);
		await clumon.waitForLine('stdout', /listening on \d+/);
		await clumon.waitForLine('stdout', /ready/);
		clumon.kill('SIGTERM');
		await clumon.exited;
		const lines = `${clumon.stdout()}${clumon.stderr()}`.split('\n').filter(line => line !== '');
		expect(lines.length).toBeGreaterThan(3);
		for (const line of lines) {
			expect(JSON.parse(line)).toBeTypeOf('object');
		}
	});
});
