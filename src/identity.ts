import os from 'node:os';
import process from 'node:process';
import type {ClusterIdentity} from './cluster-view.js';
import type {StartOptions} from './start-options.js';

/** What the screen's header says of this process and this machine. */
export function identify({name, app, nodeArgs, args, maxMemoryBytes, probe}: StartOptions): ClusterIdentity {
	const memoryTotalBytes = memoryLimit();
	return {
		name,
		app,
		nodeArgs,
		args,
		nodeVersion: process.versions.node,
		pid: process.pid,
		cores: os.availableParallelism(),
		memoryLimitBytes: maxMemoryBytes ?? memoryTotalBytes,
		memoryTotalBytes,
		hasProbe: probe,
	};
}

/** The smaller of the cgroup's limit and the machine's memory. Node gives 0 or a huge number where no limit is set. */
function memoryLimit(): number {
	const constrained = process.constrainedMemory();
	return constrained > 0 ? Math.min(constrained, os.totalmem()) : os.totalmem();
}
