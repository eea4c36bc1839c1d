import {cpus, loadavg, release, totalmem, type} from 'node:os';
import process from 'node:process';

/** What was measured on, now: `load` is the load average of the last minute, others' work included. */
export function describeMachine() {
	return {
		at: new Date().toISOString(),
		cpu: cpus()[0]?.model ?? 'unknown',
		cores: cpus().length,
		memoryBytes: totalmem(),
		kernel: `${type()} ${release()}`,
		node: process.versions.node,
		load: loadavg()[0],
	};
}
