import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {cli, createHome} from './harness/run-clumon.js';
import {type ClumonInTerminal, startClumonInShell} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';

const shells = [
	{shell: 'bash', command: 'bash --norc --noprofile -i', setUp: "PS1='> '; source <(clumon completion bash)"},
	{
		shell: 'zsh',
		command: 'zsh -f -i',
		setUp: "PS1='> '; unsetopt promptsp; autoload -U compinit; compinit -u -D; source <(clumon completion zsh)",
	},
	{
		shell: 'fish',
		command: 'fish --no-config -i',
		setUp: "function fish_prompt; echo '> '; end; clumon completion fish | source",
	},
];

/** A shell in a terminal, with clumon on its path and the script loaded. */
async function startShell({command, setUp}: (typeof shells)[number], home: string): Promise<ClumonInTerminal> {
	mkdirSync(join(home, 'bin'));
	writeFileSync(join(home, 'bin/clumon'), `#!/bin/sh\nexec ${process.execPath} ${cli} "$@"\n`, {mode: 0o755});
	const variables = `export PATH=${home}/bin:$PATH HOME=${home} XDG_RUNTIME_DIR=${home}`;
	const shell = startClumonInShell(`${variables}; exec ${command}`);
	shell.press(`${setUp}; clear; echo loa''ded`, 'enter');
	await shell.screen.waitFor(/^loaded/m);
	return shell;
}

describe.each(shells)('completion in $shell', row => {
	const isInstalled = spawnSync(row.shell, ['--version']).status === 0;

	/** Types, asks for completion, waits for what it becomes, and takes the line back. */
	async function complete(shell: ClumonInTerminal, typed: string, becomes: RegExp): Promise<void> {
		shell.press(typed, 'tab');
		await shell.screen.waitFor(becomes);
		shell.press('\u0015');
		await shell.screen.waitFor(text => !becomes.test(text), `${becomes} to be taken back`);
	}

	test.skipIf(!isInstalled)('offers commands, options, values, files and the names of running clumons', async () => {
		const home = createHome();
		const running = startHeadless(['http.js', '-i', '1', '-n', 'web-shop'], {env: {HOME: home, XDG_RUNTIME_DIR: home}});
		await running.waitForLine('stderr', /ready on/);
		const shell = await startShell(row, home);
		await complete(shell, 'clumon stat', /clumon status\b/);
		await complete(shell, 'clumon crash', /clumon crash-at-boot\.js\b/);
		await complete(shell, 'clumon start crash', /clumon start crash-at-boot\.js\b/);
		await complete(shell, 'clumon http.js --sched', /clumon http\.js --scheduling\b/);
		await complete(shell, 'clumon http.js --scheduling reu', /--scheduling reuseport\b/);
		await complete(shell, 'clumon http.js -i 2 --head', /-i 2 --headless\b/);
		await complete(shell, 'clumon http.js --cwd scr', /--cwd screen\//);
		await complete(shell, 'clumon status --js', /clumon status --json\b/);
		await complete(shell, 'clumon completion f', /clumon completion fish\b/);
		await complete(shell, 'clumon status we', /clumon status web-shop\b/);
	});
});

describe('clumon completion', () => {
	test('for another shell is exit code 2', async () => {
		const clumon = startHeadless(['completion', 'tcsh']);
		expect(await clumon.exited).toEqual({code: 2, signal: null});
		expect(clumon.stderr()).toBe('clumon: completion must be given bash, zsh or fish, got "tcsh"\n');
	});
});
