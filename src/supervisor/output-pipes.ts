import {spawnSync} from 'node:child_process';
import {closeSync, constants, mkdtempSync, openSync, rmdirSync, unlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import process from 'node:process';

/** A pipe of the kernel's, both ends open in this process. */
export type Pipe = {readonly readFd: number; readonly writeFd: number};

export type OutputPipes = readonly [stdout: Pipe, stderr: Pipe];

/**
 * Makes two pipes for a worker's stdout and stderr. Node itself can only make socket pairs, and calls them pipes: to write a
 * line of 100 bytes to one of those and to read it costs the two processes three times as much CPU, and it is full after
 * 280 lines instead of 650. So named pipes are made, opened, and their names removed again, which takes 4 ms, for those of
 * many workers too.
 */
export type PipeMaker = {
	/** Where named pipes are to be made for the first workers. Until they are, `make` gives none. */
	readonly wanted: readonly string[];
	/**
	 * @returns undefined where that cannot be: on another system than Linux, without `mkfifo`, a folder for temporary files
	 * or descriptors. Then node's own have to do.
	 */
	readonly make: () => OutputPipes | undefined;
};

/**
 * @param together how many workers are forked at once at first: their pipes are wanted in one go.
 * @param onFolder there is another folder of names than those that are wanted are in; undefined: there is none any more.
 */
export function createPipeMaker(together: number, onFolder: (folder: string | undefined) => void): PipeMaker {
	if (process.platform !== 'linux') {
		return {wanted: [], make: () => undefined};
	}
	let names = planNames(together);
	const wanted = names.pairs.flat();
	const make = () => {
		if (names.pairs.length === 0) {
			names = planNames(1);
			onFolder(names.folder);
			makeFifos(names.pairs.flat());
		}
		const pair = names.pairs.shift();
		const pipes = pair && openPipes(pair);
		if (pipes === undefined || names.pairs.length === 0) {
			names.remove();
			names = NO_NAMES;
			onFolder(undefined);
		}
		return pipes;
	};
	return {wanted, make};
}

export function closePipe(pipe: Pipe | undefined): void {
	if (pipe !== undefined) {
		closeSync(pipe.readFd);
		closeSync(pipe.writeFd);
	}
}

type PathPair = readonly [stdout: string, stderr: string];

/** Named pipes that wait for their workers, in a folder that is there no longer than they are. */
type Names = {readonly folder: string | undefined; readonly pairs: PathPair[]; readonly remove: () => void};

const NO_NAMES: Names = {folder: undefined, pairs: [], remove: () => {}};

function planNames(count: number): Names {
	let folder: string;
	try {
		folder = mkdtempSync(resolve(tmpdir(), 'clumon-pipes-'));
	} catch {
		// ENOENT: there is no place for them. The caller has another way.
		return NO_NAMES;
	}
	const pairs = Array.from({length: count}, (_, at): PathPair => [join(folder, `out${at}`), join(folder, `err${at}`)]);
	const remove = () => {
		process.off('exit', remove);
		removePaths(pairs.flat());
		try {
			rmdirSync(folder);
		} catch {
			// ENOTEMPTY: what makes the pipes is late, and makes them for nobody.
		}
	};
	process.once('exit', remove);
	return {folder, pairs, remove};
}

/** Whether that went well is seen when they are opened. */
export function makeFifos(paths: readonly string[]): void {
	if (paths.length > 0) {
		spawnSync('mkfifo', ['-m', '600', ...paths], {stdio: 'ignore'});
	}
}

function openPipes(pair: PathPair): OutputPipes | undefined {
	let stdout: Pipe | undefined;
	try {
		stdout = openPipe(pair[0]);
		return [stdout, openPipe(pair[1])];
	} catch {
		// ENOENT: no mkfifo. EMFILE: no descriptors.
		closePipe(stdout);
		return undefined;
	} finally {
		removePaths(pair);
	}
}

/**
 * One by one: to remove a folder with all that is in it takes a descriptor, and there may be none. (rmSync takes 0.5 ms when it
 * is first used, before the first fork.)
 */
function removePaths(paths: readonly string[]): void {
	for (const path of paths) {
		try {
			unlinkSync(path);
		} catch {
			// ENOENT: it was not made, or has been removed.
		}
	}
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
