import {constants} from 'node:os';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {cli} from './harness/run-clumon.js';
import {type ClumonInTerminal, startClumon, startClumonInShell} from './harness/start-clumon.js';
import {TerminalScreen} from './harness/terminal-screen.js';
import {waitForPort, waitForStates} from './harness/worker-table.js';

const untouched = new TerminalScreen({columns: 80, rows: 24, reply: () => {}}).modes();

const command = `'${process.execPath}' '${cli}' http.js -i 2`;

async function startReady(app: string, ...args: string[]): Promise<ClumonInTerminal> {
	const clumon = startClumon([app, '-i', '2', ...args]);
	await waitForStates(clumon.screen, 'ready', 'ready');
	return clumon;
}

describe('quitting', () => {
	test.each([
		['q', ({press}: ClumonInTerminal) => press('q')],
		['Ctrl-C', ({press}: ClumonInTerminal) => press('ctrl-c')],
		['SIGINT', ({kill}: ClumonInTerminal) => kill('SIGINT')],
		['SIGTERM', ({kill}: ClumonInTerminal) => kill('SIGTERM')],
	])('by %s restores the terminal, leaves a summary and no process, and ends with 0', async (_, quit) => {
		const clumon = await startReady('express.js');
		const {screen, exited, family} = clumon;
		expect(family.pids().length).toBeGreaterThanOrEqual(3);
		expect(screen.modes()).toMatchObject({alternate: true, bracketedPaste: true, cursorHidden: true});
		quit(clumon);
		expect(await exited).toEqual({code: 0, signal: undefined});
		await family.gone();
		expect(screen.modes()).toEqual(untouched);
		expect(screen.text()).toMatch(/^clumon express\.js/m);
		// The user's scrollback is his own.
		expect(screen.bytes()).not.toContain('\u001B[3J');
	});

	test('by SIGHUP drains, and then ends as the signal would have ended it', async () => {
		const {screen, kill, exited, family} = await startReady('express.js');
		kill('SIGHUP');
		expect(await exited).toEqual({code: 0, signal: constants.signals.SIGHUP});
		await family.gone();
		expect(screen.modes()).toEqual(untouched);
	});

	test('by the end of its terminal leaves no process', async () => {
		const {screen, pid, family} = startClumonInShell(`${command}; true`);
		await waitForStates(screen, 'ready', 'ready');
		// The kernel hangs up the terminal of a session whose leader dies.
		process.kill(pid, 'SIGKILL');
		await family.gone();
	});

	test('waits for an open request', async () => {
		const {screen, press, exited, family} = await startReady('express.js', '--drain-timeout', '600000');
		const slow = request(await waitForPort(screen), '/slow?ms=2500');
		await screen.waitFor(/slow request at/);
		press('q');
		await screen.waitFor(/draining/);
		expect((await slow).status).toBe(200);
		expect((await exited).code).toBe(0);
		await family.gone();
	});

	test('a second time sends SIGTERM, a third time SIGKILL', async () => {
		const {screen, press, exited, family} = await startReady(
			'ignores-sigterm.js',
			'--drain-timeout',
			'600000',
			'--kill-timeout',
			'600000',
		);
		press('q');
		await waitForStates(screen, 'draining', 'draining');
		press('q');
		await waitForStates(screen, 'stopping', 'stopping');
		await screen.waitFor(/no, thank you/);
		press('q');
		expect((await exited).code).toBe(0);
		await family.gone();
		expect(screen.modes()).toEqual(untouched);
	});

	test('gives the shell its terminal back', async () => {
		const {screen, press, exited} = startClumonInShell(`stty -g; ${command}; echo "exit code $?"; stty -g`);
		await waitForStates(screen, 'ready', 'ready');
		press('q');
		await exited;
		const [before, after] = screen.bytes().match(/^(?:[\da-f]+:){10,}[\da-f]+/gm) ?? [];
		expect(screen.bytes()).toContain('exit code 0');
		expect(before).toBeDefined();
		expect(after).toBe(before);
	});
});

describe('a primary that is killed', () => {
	test('takes its workers with it', async () => {
		const {kill, exited, family} = await startReady('http.js');
		kill('SIGKILL');
		await exited;
		await family.gone();
	});
});
