import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import type {Writable} from 'node:stream';

/**
 * Sees to it that no worker outlives the primary, however that ends. A worker whose channel closes ends by itself, but
 * not while it is in a busy loop. The reaper is a shell of 0.3 MB in a session of its own that is told of every worker
 * through a pipe; when the pipe closes it ends what is left, by process group: SIGTERM after 2 s, SIGKILL after 5. It stays
 * no longer than they do.
 */
export type Reaper = {
	readonly start: () => void;
	readonly watch: (pid: number) => void;
	readonly forget: (pid: number) => void;
};

/** A worker that has not come so far by then may hang for ever. */
const LATEST_START_MS = 1000;

/**
 * The shell starts on `start`, the first time: when a worker is about to load its app. Until then all are as good as idle, and
 * need the CPU themselves.
 */
export function createReaper(): Reaper {
	const early: string[] = [];
	let write: ((line: string) => void) | undefined;
	const start = () => {
		if (write === undefined) {
			write = startShell();
			early.forEach(write);
		}
	};
	const tell = (line: string) => {
		if (write !== undefined) {
			write(line);
		} else if (early.push(line) === 1) {
			setTimeout(start, LATEST_START_MS).unref();
		}
	};
	return {
		start,
		watch: pid => tell(`+ ${pid} ${startTime(pid)}\n`),
		forget: pid => tell(`- ${pid}\n`),
	};
}

/** Returns what writes to it. */
function startShell(): (line: string) => void {
	const shell = spawn('/bin/sh', ['-c', SCRIPT], {detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/'});
	const ignore = () => {
		// No descriptor or process left for a shell: then the workers have only their channel to end by.
	};
	shell.on('error', ignore);
	// Without a descriptor left there is no pipe either.
	const pipe: Writable | undefined = shell.stdin;
	pipe?.on('error', ignore);
	shell.unref();
	// Neither it nor its pipe is a reason for the primary to go on running.
	(pipe as unknown as {unref?: () => void} | undefined)?.unref?.();
	return line => {
		if (pipe?.writable) {
			pipe.write(line);
		}
	};
}

/** By it a process is told from a later one with the same pid. Field 22 of /proc/<pid>/stat; `-` where there is no /proc. */
function startTime(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the command in brackets, and may hold blanks and brackets of its own.
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
	} catch {
		return '-';
	}
}

const SCRIPT = `
trap '' HUP INT TERM QUIT
live=
while read -r op pid start; do
	rest=
	for entry in $live; do
		[ "\${entry%%:*}" = "$pid" ] || rest="$rest $entry"
	done
	live=$rest
	[ "$op" = + ] && live="$live $pid:$start"
done
end() {
	signal=$1
	for entry in $live; do
		pid=\${entry%%:*} start=\${entry#*:}
		if [ "$start" != - ] && [ -r "/proc/$pid/stat" ]; then
			stat=$(cat "/proc/$pid/stat") && set -- \${stat##*) }
			[ "\${20}" = "$start" ] || continue
		fi
		kill -s "$signal" -- "-$pid"
	done
}
wait_for_end() {
	seconds=$1
	while [ "$seconds" -gt 0 ]; do
		any || exit 0
		sleep 1
		seconds=$((seconds - 1))
	done
}
any() {
	for entry in $live; do
		kill -s 0 -- "-\${entry%%:*}" && return
	done
	return 1
}
wait_for_end 2
end TERM
wait_for_end 3
end KILL
`;
