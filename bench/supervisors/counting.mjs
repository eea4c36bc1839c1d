import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {cleanEnvironment} from '../lib/apps.mjs';
import {node} from './clumon.mjs';
import {startRun} from './run.mjs';

const primary = fileURLToPath(new URL('counting-primary.mjs', import.meta.url));
/** Nothing of clumon but what makes the pipes of a worker blocking. */
const blockingPipes = fileURLToPath(new URL('../apps/blocking-pipes.cjs', import.meta.url));

/**
 * node:cluster that counts lines.
 *
 * @param output `blocking`, `pipe` as Node makes them, or `file`
 */
export async function startCounting({output, folder, ...options}) {
	return startRun(options, ({app, instances, env}) => {
		const kind = output === 'file' ? 'file' : 'pipe';
		const child = spawn(node, [primary, app, String(instances), kind, folder], {
			env: cleanEnvironment(env, output === 'blocking' ? {PRELOAD: blockingPipes} : {}),
			stdio: ['ignore', 'ignore', 'inherit'],
		});
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
