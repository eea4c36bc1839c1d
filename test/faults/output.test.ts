import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {newestWorker, quit, waitForPort, waitForReady} from './harness/life.js';

/** All that a worker which writes and exits left on stdout. */
async function outputOf(what: string): Promise<string> {
	const clumon = startHeadless(['faults/writes.js', '-i', '1', '--no-autorestart', '--', what]);
	await clumon.exited;
	await clumon.family.gone();
	return clumon.stdout();
}

describe('of what a worker writes before it exits', () => {
	test('each of 1,000,000 lines arrives, in order', async () => {
		const lines = (await outputOf('1,000,000 lines')).trimEnd().split('\n');
		expect(lines).toHaveLength(1_000_000);
		expect(lines.findIndex((line, i) => line !== `[0] line ${i + 1} of many`)).toBe(-1);
	});

	test('each byte of 50 MiB of lines arrives', async () => {
		const output = await outputOf('50 MiB of lines');
		const line = `[0] ${'x'.repeat(1023)}\n`;
		expect(output.length).toBe(50 * 1024 * line.length);
		expect(output.slice(-line.length)).toBe(line);
	});

	test('a line of 50 MiB arrives, and does not hide what follows', async () => {
		const [line = '', after] = (await outputOf('50 MiB without a line end')).split('\n');
		expect(line.length).toBe('[0] '.length + 50 * 1024 * 1024);
		expect(after).toBe('[0] after it');
	});

	test('characters that arrive byte by byte are whole', async () => {
		expect(await outputOf('UTF-8 byte by byte')).toBe('[0] grüße, 日本語, 👩‍👩‍👧\n');
	});

	test('bytes of all kinds neither break it nor get lost', async () => {
		const output = await outputOf('all bytes');
		expect(output).toMatch(/^\[0\] \0\u0001/);
		expect(output).toContain('[0] \u001B[2J\u001B]0;title\u0007\u001B[?1049l{red-fg}after it\n');
	});

	test('the last words arrive, without a line end too', async () => {
		const output = await outputOf('last words');
		expect(output).toContain('[0] last but one\n');
		expect(output).toContain('[0]!last on stderr\n');
		expect(output).toContain('[0] last on stdout, without an end\n');
	});
});

test('a child that holds the pipe of a dead worker does not delay the next', async () => {
	const clumon = startHeadless(['faults/obeys.js', '-i', '1']);
	const port = await waitForPort(clumon);
	await request(port, '/child');
	await clumon.waitForLine('stdout', /child \d+/);
	process.kill(newestWorker(clumon, 0).pid, 'SIGKILL');
	await waitForReady(clumon, 2);
	expect(await quit(clumon)).toBe(0);
});

describe('a reader that goes away (EPIPE)', () => {
	test.each(['stdout', 'stderr'] as const)('from %s is told on the other, and the app goes on', async stream => {
		const clumon = startHeadless(['faults/obeys.js', '-i', '1']);
		const port = await waitForPort(clumon);
		clumon.closeReader(stream);
		const {body} = await request(port, '/slow?ms=0');
		if (stream === 'stdout') {
			await clumon.waitForLine('stderr', /stdout cannot be written to any more/);
		}
		expect((await request(port)).body).toBe(body);
		expect(await quit(clumon)).toBe(0);
	});
});
