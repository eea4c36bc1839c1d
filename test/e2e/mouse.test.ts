import {expect, test} from 'vitest';
import {createHome} from './harness/run-clumon.js';
import {startClumon} from './harness/start-clumon.js';
import {startHeadless, waitForReady} from './harness/start-headless.js';
import {waitForRow, waitForStates} from './harness/worker-table.js';

/** SGR reports of the cell in a row of the screen, from 0, as a terminal sends them. */
const click = (row: number) => `\u001b[<0;6;${row + 1}M\u001b[<0;6;${row + 1}m`;
const wheelUp = (row: number) => `\u001b[<64;6;${row + 1}M`;

const GIVEN_BACK = {alternate: false, mouse: 'none', bracketedPaste: false, cursorHidden: false};

async function startReady() {
	const clumon = startClumon(['http.js', '-i', '2', '--mouse']);
	await waitForStates(clumon.screen, 'ready', 'ready');
	return clumon;
}

test('with --mouse a click selects a worker, the wheel scrolls the log, and q gives the mouse back', async () => {
	const {screen, press, exited} = await startReady();
	expect(screen.modes()).toMatchObject({alternate: true, mouse: 'vt200'});
	const row = screen.rows().findIndex(text => /^ +1 +w2 /.test(text));
	// In two pieces: a report is no key, wherever it is cut.
	press(...click(row).slice(0, 6));
	press(...click(row).slice(6));
	await waitForRow(screen, 1, ({selected}) => selected);
	const title = screen.rows().findIndex(text => text.includes('── log'));
	press(...wheelUp(title + 2));
	await screen.waitFor(/paused/);
	press(...click(1));
	await screen.waitFor(/sorted by id: O the other way round/);
	press(...click(title + 1), 'r');
	await screen.waitFor(/the log has the focus: Tab, then r/);
	press('q');
	expect(await exited).toMatchObject({code: 0});
	expect(screen.modes()).toMatchObject(GIVEN_BACK);
});

test('SIGTERM gives the mouse back', async () => {
	const {screen, kill, exited} = await startReady();
	kill('SIGTERM');
	await exited;
	expect(screen.modes()).toMatchObject(GIVEN_BACK);
});

test('stopped from outside it gives the mouse back, and takes it again when it goes on', async () => {
	const {screen, kill} = await startReady();
	kill('SIGTSTP');
	await screen.waitFor(() => screen.modes().mouse === 'none', 'the mouse given back');
	kill('SIGCONT');
	await screen.waitFor(() => screen.modes().mouse === 'vt200', 'the mouse taken again');
});

test('monit takes --mouse too; without it the terminal keeps its own selection', async () => {
	const home = createHome();
	const env = {HOME: home, XDG_RUNTIME_DIR: home};
	const clumon = startHeadless(['http.js', '-i', '2'], {env});
	await waitForReady(clumon, 2);
	const plain = startClumon(['monit'], {env});
	const pointed = startClumon(['monit', '--mouse'], {env});
	await Promise.all([plain, pointed].map(({screen}) => waitForStates(screen, 'ready', 'ready')));
	expect(plain.screen.modes().mouse).toBe('none');
	expect(pointed.screen.modes().mouse).toBe('vt200');
});
