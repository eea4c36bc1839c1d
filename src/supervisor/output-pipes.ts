import {spawnSync} from 'node:child_process';
import {closeSync, constants, mkdtempSync, openSync, rmdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';

/** A pipe of the kernel's, both ends open in this process. */
export type Pipe = {readonly readFd: number; readonly writeFd: number};

/**
 * Two pipes for a worker's stdout and stderr. Node itself can only make socket pairs, and calls them pipes: to write a line
 * of 100 bytes to one of those and to read it costs the two processes three times as much CPU, and it is full after 280
 * lines instead of 650. So named pipes are made, opened, and their names removed again, which takes 2 ms of a fork.
 *
 * @returns undefined where that cannot be: on another system than Linux, without `mkfifo`, a folder for temporary files or
 * descriptors. Then node's own have to do.
 */
export function makeOutputPipes(): readonly [stdout: Pipe, stderr: Pipe] | undefined {
	if (process.platform !== 'linux') {
		return undefined;
	}
	const [stdout, stderr] = makePipes();
	if (stdout !== undefined && stderr !== undefined) {
		return [stdout, stderr];
	}
	closePipe(stdout);
	return undefined;
}

export function closePipe(pipe: Pipe | undefined): void {
	if (pipe !== undefined) {
		closeSync(pipe.readFd);
		closeSync(pipe.writeFd);
	}
}

/** Two, or as many as can be had. */
function makePipes(): readonly Pipe[] {
	const pipes: Pipe[] = [];
	let folder: string | undefined;
	let paths: readonly string[] = [];
	try {
		folder = mkdtempSync(join(tmpdir(), 'clumon-pipes-'));
		paths = [join(folder, 'stdout'), join(folder, 'stderr')];
		spawnSync('mkfifo', ['-m', '600', ...paths], {stdio: 'ignore'});
		for (const path of paths) {
			pipes.push(openPipe(path));
		}
	} catch {
		// ENOENT: no mkfifo or no folder. EMFILE: no descriptors. The caller has another way.
	}
	if (folder !== undefined) {
		removePipes(folder, paths);
	}
	return pipes;
}

/** One by one: to remove a folder with all that is in it takes a descriptor, and there may be none. */
function removePipes(folder: string, paths: readonly string[]): void {
	for (const path of paths) {
		rmSync(path, {force: true});
	}
	rmdirSync(folder);
}

function openPipe(path: string): Pipe {
	// The reader first, and without waiting for a writer; then the writer finds it there.
	const readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		return {readFd, writeFd: openSync(path, constants.O_WRONLY)};
	} catch (error) {
		closeSync(readFd);
		throw error;
	}
}
