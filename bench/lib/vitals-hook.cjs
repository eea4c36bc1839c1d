/**
 * Loaded into a program by NODE_OPTIONS: whenever there is a file VITALS_ASK, takes it away and writes into VITALS_FILE what the
 * process holds: `{heapBytes, resources, listeners}`, after a garbage collection. `resources` counts what keeps its event
 * loop alive by kind (timers, sockets, pipes), `listeners` those of the process, its streams and the cluster. Only of the
 * process that was started so, and of its main thread.
 */
const {existsSync, renameSync, rmSync, writeFileSync} = require('node:fs');
const cluster = require('node:cluster');
const process = require('node:process');
const {setFlagsFromString} = require('node:v8');
const {runInNewContext} = require('node:vm');
const {isMainThread} = require('node:worker_threads');

const LOOK_MS = 50;

if (isMainThread) {
	const [ask, file] = [take('VITALS_ASK'), take('VITALS_FILE')];
	take('NODE_OPTIONS');
	// Without a reference, so that it is none of the resources that it counts.
	setInterval(() => {
		if (existsSync(ask)) {
			rmSync(ask);
			writeFileSync(`${file}.new`, JSON.stringify(vitals()));
			renameSync(`${file}.new`, file);
		}
	}, LOOK_MS).unref();
}

function vitals() {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	collect();
	collect();
	const emitters = [process, process.stdin, process.stdout, process.stderr, cluster];
	return {
		heapBytes: process.memoryUsage().heapUsed,
		resources: countKinds(process.getActiveResourcesInfo()),
		listeners: emitters.reduce((sum, emitter) => sum + countListeners(emitter), 0),
	};
}

function countListeners(emitter) {
	return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
}

function countKinds(kinds) {
	const counts = {};
	for (const kind of kinds) {
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

/** @returns a variable that no child is to see. */
function take(name) {
	const value = process.env[name];
	delete process.env[name];
	return value;
}
