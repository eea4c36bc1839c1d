import {readdirSync, readFileSync, readlinkSync} from 'node:fs';

/** How many sockets a process holds: connections, listening sockets, channels. Reads /proc, so Linux only. */
export function countSockets(pid: number): number {
	return readdirSync(`/proc/${pid}/fd`).filter(fd => isSocket(`/proc/${pid}/fd/${fd}`)).length;
}

/** Whether a process runs; one that is dead and not yet waited for does not. */
export function isRunning(pid: number): boolean {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
	} catch {
		// ENOENT, ESRCH: it is gone.
		return false;
	}
}

function isSocket(path: string): boolean {
	try {
		return readlinkSync(path).startsWith('socket:');
	} catch {
		// ENOENT: closed since it was listed.
		return false;
	}
}
