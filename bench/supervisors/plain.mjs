import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {cleanEnvironment} from '../lib/apps.mjs';
import {Terminal} from '../lib/terminal.mjs';
import {startRun} from './run.mjs';

const primary = fileURLToPath(new URL('plain-primary.mjs', import.meta.url));

/** node:cluster and nothing else. */
export async function startPlain(options) {
	return startRun(options, ({app, instances, env}) => {
		const child = spawn(process.execPath, [primary, app, String(instances)], {
			env: cleanEnvironment(env),
			stdio: 'ignore',
		});
		const exited = once(child, 'exit');
		return {
			pid: child.pid,
			reload: async () => process.kill(child.pid, 'SIGUSR2'),
			async quit() {
				process.kill(child.pid, 'SIGTERM');
				await exited;
			},
		};
	});
}

/** The same in a terminal of 120×35, as clumon with its screen. */
export async function startPlainInTerminal(options) {
	return startRun(options, ({app, instances, env}) => {
		const {pid, exited} = new Terminal({
			file: process.execPath,
			args: [primary, app, String(instances)],
			env: cleanEnvironment(env),
		});
		return {
			pid,
			async quit() {
				process.kill(pid, 'SIGTERM');
				await exited;
			},
		};
	});
}
