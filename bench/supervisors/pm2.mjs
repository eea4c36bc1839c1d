import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {cleanEnvironment} from '../lib/apps.mjs';
import {startRun} from './run.mjs';

const pm2 = createRequire(import.meta.url).resolve('pm2/bin/pm2');

/** pm2 in cluster mode, with a daemon and a home of its own; all else as it comes. `isWarm`: the daemon runs already. */
export async function startPm2({isWarm = false, ...options}) {
	const home = mkdtempSync(join(tmpdir(), 'clumon-bench-pm2-'));
	const own = {PM2_HOME: home, PM2_DISABLE_VERSION_CHECK: 'true', CI: 'true'};
	if (isWarm) {
		await command(['ping'], cleanEnvironment(own));
	}
	return startRun(options, async ({app, instances, env}) => {
		const environment = cleanEnvironment(env, own);
		await command(['start', app, '--name', 'bench', '-i', String(instances)], environment);
		return {
			pid: Number(readFileSync(join(home, 'pm2.pid'), 'utf8')),
			/** For `pm2 monit`. */
			monit: {file: process.execPath, args: [pm2, 'monit'], env: environment},
			/** For `pm2 logs` of one flood, which it reads from now on. */
			logs: {file: process.execPath, args: [pm2, 'logs', '--raw', '--lines', '0'], env: environment},
			/** Where each instance's output goes. */
			logFiles: Array.from({length: instances}, (_, i) =>
				join(home, 'logs', `bench-out${instances > 1 ? `-${i}` : ''}.log`),
			),
			// Not awaited by those who only begin it: it answers when all is done.
			reload: () => command(['reload', 'bench'], environment),
			async quit() {
				await command(['kill'], environment);
				rmSync(home, {recursive: true, force: true});
			},
		};
	});
}

async function command(args, env) {
	const child = spawn(process.execPath, [pm2, ...args], {env, stdio: 'ignore'});
	const [code] = await once(child, 'exit');
	if (code !== 0) {
		throw new Error(`pm2 ${args[0]} ended with code ${code}`);
	}
}
