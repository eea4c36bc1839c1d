import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {cleanEnvironment} from '../lib/apps.mjs';
import {signalIfAlive} from '../lib/family.mjs';
import {Terminal} from '../lib/terminal.mjs';
import {comesTrue} from '../lib/wait-for.mjs';
import {startRun} from './run.mjs';

const cli = process.env.CLUMON_BENCH_CLI ?? fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
/** What clumon and so its workers run on. */
export const node = process.env.CLUMON_BENCH_NODE ?? process.execPath;

/** clumon with its screen, in a terminal of 120×35, worked by its keys. */
export async function startClumon({args = [], ...options}) {
	return startRun(options, ({app, instances, env}) => {
		const terminal = new Terminal({
			file: node,
			args: [cli, app, '-i', String(instances), ...args],
			env: cleanEnvironment(env),
		});
		return {
			pid: terminal.pid,
			terminal,
			ready: () => terminal.waitFor(new RegExp(`${instances}/${instances} ready`)),
			reload: async () => terminal.press('R'),
			quit: () => quitTwice({ask: () => terminal.press('q'), exited: terminal.exited}),
		};
	});
}

/** clumon without a screen, its log read by nobody, or in a file. */
export async function startClumonHeadless({args = [], file = '/dev/null', ...options}) {
	return startRun(options, ({app, instances, env}) => {
		const nowhere = openSync(file, 'w');
		const child = spawn(node, [cli, app, '-i', String(instances), '--headless', ...args], {
			env: cleanEnvironment(env),
			stdio: ['ignore', nowhere, nowhere],
		});
		closeSync(nowhere);
		return {
			pid: child.pid,
			quit: () => quitTwice({ask: () => signalIfAlive(child.pid, 'SIGTERM'), exited: once(child, 'exit')}),
		};
	});
}

/** Once to drain, then to terminate, as no client is left that matters. */
async function quitTwice({ask, exited}) {
	let ended = false;
	const end = exited.then(() => {
		ended = true;
	});
	ask();
	if (!(await comesTrue(() => ended, 2000))) {
		ask();
	}
	await end;
}
