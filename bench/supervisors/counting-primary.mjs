/**
 * The least that a primary can do with its workers' output: with `pipe` it counts the line ends in it, with `file` it lets
 * each worker write to a file of its own. `node counting-primary.mjs <app> <instances> pipe|file <folder>`
 *
 * Says in `<folder>/counted` how many lines it has counted so far whenever it looks and there are more.
 */
import cluster from 'node:cluster';
import {openSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';

const LINE_FEED = 10;
const LOOK_MS = 20;

const [app, instances, output, folder] = process.argv.slice(2);
let lines = 0;
let toldLines = 0;

for (let instance = 0; instance < Number(instances); instance++) {
	const stdout = output === 'file' ? openSync(join(folder, `${instance}.log`), 'a') : 'pipe';
	cluster.setupPrimary({exec: app, args: [], execArgv: preload(), stdio: ['ignore', stdout, 'inherit', 'ipc']});
	const worker = cluster.fork({NODE_APP_INSTANCE: String(instance)});
	worker.process.stdout?.on('data', chunk => {
		for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) {
			lines += 1;
		}
	});
}
setInterval(() => {
	if (lines > toldLines) {
		toldLines = lines;
		writeFileSync(join(folder, 'counted'), String(lines));
	}
}, LOOK_MS);
process.on('SIGTERM', () => process.exit());

/** With the pipes as clumon makes them, blocking, where PRELOAD names what does that. */
function preload() {
	const file = process.env.PRELOAD;
	return file === undefined ? [] : ['--require', file];
}
