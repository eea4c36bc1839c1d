import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
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
	/** For the sockets of its clumons: those of one name refuse each other. */
	#runtimeFolder = mkdtempSync(join(tmpdir(), 'clumon-bench-run-'));

	constructor() {
		families.add(this);
	}

	get environment() {
		return {CLUMON_BENCH_FAMILY: this.#mark, XDG_RUNTIME_DIR: this.#runtimeFolder};
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
		rmSync(this.#runtimeFolder, {recursive: true, force: true});
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
