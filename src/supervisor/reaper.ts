import {type ChildProcess, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {Readable, Writable} from 'node:stream';

/**
 * Sees to it that no worker outlives the primary, however that ends. A worker whose channel closes ends by itself, but
 * not while it is in a busy loop. The reaper is a shell of 0.3 MB in a session of its own that is told of every worker
 * through a pipe; when the pipe closes it ends what is left, by process group: SIGTERM after 2 s, SIGKILL after 5. It stays
 * no longer than they do. Should it end before the primary, another takes its place.
 */
export type Reaper = {
	readonly watch: (pid: number) => void;
	readonly forget: (pid: number) => void;
	/** The folder of named pipes that it is to remove when the primary has ended, or that there is none any more. */
	readonly sweep: (folder: string | undefined) => void;
	/**
	 * It has tried to make the named pipes that it was asked for. They are not its business, but to start a process takes the
	 * primary 2 to 3 ms in which no worker starts, and this one has to be started anyway.
	 */
	readonly pipesMade: Promise<void>;
};

/** bash, where that is /bin/sh, tries for half a minute to start a process where the system allows no more. */
const PIPES_LIMIT_MS = 1000;

/** Until another shell is started where one has ended, or could not be started. */
const NEXT_SHELL_MS = 1000;

type Shell = {
	readonly write: (line: string) => void;
	readonly pipesMade: Promise<void>;
};

/** @param pipes paths, all in one folder, at which it is to make named pipes, first of all. */
export function createReaper(pipes: readonly string[]): Reaper {
	/** By pid, the line that tells of the worker. */
	const watched = new Map<number, string>();
	let folder = pipes[0] === undefined ? '' : dirname(pipes[0]);
	const startNext = () => {
		setTimeout(() => {
			shell = startShell([], startNext);
			shell.write([...watched.values(), toFolderLine(folder)].join(''));
		}, NEXT_SHELL_MS).unref();
	};
	let shell = startShell(pipes, startNext);
	return {
		watch: pid => {
			const line = `+ ${pid} ${startTime(pid)}\n`;
			watched.set(pid, line);
			shell.write(line);
		},
		forget: pid => {
			watched.delete(pid);
			shell.write(`- ${pid}\n`);
		},
		sweep: path => {
			// A line could not say more than one.
			folder = path === undefined || path.includes('\n') ? '' : path;
			shell.write(toFolderLine(folder));
		},
		pipesMade: shell.pipesMade,
	};
}

function toFolderLine(folder: string): string {
	return `= ${folder}\n`;
}

/** @param onEnd it has ended, or could not be started for want of processes, descriptors or memory. */
function startShell(pipes: readonly string[], onEnd: () => void): Shell {
	let child: ChildProcess;
	try {
		child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', ...pipes], {
			detached: true,
			stdio: ['pipe', pipes.length > 0 ? 'pipe' : 'ignore', 'ignore'],
			cwd: '/',
		});
	} catch {
		// ENOMEM is thrown; what is more usual comes as an `error`.
		onEnd();
		return {write: () => {}, pipesMade: Promise.resolve()};
	}
	child.once('exit', onEnd);
	child.on('error', (error: NodeJS.ErrnoException) => {
		// A system without a shell (Windows, an image without one): there the workers have only their channel to end by.
		if (error.code !== 'ENOENT') {
			onEnd();
		}
	});
	// Without a descriptor left there are no pipes either.
	const stdin: Writable | undefined = child.stdin ?? undefined;
	const stdout: Readable | undefined = child.stdout ?? undefined;
	stdin?.on('error', () => {
		// EPIPE: it has ended, which is told by `exit`.
	});
	child.unref();
	// Neither it nor its pipe is a reason for the primary to go on running.
	(stdin as unknown as {unref?: () => void} | undefined)?.unref?.();
	return {
		write: line => {
			if (stdin?.writable) {
				stdin.write(line);
			}
		},
		pipesMade: stdout === undefined ? Promise.resolve() : firstSign(stdout),
	};
}

/** Something comes, or nothing can come any more; or it takes too long. */
async function firstSign(stream: Readable): Promise<void> {
	await new Promise<void>(resolve => {
		setTimeout(resolve, PIPES_LIMIT_MS).unref();
		for (const sign of ['data', 'error', 'close']) {
			stream.once(sign, () => resolve());
		}
	});
	stream.on('error', () => {});
	// The first worker is forked before that.
	setImmediate(() => stream.destroy());
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

/**
 * Where no process can be started dash ends: so it starts none while the primary lives, but for the pipes, and once the
 * primary has ended the trap does without a pause what can be done.
 */
const SCRIPT = `
trap '' HUP INT TERM QUIT PIPE
folder=
if [ $# -gt 0 ]; then
	folder=\${1%/*}
	mkfifo -m 600 "$@"
	echo done
fi
live=
while read -r op what; do
	if [ "$op" = = ]; then
		folder=$what
		continue
	fi
	pid=\${what%% *} start=\${what#* }
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
			stat=
			while read -r line; do
				stat="$stat $line"
			done <"/proc/$pid/stat"
			set -- \${stat##*) }
			[ "\${20}" = "$start" ] || continue
		fi
		kill -s "$signal" -- "-$pid"
	done
}
wait_for_end() {
	seconds=$1
	while [ "$seconds" -gt 0 ]; do
		any || return
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
trap 'any && end KILL' EXIT
wait_for_end 2
any && end TERM
wait_for_end 3
any && end KILL
# A primary that was killed before it had opened the pipes has left their names. Last, as it takes processes.
if [ -n "$folder" ] && [ -d "$folder" ] && [ ! -L "$folder" ]; then
	rm -f "$folder"/out* "$folder"/err*
	rmdir "$folder"
fi
`;
