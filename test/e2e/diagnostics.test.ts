import {readdirSync, readFileSync, statSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {createTemporaryFolder} from '../faults/harness/temporary-folder.js';
import {cli, fixtures} from './harness/run-clumon.js';
import {startClumonInShell} from './harness/start-clumon.js';

function startIn(folder: string, ...options: readonly string[]) {
	const app = join(fixtures, 'http.js');
	const args = [process.execPath, cli, app, '-i', '1', ...options].map(arg => `'${arg}'`).join(' ');
	return startClumonInShell(`cd '${folder}' && ${args}`);
}

test('P, H and I look into the selected worker, and say where that is to be found', async () => {
	const folder = createTemporaryFolder();
	const {screen, press} = startIn(folder);
	await screen.waitFor(/1\/1 ready/);

	press('P');
	await screen.waitFor(/CPU profile of w1: measures for 10 s/);
	press('H');
	await screen.waitFor(/not begun: the CPU profile of w1 is under way/);
	const [, profile = ''] = await screen.waitFor(/CPU profile of w1: (http\.js-0-\d+-\w+\.cpuprofile)/);
	expect(JSON.parse(readFileSync(join(folder, profile), 'utf8')).nodes.length).toBeGreaterThan(1);

	press('H');
	const [, snapshot = ''] = await screen.waitFor(/heap snapshot of w1: (http\.js-0-\d+-\w+\.heapsnapshot)/);
	expect(JSON.parse(readFileSync(join(folder, snapshot), 'utf8')).snapshot.node_count).toBeGreaterThan(1000);
	expect(readdirSync(folder).map(name => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);

	press('I');
	const [, port] = await screen.waitFor(/inspector of w1: ws:\/\/127\.0\.0\.1:(\d+)/);
	const debuggerSocket = connect(Number(port), '127.0.0.1');
	await new Promise(resolve => debuggerSocket.once('connect', resolve));
	if (process.platform === 'linux') {
		press('I');
		await screen.waitFor(/no inspector of w1: a debugger is connected/);
	}
	const closed = new Promise(resolve => debuggerSocket.once('close', resolve));
	debuggerSocket.destroy();
	await closed;
	press('I');
	await screen.waitFor(/inspector of w1: closed/);
});

test('they are refused where there is no probe, and where nothing may be changed', async () => {
	const {screen, press} = startIn(createTemporaryFolder(), '--no-probe');
	await screen.waitFor(/1\/1 ready/);
	press('P');
	await screen.waitFor(/not with --no-probe/);

	const readOnly = startIn(createTemporaryFolder(), '--read-only', '--name', 'other');
	await readOnly.screen.waitFor(/1\/1 ready/);
	readOnly.press('P');
	await readOnly.screen.waitFor(/read-only/);
});
