import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';

import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {cleanEnvironment} from '../lib/apps.mjs';
import {node} from './clumon.mjs';
import {startRun} from './run.mjs';

const bin = fileURLToPath(new URL('../node_modules/concurrently/dist/bin/concurrently.js', import.meta.url));

/** One process for each instance, no cluster; the merged log goes to a file. */
export async function startConcurrently({file, ...options}) {
	return startRun(options, ({app, instances, env}) => {
		const log = openSync(file, 'a');
		const commands = Array.from({length: instances}, (_, i) => `NODE_APP_INSTANCE=${i} exec ${node} ${app}`);
		const child = spawn(process.execPath, [bin, ...commands], {
			env: cleanEnvironment(env),
			stdio: ['ignore', log, 'inherit'],
		});
		closeSync(log);
		const exited = once(child, 'exit');
		return {
			pid: child.pid,
			async quit() {
				process.kill(child.pid, 'SIGTERM');
				await exited;
			},
		};
	});
}
