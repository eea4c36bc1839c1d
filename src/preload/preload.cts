/**
 * Loaded into every worker before the app (`node --require`), and invisible to it: nothing of it stands in argv,
 * execArgv, the environment or the require cache, it holds no handle and adds no listener that the app could count on
 * `message`. CommonJS, as only `--require` is sure to run before the app on every Node and for every kind of app.
 */
import cluster = require('node:cluster');
import path = require('node:path');
import worker_threads = require('node:worker_threads');
import drain = require('./drain.cjs');
import output = require('./output.cjs');
import pulse = require('./pulse.cjs');
import requests = require('./requests.cjs');

// Its types describe the ES module.
const {isWorker} = cluster as unknown as typeof cluster.default;

if (isWorker && worker_threads.isMainThread) {
	hide();
	output.makeLossless();
	const underWay = requests.followRequests();
	drain.drainOnRequest(underWay);
	pulse.startPulse(underWay);
}

function hide(): void {
	const at = process.execArgv.findIndex(arg => path.dirname(arg) === __dirname);
	if (at > 0) {
		// Threads and forks of the app inherit execArgv.
		process.execArgv.splice(at - 1, 2);
	}
	for (const file of Object.keys(require.cache)) {
		if (file.startsWith(__dirname)) {
			delete require.cache[file];
		}
	}
}
