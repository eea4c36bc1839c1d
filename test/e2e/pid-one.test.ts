import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {type HeadlessClumon, startHeadless, waitForReady} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

const inNamespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const isAllowed = spawnSync(inNamespace[0] ?? '', [...inNamespace.slice(1), 'true']).status === 0;

/** As a container runs it: the first process of a PID namespace, for which no signal has a default action. */
function startAsPidOne(args: readonly string[]): HeadlessClumon {
	return startHeadless(args, {before: `exec ${inNamespace.join(' ')} "$@"`});
}

/** Of clumon itself, as seen from here: unshare's only child. */
async function outerPid({pid, stderr}: HeadlessClumon): Promise<number> {
	return waitFor(() => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) || undefined, {
		what: 'unshare to fork',
		context: stderr,
	});
}

describe.skipIf(!isAllowed)('as PID 1', () => {
	test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s drains the workers and ends it with 0', async signal => {
		const clumon = startAsPidOne(['http.js', '-i', '2']);
		await clumon.waitForLine('stdout', /^\[0\] listening on/);
		await clumon.waitForLine('stdout', /^\[1\] listening on/);
		process.kill(await outerPid(clumon), signal);
		expect(await clumon.exited).toEqual({code: 0, signal: null});
		expect(clumon.stderr().match(/exited with code 0 .* as asked/g)).toHaveLength(2);
		await clumon.family.gone();
	});

	test('a second SIGTERM does not wait for open requests', async () => {
		const clumon = startAsPidOne(['http.js', '-i', '1', '--drain-timeout', '600000', '--metrics', '0']);
		const [, metricsPort] = await clumon.waitForLine('stderr', /metrics on \S+:(\d+)/);
		const [, port] = await clumon.waitForLine('stdout', /listening on (\d+)/);
		await clumon.waitForLine('stderr', /ready on/);
		const cut = expect(request(Number(port), '/never')).rejects.toThrow();
		await clumon.waitForLine('stdout', /asked for an answer that never comes/);
		const pid = await outerPid(clumon);
		process.kill(pid, 'SIGTERM');
		await waitFor(async () => (await request(Number(metricsPort), '/readyz')).body.startsWith('ending'), {
			what: 'the first signal to be heard',
			context: clumon.stderr,
		});
		process.kill(pid, 'SIGTERM');
		await cut;
		expect((await clumon.exited).code).toBe(0);
	});

	test('a worker that crashes is replaced', async () => {
		const clumon = startAsPidOne(['http.js', '-i', '1']);
		const [, port] = await clumon.waitForLine('stdout', /listening on (\d+)/);
		await request(Number(port), '/crash');
		await waitForReady(clumon, 2);
	});

	test.each([
		[['crash-at-boot.js', '-i', '1', '--no-autorestart'], 1],
		[['nope.js'], 2],
	])('%j ends with exit code %i', async (args, code) => {
		expect(await startAsPidOne(args).exited).toEqual({code, signal: null});
	});
});
