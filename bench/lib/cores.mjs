import {execFileSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import process from 'node:process';

/**
 * A core for the clients and another one for what they measure. Left to the scheduler, two workers and their clients meet on
 * two cores in ever new ways, and how often they interrupt each other makes a tenth and more of what a request costs.
 */
export const cores = {clients: 0, measured: availableParallelism() - 1};

/** Calls `start` so that all processes that it starts, and what these start, run on one core alone (Linux' taskset). */
export async function startOnCore(core, start) {
	moveTo(core);
	try {
		return await start();
	} finally {
		moveTo(cores.clients);
	}
}

/** A process that is started has the affinity of the thread that starts it. */
function moveTo(core) {
	execFileSync('taskset', ['--pid', '--cpu-list', String(core), String(process.pid)], {stdio: 'ignore'});
}
