/** What Linux tells of a process in /proc. A process that has ended has no CPU time, no memory and no descriptors. */
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';

/** USER_HZ, which Linux gives all programs as 100. */
const TICKS_PER_SECOND = 100;

/** A zombie counts as gone: only its parent has yet to hear of it. */
export function isAlive(pid) {
	const fields = statFields(pid);
	return fields !== undefined && fields[0] !== 'Z' && fields[0] !== 'X';
}

/** utime + stime of all its threads since it began, in seconds. */
export function cpuSeconds(pid) {
	return toSeconds(statFields(pid));
}

/** The same, of its main thread alone. */
export function mainThreadCpuSeconds(pid) {
	return toSeconds(statFields(`${pid}/task/${pid}`));
}

export function residentBytes(pid) {
	const match = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(`/proc/${pid}/status`));
	return match === null ? 0 : Number(match[1]) * 1024;
}

/**
 * What its descriptors are open on, one entry for each: `socket:[*]`, `pipe:[*]`, a path; without the
 * numbers that tell one socket or process from the other.
 */
export function openDescriptors(pid) {
	return listProc(`/proc/${pid}/fd`).flatMap(descriptor => {
		try {
			return [
				readlinkSync(`/proc/${pid}/fd/${descriptor}`).replace(/(?<=^\/proc\/|:\[)\d+|(?<=clumon-pipes-)\w+/, '*'),
			];
		} catch {
			// ENOENT: closed since it was listed.
			return [];
		}
	});
}

/** The pids of all processes whose environment has this line, `NAME=value`. */
export function pidsWithVariable(line) {
	return listProc('/proc')
		.filter(name => /^\d+$/.test(name) && readProc(`/proc/${name}/environ`).split('\0').includes(line))
		.map(Number);
}

function toSeconds(fields) {
	return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The fields from the third (state) on; the second, the name, may hold blanks and brackets. */
function statFields(pid) {
	const stat = readProc(`/proc/${pid}/stat`);
	return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		// ENOENT, ESRCH: it has ended. EACCES: it is somebody else's.
		return '';
	}
}

function listProc(path) {
	try {
		return readdirSync(path);
	} catch {
		// As above.
		return [];
	}
}
