/**
 * Loaded into every worker before the app (`node --require`), and invisible to it: nothing of it stands in argv,
 * execArgv, the environment or the require cache, it holds no handle and adds no listener that the app could count on
 * `message`. CommonJS, as only `--require` is sure to run before the app on every Node and for every kind of app.
 */
import cluster = require('node:cluster');
import Module = require('node:module');
import path = require('node:path');
import type orphan = require('./orphan.cjs');
import type probe = require('./probe.cjs');

// Its types describe the ES module.
const {isWorker} = cluster as unknown as typeof cluster.default;

// The app's own threads load what the process was told to, and run nothing of it: they have no channel to the primary.
// (`isMainThread` would say so, too, in node:worker_threads, which takes 1.6 ms to load.)
if (isWorker && process.send !== undefined) {
	(require('./orphan.cjs') as typeof orphan).endIfOrphaned();
	(require('./probe.cjs') as typeof probe).startProbe();
}
hide();

function hide(): void {
	const at = process.execArgv.findIndex(arg => path.dirname(arg) === __dirname);
	if (at > 0) {
		// Forks of the app inherit execArgv.
		process.execArgv.splice(at - 1, 2);
	}
	// Both by what node itself calls a file: the modules loaded, and where it found them.
	const {_pathCache: paths = {}} = Module as {_pathCache?: Record<string, string>};
	forget(require.cache, file => file);
	forget(paths, key => paths[key] ?? '');
}

function forget(cache: Record<string, unknown>, fileOf: (key: string) => string): void {
	for (const key of Object.keys(cache)) {
		if (path.dirname(fileOf(key)) === __dirname) {
			delete cache[key];
		}
	}
}
