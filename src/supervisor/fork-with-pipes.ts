import cluster, {type Worker} from 'node:cluster';
import {closeSync} from 'node:fs';
import {Socket} from 'node:net';
import type {Readable} from 'node:stream';
import {closePipe, type OutputPipes} from './output-pipes.js';

export type PipedWorker = {
	readonly worker: Worker;
	/** What it writes; undefined where it could not be spawned. */
	readonly stdout: Readable | undefined;
	readonly stderr: Readable | undefined;
};

/** Forks a worker whose stdout and stderr are these pipes, or node's own. Throws where `fork` does. */
export function forkWithPipes(pipes: OutputPipes | undefined, fork: () => Worker): PipedWorker {
	if (pipes === undefined) {
		// Three descriptors a worker instead of the four of `silent: true`, which also gives it a stdin.
		cluster.setupPrimary({stdio: ['ignore', 'pipe', 'pipe', 'ipc']});
		const worker = fork();
		return {worker, stdout: worker.process.stdout ?? undefined, stderr: worker.process.stderr ?? undefined};
	}
	const [stdout, stderr] = pipes;
	cluster.setupPrimary({stdio: ['ignore', stdout.writeFd, stderr.writeFd, 'ipc']});
	let worker: Worker;
	try {
		worker = fork();
	} catch (error) {
		pipes.forEach(closePipe);
		throw error;
	}
	// The worker has its own; these would keep the pipes open after its end.
	closeSync(stdout.writeFd);
	closeSync(stderr.writeFd);
	return {worker, stdout: openReader(stdout.readFd), stderr: openReader(stderr.readFd)};
}

function openReader(fd: number): Readable {
	return new Socket({fd, readable: true, writable: false});
}
