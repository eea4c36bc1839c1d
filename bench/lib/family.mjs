import {randomUUID} from 'node:crypto';
import process from 'node:process';
import {pidsWithVariable} from './proc.mjs';

const families = new Set();

// Whatever becomes of a script, nothing that it started stays behind.
process.on('exit', () => {
	for (const family of families) {
		family.kill();
	}
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => process.exit(1));
}

/** All processes that were started with `environment`, and their descendants, orphans too: each inherits a mark. */
export class Family {
	#mark = randomUUID();

	constructor() {
		families.add(this);
	}

	get environment() {
		return {CLUMON_BENCH_FAMILY: this.#mark};
	}

	/** Of those that are alive. */
	pids() {
		return pidsWithVariable(`CLUMON_BENCH_FAMILY=${this.#mark}`);
	}

	/** SIGKILL to each, until none is left: one may have forked on its last breath. */
	kill() {
		for (let pids = this.pids(); pids.length > 0; pids = this.pids()) {
			for (const pid of pids) {
				signalIfAlive(pid, 'SIGKILL');
			}
		}
		families.delete(this);
	}
}

/** @returns whether there was such a process. */
export function signalIfAlive(pid, signal) {
	try {
		return process.kill(pid, signal);
	} catch {
		// ESRCH: it has ended.
		return false;
	}
}
