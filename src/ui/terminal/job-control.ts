import {readFileSync} from 'node:fs';

/**
 * Whether the shell has the terminal, or another of its jobs: after `clumon app.js &` or `bg`, or where a stopped process
 * was woken by someone else (SIGCONT) and not by `fg`. Who reads the terminal then or changes its mode is stopped by the
 * kernel (SIGTTIN, SIGTTOU), and a stopped primary hands out no connections.
 *
 * Always false where there is no /proc: only that and the C library tell.
 */
export function isInBackground(): boolean {
	try {
		const stat = readFileSync('/proc/self/stat', 'utf8');
		// proc(5): pid, command in brackets, state, parent, process group, session, terminal, the terminal's foreground group.
		const [, , group, , , foregroundGroup = -1] = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
		return foregroundGroup > 0 && foregroundGroup !== group;
	} catch {
		// ENOENT: no /proc.
		return false;
	}
}
