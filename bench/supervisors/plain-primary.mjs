/**
 * What the documentation of node:cluster leads to: forks, and on SIGUSR2 replaces each worker by one that listens, then
 * disconnects the old one. `node plain-primary.mjs <app> <instances>`
 */
import cluster from 'node:cluster';
import {once} from 'node:events';
import process from 'node:process';

const [app, instances] = process.argv.slice(2);
cluster.setupPrimary({exec: app, args: []});
let workers = Array.from({length: Number(instances)}, (_, instance) => fork(instance));

process.on('SIGUSR2', async () => {
	for (const [instance, old] of workers.entries()) {
		const replacement = fork(instance);
		await once(replacement, 'listening');
		workers = workers.with(instance, replacement);
		old.disconnect();
	}
});
process.on('SIGTERM', () => process.exit());

function fork(instance) {
	return cluster.fork({NODE_APP_INSTANCE: String(instance)});
}
