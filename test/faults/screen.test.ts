import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {cli} from '../e2e/harness/run-clumon.js';
import {startClumon, startClumonInShell} from '../e2e/harness/start-clumon.js';
import {waitForPort, waitForStates} from '../e2e/harness/worker-table.js';

describe('the screen', () => {
	test('lives through a storm of sizes', async () => {
		const {screen, resize, press, exited, family} = startClumon(['faults/obeys.js', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		for (let i = 0; i < 200; i++) {
			resize(1 + ((i * 37) % 200), 1 + ((i * 17) % 60));
		}
		resize(80, 24);
		await waitForStates(screen, 'ready', 'ready');
		press('q');
		expect((await exited).code).toBe(0);
		await family.gone();
	});

	test('lets an instance that backs off be killed, and started again', async () => {
		const {screen, press, exited, family} = startClumon(['crash-at-boot.js', '-i', '1']);
		// Long enough for the keys to come in time.
		await screen.waitFor(/restart 6\/10 in/);
		press('k');
		await waitForStates(screen, 'stopped');
		press('r');
		await screen.waitFor(/restart 1\/10 now/);
		press('q');
		expect((await exited).code).toBe(0);
		await family.gone();
	});

	test('lives on when the process was stopped for a moment', async () => {
		const {screen, kill, press, exited, family} = startClumon(['faults/obeys.js', '-i', '1']);
		await waitForStates(screen, 'ready');
		kill('SIGSTOP');
		kill('SIGCONT');
		press('s');
		await waitForStates(screen, 'stopped');
		press('q');
		expect((await exited).code).toBe(0);
		await family.gone();
	});
});

describe('a terminal', () => {
	test('that stops reading holds up neither the app nor the end', async () => {
		const {screen, stopReading, read, kill, exited, family} = startClumon(['faults/obeys.js', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		const port = await waitForPort(screen);
		stopReading();
		for (let i = 0; i < 200; i++) {
			// Each writes a line to the log, which the screen would like to show.
			expect((await request(port, '/slow?ms=10')).status).toBe(200);
		}
		kill('SIGTERM');
		await family.gone();
		read();
		expect((await exited).code).toBe(0);
	});

	test('that is gone under a clumon of another session (EIO) does not keep the app from going on', async () => {
		// As nohup and setsid leave it.
		const command = `setsid '${process.execPath}' '${cli}' faults/obeys.js -i 1 --headless & echo "primary $!."; wait`;
		const {screen, pid, family} = startClumonInShell(command);
		const [, primary] = await screen.waitFor(/primary (\d+)\./);
		const [, port] = await screen.waitFor(/ready on :(\d+)/);
		// The kernel hangs up the terminal of a session whose leader dies.
		process.kill(pid, 'SIGKILL');
		for (let i = 0; i < 20; i++) {
			expect((await request(Number(port), '/slow?ms=10')).status).toBe(200);
		}
		process.kill(Number(primary), 'SIGTERM');
		await family.gone();
	});
});
