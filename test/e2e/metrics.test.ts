import {createServer} from 'node:net';
import {describe, expect, onTestFinished, test} from 'vitest';
import {request} from './harness/http-request.js';
import {type HeadlessClumon, startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

async function metricsPort(clumon: HeadlessClumon): Promise<number> {
	const [, port] = await clumon.waitForLine('stderr', /metrics on http:\/\/127\.0\.0\.1:(\d+)\/metrics/);
	return Number(port);
}

describe('with --metrics', () => {
	test('the instances can be scraped, and /readyz follows them', async () => {
		const clumon = startHeadless(['http.js', '-i', '2', '--metrics', '0', '--ready-min', '2']);
		const port = await metricsPort(clumon);
		expect((await request(port, '/healthz')).status).toBe(200);
		await waitFor(async () => (await request(port, '/readyz')).status === 200, {
			what: '/readyz to say ready',
			context: clumon.stderr,
		});
		// Measured for the first time.
		const body = await waitFor(
			async () => {
				const answer = await request(port, '/metrics');
				return /^clumon_worker_resident_memory_bytes\{index="0"\} \d{8,}$/m.test(answer.body) && answer.body;
			},
			{what: 'the memory of instance 0', context: clumon.stderr},
		);
		expect(body).toContain('clumon_app_info{name="http.js",app="http.js"} 1\n');
		expect(body).toContain('clumon_instance_state{index="1",state="ready"} 1\n');
		expect(body).toContain('clumon_ready 1\n');
		clumon.kill('SIGTERM');
		expect(await clumon.exited).toEqual({code: 0, signal: null});
	});

	test('/readyz turns away while clumon drains, and /healthz does not', async () => {
		const clumon = startHeadless(['http.js', '-i', '1', '--metrics', '0']);
		const port = await metricsPort(clumon);
		const [, appPort] = await clumon.waitForLine('stdout', /listening on (\d+)/);
		await clumon.waitForLine('stderr', /ready on/);
		// It holds up the drain for as long as the rest takes.
		const unanswered = request(Number(appPort), '/never').catch(() => 'cut');
		await clumon.waitForLine('stdout', /asked for an answer/);
		await waitFor(async () => (await request(port, '/readyz')).status === 200, {
			what: '/readyz to say ready',
			context: clumon.stderr,
		});
		clumon.kill('SIGTERM');
		await waitFor(async () => (await request(port, '/readyz')).status === 503, {
			what: '/readyz to turn away',
			context: clumon.stderr,
		});
		expect((await request(port, '/healthz')).status).toBe(200);
		clumon.kill('SIGTERM');
		expect(await unanswered).toBe('cut');
		expect((await clumon.exited).code).toBe(0);
	});

	test('a port that is taken is exit code 2, and no worker is forked', async () => {
		const blocker = createServer().listen(0, '127.0.0.1');
		onTestFinished(() => void blocker.close());
		const port = await new Promise<number>(resolve => {
			blocker.once('listening', () => {
				const address = blocker.address();
				resolve(typeof address === 'object' && address !== null ? address.port : Number.NaN);
			});
		});
		const clumon = startHeadless(['http.js', '-i', '1', '--metrics', String(port)]);
		expect(await clumon.exited).toEqual({code: 2, signal: null});
		expect(clumon.stderr()).toBe(`clumon: --metrics: port ${port} on 127.0.0.1 is in use, choose another\n`);
		expect(clumon.stdout()).toBe('');
		await clumon.family.gone();
	});
});
