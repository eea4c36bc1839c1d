import {access} from 'node:fs';
import process from 'node:process';

/**
 * Makes the threads that node reads files with, all at once. libuv makes them when the first is needed, on Node 24 and 26
 * after the workers are forked, and aborts the process without a word where the system allows no more threads by then
 * (`ulimit -u` and a cgroup's `pids.max` count threads too): a limit that costs workers would cost the primary.
 */
export function makeThreadPool(): void {
	access(process.execPath, () => {
		// Whatever it answers, the threads are there.
	});
}
