import {Family} from '../lib/family.mjs';
import {findFreePort} from '../lib/free-port.mjs';
import {waitFor} from '../lib/wait-for.mjs';
import {WorkerFolder} from '../lib/worker-folder.mjs';

/**
 * What all supervisors have in common: an app on a free port, its workers known by pid, and an end that leaves nothing.
 *
 * @param options `{app, instances, env}`: the app's file and what it is to find in its environment; `onBegin(port)` is
 * called right before it is started, `onLaunched` with what `launch` returned, at once
 * @param launch starts the supervisor with the same, completed; returns its `pid` and how to `quit` it and, where it has
 * that, to wait until it is `ready`, to `reload` it and more.
 * @returns {Promise<Run>} when every worker listens
 *
 * @typedef {object} Run
 * @property {number} pid of the supervisor
 * @property {number} port
 * @property {WorkerFolder} workers
 * @property {Family} family
 * @property {() => Promise<void>} reload begins a rolling reload
 * @property {() => Promise<void>} close
 */
export async function startRun({app, instances, env = {}, onBegin, onLaunched}, launch) {
	const family = new Family();
	const workers = new WorkerFolder();
	const port = await findFreePort();
	const clear = () => {
		family.kill();
		workers.remove();
	};
	try {
		onBegin?.(port);
		const launched = launch({
			app,
			instances,
			env: {...family.environment, ...workers.environment, PORT: String(port), ...env},
		});
		onLaunched?.(launched);
		const {quit, ready, ...supervisor} = await launched;
		await waitFor(() => workers.alive().length === instances, {what: `${instances} workers to listen`});
		await ready?.();
		const close = async () => {
			await quit();
			clear();
		};
		return {...supervisor, port, workers, family, close};
	} catch (error) {
		clear();
		throw error;
	}
}
