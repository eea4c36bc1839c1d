import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {clientCommandTable} from '../../src/command-line/client-command-table.js';
import {bashCompletion} from '../../src/command-line/completion-bash.js';
import {fishCompletion} from '../../src/command-line/completion-fish.js';
import {completionWords} from '../../src/command-line/completion-words.js';
import {zshCompletion} from '../../src/command-line/completion-zsh.js';
import {startOptionTable} from '../../src/command-line/start-option-table.js';

/** What bash would offer for the last word. */
function completeInBash(...words: readonly string[]): readonly string[] {
	const quoted = words.map(word => `'${word}'`).join(' ');
	const script = `${bashCompletion(completionWords)}
clumon_list() { printf '    "name": "web-shop",\\n    "name": "api",\\n'; }
command() { clumon_list; }
COMP_WORDS=(${quoted}) COMP_CWORD=${words.length - 1}
_clumon
printf '%s\\n' "\${COMPREPLY[@]}"`;
	const {stdout, stderr} = spawnSync('bash', ['--norc', '-c', script], {encoding: 'utf8', cwd: 'test/fixtures'});
	expect(stderr).toBe('');
	return stdout.split('\n').filter(line => line !== '');
}

describe('the words', () => {
	test('are all options and commands of the tables', () => {
		const flags = completionWords.startOptions.map(({long}) => long);
		expect(flags).toHaveLength(startOptionTable.length + 2);
		expect(flags).toEqual(expect.arrayContaining(['--instances', '--no-probe', '--watch', '--help', '--version']));
		expect(flags.filter(flag => !/^--[a-z-]+$/.test(flag))).toEqual([]);
		const names = completionWords.commands.map(({name}) => name);
		expect(names).toEqual([...clientCommandTable.map(({name}) => name), 'completion']);
	});

	test('tell what follows an option', () => {
		const valueAfter = (long: string) => completionWords.startOptions.find(option => option.long === long)?.value;
		expect(valueAfter('--cwd')).toEqual({kind: 'folder'});
		expect(valueAfter('--env-file')).toEqual({kind: 'file'});
		expect(valueAfter('--scheduling')).toEqual({kind: 'choice', choices: ['rr', 'os', 'reuseport']});
		expect(valueAfter('--watch')).toEqual({kind: 'none'});
		expect(valueAfter('--kill-timeout')).toEqual({kind: 'free'});
	});
});

describe('bash offers', () => {
	test('commands and files at first', () => {
		expect(completeInBash('clumon', 'stat')).toEqual(['status']);
		expect(completeInBash('clumon', '')).toEqual(expect.arrayContaining(['start', 'list', 'http.js', 'screen']));
	});

	test('the options of what is started, and of a command its own', () => {
		expect(completeInBash('clumon', 'http.js', '--no-')).toEqual([
			'--no-autorestart',
			'--no-hang-restart',
			'--no-probe',
		]);
		expect(completeInBash('clumon', 'start', '--stop')).toEqual(['--stop-first']);
		expect(completeInBash('clumon', 'list', '-')).toEqual(['--json', '-h', '--help']);
	});

	test('the values of an option, after a blank or =', () => {
		expect(completeInBash('clumon', 'http.js', '--scheduling', '')).toEqual(['rr', 'os', 'reuseport']);
		expect(completeInBash('clumon', 'http.js', '--scheduling', '=')).toEqual(['rr', 'os', 'reuseport']);
		expect(completeInBash('clumon', 'http.js', '--scheduling', '=', 'o')).toEqual(['os']);
		expect(completeInBash('clumon', 'http.js', '--cwd', 's')).toEqual(['screen']);
		expect(completeInBash('clumon', 'http.js', '--name', '')).toEqual([]);
	});

	test('the names of the clumons that run, once', () => {
		expect(completeInBash('clumon', 'status', '')).toEqual(['web-shop', 'api']);
		expect(completeInBash('clumon', 'status', 'a')).toEqual(['api']);
		expect(completeInBash('clumon', 'status', 'api', '')).toEqual([]);
	});

	test('does not take the value of an option for the app or a command', () => {
		expect(completeInBash('clumon', '--name', 'status', '--stop')).toEqual(['--stop-first']);
		expect(completeInBash('clumon', '--name', '=', 'status', '--stop')).toEqual(['--stop-first']);
	});

	test('files after --, as they are for the app', () => {
		expect(completeInBash('clumon', 'http.js', '--', 'crash')).toEqual(['crash-at-boot.js']);
		expect(completeInBash('clumon', 'http.js', '--', '--no')).toEqual([]);
	});
});

test.each([
	['bash', bashCompletion],
	['zsh', zshCompletion],
	['fish', fishCompletion],
])('%s can read its script, where it is installed', (shell, write) => {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-completion-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	writeFileSync(join(folder, 'clumon'), write(completionWords));
	const {error, stderr} = spawnSync(shell, ['-n', join(folder, 'clumon')], {encoding: 'utf8'});
	expect(error === undefined ? stderr : '').toBe('');
});

test('quotes descriptions for their shell', () => {
	const option = {long: '--odd', short: '-o', description: "it's [a] \\ b", value: {kind: 'none'}} as const;
	const words = {startOptions: [option], commands: []};
	expect(zshCompletion(words)).toContain(`'(-o --odd)'{-o,--odd}'[it'\\''s \\[a\\] \\ b]'`);
	expect(fishCompletion(words)).toContain(`--description 'it\\'s [a] \\\\ b'`);
});
