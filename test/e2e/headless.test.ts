import {describe, expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

describe('without a terminal', () => {
	test('stdout has the log, stderr the life of the workers, and SIGTERM ends it with 0', async () => {
		const clumon = startHeadless(['http.js', '-i', '2']);
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
		const clumon = startHeadless(['http.js', '-i', '1']);
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
		const clumon = startHeadless(['crash-at-boot.js', '-i', '1', '--no-autorestart']);
		expect(await clumon.exited).toEqual({code: 1, signal: null});
		expect(clumon.stderr()).toContain('TypeError: x is not a function');
		await clumon.family.gone();
	});
});

describe('with --json', () => {
	test('each line of the log and each event is JSON', async () => {
		const clumon = startHeadless(['http.js', '-i', '2', '--json']);
		await clumon.waitForLine('stdout', /"instance":0,.*listening on \d+/);
		await clumon.waitForLine('stderr', /"instance":0,.*ready/);
		clumon.kill('SIGTERM');
		expect((await clumon.exited).code).toBe(0);
		const lines = (text: string) =>
			text
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line));
		expect(lines(clumon.stdout())).toContainEqual(
			expect.objectContaining({type: 'stdout', instance: 0, line: expect.stringMatching(/^listening on/)}),
		);
		expect(lines(clumon.stderr())).toContainEqual(
			expect.objectContaining({type: 'event', instance: 0, line: expect.stringMatching(/ready/)}),
		);
	});
});
