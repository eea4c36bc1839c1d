import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {startBuild} from './harness/builds.js';
import {forkedWorkers, quit, waitForCount, waitForReady} from './harness/life.js';
import {createTemporaryFolder} from './harness/temporary-folder.js';

const serves = "require('node:http').createServer((_, response) => response.end('served')).listen(0);";

/** Runs a build whose whole folder is watched. */
async function startInFolder(source: string, optionsFor: (folder: string) => readonly string[] = () => []) {
	const folder = createTemporaryFolder();
	const save = (name: string, text: string) => writeFileSync(join(folder, name), text);
	save('build.cjs', source);
	const clumon = startHeadless([join(folder, 'build.cjs'), '-i', '1', '--watch', folder, ...optionsFor(folder)]);
	await clumon.waitForLine('stderr', /watching/);
	return {clumon, save};
}

test('an app that writes a watched file at each start is not reloaded for ever, but for what else changes', async () => {
	const writes = "require('node:fs').writeFileSync(__dirname + '/state.json', String(process.pid));";
	const {clumon, save} = await startInFolder(`${writes}${serves}`);
	await waitForReady(clumon, 1);
	save('build.cjs', `${writes}${serves} // 2`);
	await clumon.waitForLine('stderr', /state\.json has changed during each of the last reloads.*: not watched any more/);
	const forks = forkedWorkers(clumon).length;
	save('build.cjs', `${writes}${serves} // 3`);
	await waitFor(() => forkedWorkers(clumon).length > forks, {what: 'one more worker', context: clumon.stderr});
	expect(await quit(clumon)).toBe(0);
});

test('an app that writes below the watched folder all the time puts no reload off', async () => {
	const writes = "setInterval(() => require('node:fs').writeFileSync(__dirname + '/app.log', String(Date.now())), 50);";
	const {clumon} = await startInFolder(`${writes}${serves}`);
	await clumon.waitForLine('stderr', /app\.log has changed: reloading/);
	await clumon.waitForLine('stderr', /app\.log has changed during each of the last reloads/);
	expect(await quit(clumon)).toBe(0);
});

test('what clumon itself writes into the watched folder makes no reload', async () => {
	const {clumon, save} = await startInFolder(serves, folder => ['--log-dir', join(folder, 'logs')]);
	await waitForReady(clumon, 1);
	for (const name of ['build.cjs-0-1-20261128.cpuprofile', 'build.cjs-20261128.log.partial']) {
		save(name, 'of clumon');
	}
	save('other.js', 'changed');
	await waitForCount(clumon, /reload done/g, 1);
	expect(clumon.stderr().match(/[\w.]+ \S+ changed: reloading/g)).toEqual(['other.js has changed: reloading']);
	expect(await quit(clumon)).toBe(0);
});

test('a build that does not start waits for the next save', async () => {
	const {clumon, deploy} = await startBuild("throw new Error('half written');", '--no-autorestart');
	await clumon.waitForLine('stderr', /nothing runs any more: waiting for a watched file to change/);
	deploy(serves);
	await waitForReady(clumon, 2);
	expect(await quit(clumon)).toBe(0);
});

test('--no-probe says once that a reload may drop requests', async () => {
	const {clumon, deploy} = await startBuild(serves, '--no-probe');
	await waitForReady(clumon, 2);
	for (const round of [1, 2]) {
		deploy(`${serves} // ${round}`);
		await waitForCount(clumon, /reload done: 2 of 2/g, round);
	}
	expect(clumon.stderr().match(/--no-probe: the old worker is disconnected at once/g)).toHaveLength(1);
	expect(await quit(clumon)).toBe(0);
});
