import {closeSync, constants, fstatSync, openSync, realpathSync, writeSync} from 'node:fs';

/** How long a terminal that does not read may hold us up. */
const PATIENCE_MS = 100;
const RETRY_MS = 5;

/** Writes to a terminal at once, and gives up rather than hang when it does not read. */
export type TerminalWriter = {
	/** False when not all of it went out. */
	readonly write: (sequence: string) => boolean;
	readonly close: () => void;
};

/**
 * A way of its own to the terminal behind `fd`. Non-blocking mode belongs to the open file, which we share with the
 * shell and the app, so it is opened anew; now rather than when it is needed, as there may be no descriptor left then.
 */
export function openTerminalWriter(fd: number): TerminalWriter {
	const own = reopen(fd);
	const target = own ?? fd;
	return {
		write: sequence => writeWithin(target, Buffer.from(sequence)),
		close: () => {
			if (own !== undefined) {
				closeSync(own);
			}
		},
	};
}

function reopen(fd: number): number | undefined {
	return openIfSame(`/proc/self/fd/${fd}`, fd) ?? openTerminal('/dev/tty');
}

/** By the path that Linux knows for `fd`. In a container it may be a path of another mount: see whether it is the same. */
function openIfSame(link: string, fd: number): number | undefined {
	try {
		const own = openTerminal(realpathSync(link));
		if (own === undefined || isSameFile(own, fd)) {
			return own;
		}
		closeSync(own);
	} catch {
		// ENOENT: no /proc, or nothing at that path.
	}
	return undefined;
}

function openTerminal(path: string): number | undefined {
	try {
		return openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
	} catch {
		// ENXIO, EACCES, ENOENT: not by this path. Without another one we write to `fd`, which may block.
		return undefined;
	}
}

function isSameFile(a: number, b: number): boolean {
	const [one, other] = [fstatSync(a), fstatSync(b)];
	return one.dev === other.dev && one.ino === other.ino && one.rdev === other.rdev;
}

function writeWithin(fd: number, bytes: Uint8Array): boolean {
	const deadline = performance.now() + PATIENCE_MS;
	let offset = 0;
	while (offset < bytes.length) {
		try {
			offset += writeSync(fd, bytes, offset);
		} catch (error) {
			if (!isFull(error) || performance.now() > deadline) {
				return false;
			}
			sleep(RETRY_MS);
		}
	}
	return true;
}

/** EAGAIN: the terminal's buffer is full. Anything else (EIO, EBADF) means that the terminal is gone. */
function isFull(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** Holds the thread: this is for the moment before the process ends, when no timer fires any more. */
function sleep(ms: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
