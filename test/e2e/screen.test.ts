import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {type ClumonInTerminal, startClumon} from './harness/start-clumon.js';
import {waitFor} from './harness/wait-for.js';
import {type WorkerRow, waitForPort, waitForRow, waitForStates, workerRows} from './harness/worker-table.js';

const isAlive = (pid: number | undefined) => {
	try {
		return pid !== undefined && process.kill(pid, 0);
	} catch {
		// ESRCH: it has ended.
		return false;
	}
};

const ended = (pid: number | undefined) =>
	waitFor(() => !isAlive(pid), {what: `the end of process ${pid}`, context: () => `${pid} is alive`});

/** Which workers answer, seen over some requests. */
async function answeringPids(port: number, requests = 12): Promise<Set<number>> {
	const pids = new Set<number>();
	for (let i = 0; i < requests; i++) {
		pids.add(Number((await request(port)).body));
	}

	return pids;
}

async function startReady(app: string, instances: number, ...args: string[]) {
	const clumon = startClumon([app, '-i', String(instances), ...args]);
	const rows = await waitForStates(clumon.screen, ...Array.from({length: instances}, () => 'ready'));
	return {...clumon, rows, port: await waitForPort(clumon.screen)};
}

async function select(clumon: ClumonInTerminal, instance: number): Promise<void> {
	for (let i = 0; i < instance; i++) {
		clumon.press('down');
	}

	await waitForRow(clumon.screen, instance, row => row.selected);
}

describe('the screen of an Express app on three workers', () => {
	test('shows every worker by number, id, pid, state, CPU and memory, and the app answers', async () => {
		const {screen, rows, port} = await startReady('express.js', 3);
		expect(rows.map(({instance}) => instance)).toEqual([0, 1, 2]);
		expect(new Set(rows.map(({workerId}) => workerId))).toEqual(new Set([1, 2, 3]));
		expect(rows.every(({pid}) => isAlive(pid))).toBe(true);
		const pids = rows.map(({pid}) => pid);
		expect(await answeringPids(port)).toEqual(new Set(pids));
		await screen.waitFor(/^clumon express\.js :\d+ .*3\/3 ready/);
		// Restarts, CPU and memory, once there is a first sample.
		await screen.waitFor(
			text => workerRows(text).every(({rest}) => /^\S+ +0 +\d+%.* \d+M/.test(rest)),
			'restarts, CPU and memory of each',
		);
	});

	test('shows what the workers write, with their number', async () => {
		const {screen, port} = await startReady('express.js', 2);
		await screen.waitFor(new RegExp(`\\b0 +listening on ${port}`));
		await screen.waitFor(new RegExp(`\\b1 +listening on ${port}`));
	});

	test('shows which worker is busy', async () => {
		const {screen, port} = await startReady('express.js', 3);
		const cpuPercent = ({rest}: WorkerRow) => Number(/(\d+)%/.exec(rest)?.[1]);
		await screen.waitFor(text => workerRows(text).every(row => cpuPercent(row) < 10), 'all at rest after the start');
		// Ends with its worker.
		request(port, '/burn?ms=20000').catch(() => {});
		const [, pid] = await screen.waitFor(/burning at (\d+)/);
		// Near 100 where it has a core for itself, which it may not have here.
		await screen.waitFor(
			text => workerRows(text).every(row => (row.pid === Number(pid) ? cpuPercent(row) >= 25 : cpuPercent(row) < 25)),
			`25 % or more of worker ${pid}, and of no other`,
		);
	});
});

describe('a worker key', () => {
	test('r replaces the selected worker alone, and no request is refused meanwhile', async () => {
		const clumon = await startReady('express.js', 3);
		const {screen, rows, port, press} = clumon;
		await select(clumon, 1);
		let asking = true;
		const asked = (async () => {
			const statuses = [];
			while (asking) {
				statuses.push((await request(port)).status);
			}

			return statuses;
		})();
		press('r');
		const replaced = await waitForRow(screen, 1, ({state, pid}) => state === 'ready' && pid !== rows[1]?.pid);
		await ended(rows[1]?.pid);
		asking = false;
		expect(new Set(await asked)).toEqual(new Set([200]));
		expect(replaced.workerId).toBe(4);
		expect(workerRows(screen.text()).map(({pid}) => pid)).toEqual([rows[0]?.pid, replaced.pid, rows[2]?.pid]);
		expect(replaced.rest).toMatch(/^\S+ +1 /);
	});

	test('k leaves the worker stopped until r, and the others serve', async () => {
		const clumon = await startReady('express.js', 2);
		const {screen, rows, port, press} = clumon;
		await select(clumon, 1);
		press('k');
		await waitForStates(screen, 'ready', 'stopped');
		await ended(rows[1]?.pid);
		expect(await answeringPids(port)).toEqual(new Set([rows[0]?.pid]));
		press('r');
		const [, started] = await waitForStates(screen, 'ready', 'ready');
		expect(await answeringPids(port)).toEqual(new Set([rows[0]?.pid, started?.pid]));
	});

	test('k on a worker that ignores SIGTERM counts down to SIGKILL', async () => {
		const {screen, rows, press} = await startReady('ignores-sigterm.js', 1, '--kill-timeout', '1500');
		press('k');
		await waitForStates(screen, 'stopping');
		await screen.waitFor(/no, thank you/);
		await waitForStates(screen, 'stopped');
		await ended(rows[0]?.pid);
	});

	test('K ends it at once', async () => {
		const {screen, rows, press} = await startReady('ignores-sigterm.js', 1, '--kill-timeout', '600000');
		press('K');
		await waitForStates(screen, 'stopped');
		await ended(rows[0]?.pid);
		expect(screen.text()).not.toContain('no, thank you');
	});

	test('d lets an open request finish, and then the worker is stopped', async () => {
		const {screen, rows, port, press} = await startReady('express.js', 1, '--drain-timeout', '600000');
		const slow = request(port, '/slow?ms=2500');
		await screen.waitFor(/slow request at/);
		press('d');
		const [draining] = await waitForStates(screen, 'draining');
		expect(draining?.pid).toBe(rows[0]?.pid);
		expect(await slow).toEqual({status: 200, body: String(rows[0]?.pid)});
		await waitForStates(screen, 'stopped');
		await ended(rows[0]?.pid);
	});

	test('s drains a worker and stops it', async () => {
		const clumon = await startReady('express.js', 2);
		await select(clumon, 1);
		clumon.press('s');
		await waitForStates(clumon.screen, 'ready', 'stopped');
		await ended(clumon.rows[1]?.pid);
		expect(await answeringPids(clumon.port)).toEqual(new Set([clumon.rows[0]?.pid]));
	});

	test('R replaces all, one after the other', async () => {
		const {screen, rows, port, press} = await startReady('express.js', 2);
		press('R');
		const isNew = (instance: number) =>
			waitForRow(screen, instance, ({state, pid}) => state === 'ready' && pid !== rows[instance]?.pid);
		const replaced = [await isNew(0), await isNew(1)];
		for (const {pid} of rows) {
			await ended(pid);
		}

		expect(await answeringPids(port)).toEqual(new Set(replaced.map(({pid}) => pid)));
	});

	test('+ adds an instance, and - takes the highest away', async () => {
		const {screen, rows, port, press} = await startReady('express.js', 1);
		press('+');
		const [, added] = await waitForStates(screen, 'ready', 'ready');
		expect(await answeringPids(port)).toEqual(new Set([rows[0]?.pid, added?.pid]));
		press('-');
		await waitForStates(screen, 'ready');
		await ended(added?.pid);
		expect(await answeringPids(port)).toEqual(new Set([rows[0]?.pid]));
	});

	test('m sends the selected worker what is typed, and its answer is in the log', async () => {
		const clumon = startClumon(['echo.js', '-i', '2']);
		const [, second] = await waitForStates(clumon.screen, 'ready', 'ready');
		await select(clumon, 1);
		clumon.press('m');
		await clumon.screen.waitFor(/message/i);
		clumon.press('{"say": "hi"}', 'enter');
		await clumon.screen.waitFor(new RegExp(`"echo":\\s*\\{"say":\\s*"hi"\\},\\s*"from":\\s*${second?.workerId}\\b`));
		expect(workerRows(clumon.screen.text()).map(({state}) => state)).toEqual(['ready', 'ready']);
	});

	test('? explains the keys, and Esc goes back', async () => {
		const {screen, press} = await startReady('express.js', 1);
		press('?');
		await screen.waitFor(/disconnect: ends when its connections have/);
		press('escape');
		await waitForStates(screen, 'ready');
	});

	test('does nothing with --read-only', async () => {
		const {screen, rows, press} = await startReady('http.js', 1, '--read-only');
		press('k', 'K', 's', 'd', 'r', 'R', '+', '?');
		await screen.waitFor(text => workerRows(text).length === 0, 'the help page, after all the other keys');
		press('escape');
		const [row] = await waitForStates(screen, 'ready');
		expect(row?.pid).toBe(rows[0]?.pid);
	});

	test('is asked about with --confirm', async () => {
		const {screen, rows, press} = await startReady('http.js', 1, '--confirm');
		press('k');
		await screen.waitFor(/\by\b/);
		expect(isAlive(rows[0]?.pid)).toBe(true);
		press('y');
		await waitForStates(screen, 'stopped');
	});
});

describe('a worker that ends by itself', () => {
	test('is replaced, and its end is in the log', async () => {
		const {screen, rows, port} = await startReady('http.js', 2);
		const crashed = Number((await request(port, '/crash')).body);
		const instance = rows.findIndex(({pid}) => pid === crashed);
		const replaced = await waitForRow(screen, instance, ({state, pid}) => state === 'ready' && pid !== crashed);
		await screen.waitFor(/exited with code 1/);
		await screen.waitFor(/asked to crash/);
		expect(await answeringPids(port)).toContain(replaced.pid);
	});

	test('at boot is tried again later, and the screen says why the app does not start', async () => {
		const {screen} = startClumon(['crash-at-boot.js', '-i', '1']);
		await screen.waitFor(/waiting +\d+s \d+\/10/);
		await screen.waitFor(/fails to start: exit 1: TypeError: x is not a function/);
	});

	test('after a while of service is tried again with a growing delay', async () => {
		const {screen} = startClumon(['throws-after.js', '-i', '1', '--', '300'], {columns: 120});
		await screen.waitFor(/exited with code 1 .*its time had come/);
		// 400 ms, ± 20 %.
		await screen.waitFor(/restart 4\/10 in [34]\d\dms/);
	});
});
