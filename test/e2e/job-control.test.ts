import process from 'node:process';
import {expect, test} from 'vitest';
import {request} from './harness/http-request.js';
import {cli, createHome} from './harness/run-clumon.js';
import {runCommand} from './harness/run-command.js';
import {type ClumonInTerminal, startInteractiveShell} from './harness/start-clumon.js';
import {waitFor} from './harness/wait-for.js';

const command = `'${process.execPath}' '${cli}' http.js -i 1`;

test('started in the background it serves, and has its screen when fg fetches it', async () => {
	const home = createHome();
	const shell = startInteractiveShell({HOME: home, XDG_RUNTIME_DIR: home});
	type(shell, `${command} &`);
	const {port} = await running(home);
	expect((await request(port)).status).toBe(200);
	type(shell, 'echo $((6 * 7)) here');
	await shell.screen.waitFor(/^42 here$/m);
	expect(shell.screen.modes()).toMatchObject({alternate: false, cursorHidden: false});

	type(shell, 'fg');
	await shell.screen.waitFor(/http\.js[\s\S]* ready /);
	expect(shell.screen.isAlternate()).toBe(true);
	shell.press('q');
	await shell.screen.waitFor(/clumon http\.js: ended/);
	expect(shell.screen.modes()).toMatchObject({alternate: false, cursorHidden: false});
	type(shell, 'exit');
	await shell.family.gone();
});

test('stopped and woken by someone else, it serves on behind the shell', async () => {
	const home = createHome();
	const shell = startInteractiveShell({HOME: home, XDG_RUNTIME_DIR: home});
	type(shell, command);
	await shell.screen.waitFor(/http\.js[\s\S]* ready /);
	const {port, pid} = await running(home);
	process.kill(pid, 'SIGSTOP');
	await shell.screen.waitFor(/Stopped/);
	process.kill(pid, 'SIGCONT');
	for (let i = 0; i < 20; i++) {
		expect((await request(port)).status).toBe(200);
	}
	type(shell, 'echo $((6 * 7)) here');
	await shell.screen.waitFor(/^42 here/m);

	type(shell, 'fg');
	await shell.screen.waitFor(/http\.js[\s\S]* ready /);
	shell.press('q');
	await shell.screen.waitFor(/clumon http\.js: ended/);
	type(shell, 'exit');
	await shell.family.gone();
});

function type(shell: ClumonInTerminal, line: string): void {
	shell.press(line, 'enter');
}

/** What `clumon list` tells of the one that runs, once it listens. */
async function running(home: string): Promise<{readonly port: number; readonly pid: number}> {
	let listed = '';
	const [, port, pid] = await waitFor(
		async () => {
			listed = (await runCommand(['list'], home)).stdout;
			return /:(\d+) +\S+ +(\d+)/.exec(listed) ?? undefined;
		},
		{what: 'a clumon that listens', context: () => listed},
	);
	return {port: Number(port), pid: Number(pid)};
}
