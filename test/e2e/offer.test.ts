import {mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {cli} from './harness/run-clumon.js';
import {startClumonInShell} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';
import {waitForStates} from './harness/worker-table.js';

/** A package whose start script runs an app. */
function createPackage(): string {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'clumon-offer-')));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	writeFileSync(join(folder, 'serve.js'), "require('node:http').createServer().listen(0);");
	writeFileSync(join(folder, 'package.json'), JSON.stringify({scripts: {start: 'node serve.js'}}));
	return folder;
}

const startIn = (folder: string) => startClumonInShell(`cd '${folder}' && exec '${process.execPath}' '${cli}' -i 2`);

describe('clumon without an app, in the folder of a package', () => {
	test('offers what its start script runs, and starts it on Enter', async () => {
		const {screen, press, exited} = startIn(createPackage());
		await screen.waitFor(/Start serve\.js, as package\.json says \(start script\)\? \[Y\/n\]/);
		press('enter');
		await waitForStates(screen, 'ready', 'ready');
		press('q');
		expect((await exited).code).toBe(0);
	});

	test('starts it with the variables and the arguments that the script gives it', async () => {
		const folder = createPackage();
		writeFileSync(join(folder, 'serve.js'), "console.log('mode', process.env.MODE, process.argv.slice(2).join('+'));");
		const start = 'MODE=live node serve.js --port 1';
		writeFileSync(join(folder, 'package.json'), JSON.stringify({scripts: {start}}));
		const {screen, press} = startIn(folder);
		await screen.waitFor(/Start serve\.js --env MODE=live -- --port 1, as/);
		press('enter');
		await screen.waitFor(/mode live --port\+1/);
	});

	test.each([
		['n', ['n', 'enter']],
		['Ctrl-D', ['ctrl-d']],
		['Ctrl-C', ['ctrl-c']],
	] as const)('starts nothing on %s', async (_, keys) => {
		const {screen, press, exited} = startIn(createPackage());
		await screen.waitFor(/\[Y\/n\]/);
		press(...keys);
		expect((await exited).code).toBe(0);
		expect(screen.text()).not.toContain('ready');
	});

	test('says what to type where there is no terminal to ask', async () => {
		const clumon = startHeadless([], {before: `cd '${createPackage()}'`});
		expect(await clumon.exited).toEqual({code: 2, signal: null});
		expect(clumon.stderr()).toBe(
			'clumon: no app given: clumon serve.js starts the one of package.json (start script), clumon --help lists the options\n',
		);
	});
});
