import {expect, test} from 'vitest';
import {createHome} from './harness/run-clumon.js';
import {runCommand} from './harness/run-command.js';
import {type ClumonInTerminal, startClumon} from './harness/start-clumon.js';
import {type HeadlessClumon, startHeadless, waitForReady} from './harness/start-headless.js';
import {waitForRow, waitForStates, workerRows} from './harness/worker-table.js';

const asHome = (home: string) => ({HOME: home, XDG_RUNTIME_DIR: home});

async function startReady(args: readonly string[], home: string): Promise<HeadlessClumon> {
	const clumon = startHeadless([...args, '-i', '2'], {env: asHome(home)});
	await waitForReady(clumon, 2);
	return clumon;
}

const monit = (home: string, {args = [], ...size}: {args?: readonly string[]; columns?: number; rows?: number} = {}) =>
	startClumon(['monit', ...args], {env: asHome(home), ...size});

async function detach(screen: ClumonInTerminal): Promise<void> {
	screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: undefined});
	expect(screen.screen.modes()).toMatchObject({alternate: false, cursorHidden: false, bracketedPaste: false});
}

test('monit is the screen, with the log from before, and its keys act; q leaves the clumon alone', async () => {
	const home = createHome();
	const clumon = await startReady(['http.js'], home);
	const {screen, press, ...attached} = monit(home);
	await waitForStates(screen, 'ready', 'ready');
	await screen.waitFor(/── w1 forked · pid \d+ ──/);
	press('r');
	await waitForRow(screen, 0, ({workerId, state}) => workerId === 3 && state === 'ready');
	await screen.waitFor(/w3 has taken over from w1/);
	press('-');
	await screen.waitFor(/scaling down from 2 to 1 instances, drained · \+ brings one back/);
	await screen.waitFor(/q detach/);
	await detach({screen, press, ...attached});
	expect(screen.text()).toContain('detached from http.js, which goes on');
	expect((await runCommand(['list'], home)).stdout).toContain(String(clumon.pid));
});

test('several screens at different sizes show the same', async () => {
	const home = createHome();
	await startReady(['http.js'], home);
	const small = monit(home, {columns: 60, rows: 15});
	const large = monit(home, {columns: 160, rows: 50});
	await Promise.all([small, large].map(({screen}) => waitForStates(screen, 'ready', 'ready')));
	small.press('s');
	await Promise.all([small, large].map(({screen}) => waitForStates(screen, 'stopped', 'ready')));
	await detach(small);
	large.press('r');
	await waitForStates(large.screen, 'ready', 'ready');
	await detach(large);
});

test('with --read-only no key acts, and there is a way out', async () => {
	const home = createHome();
	await startReady(['http.js'], home);
	const attached = monit(home, {args: ['--read-only']});
	await waitForStates(attached.screen, 'ready', 'ready');
	attached.press('k');
	await attached.screen.waitFor(/read-only: nothing is changed from here/);
	expect(workerRows(attached.screen.text()).map(({state}) => state)).toEqual(['ready', 'ready']);
	attached.press('ctrl-c');
	expect(await attached.exited).toEqual({code: 0, signal: undefined});
});

test.each([
	['SIGTERM', /http\.js: ended: exit 0\. This is how it was/],
	['SIGKILL', /http\.js: connection lost\. This is how it was/],
] as const)(
	'after %s the screen says what is the matter, and finds the next clumon of that name',
	async (signal, banner) => {
		const home = createHome();
		const clumon = await startReady(['http.js'], home);
		const attached = monit(home, {columns: 100});
		await waitForStates(attached.screen, 'ready', 'ready');
		clumon.kill(signal);
		await attached.screen.waitFor(banner);
		const next = startHeadless(['http.js', '-i', '3'], {env: asHome(home)});
		await waitForStates(attached.screen, 'ready', 'ready', 'ready');
		expect(attached.screen.text()).not.toMatch(/This is how it was/);
		// The log of both.
		attached.press('z');
		for (const {waitForLine} of [clumon, next]) {
			const [forked] = await waitForLine('stderr', /w1 forked · pid \d+/);
			await attached.screen.waitFor(new RegExp(forked));
		}
		await detach(attached);
	},
);

test('without a terminal monit names what to use', async () => {
	const {code, stderr} = await runCommand(['monit'], createHome());
	expect(code).toBe(2);
	expect(stderr).toBe('clumon: monit needs a terminal: clumon status prints the table once, clumon logs the log\n');
});
