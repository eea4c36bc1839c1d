import {ChildProcess} from 'node:child_process';

type SpawnOptions = {readonly detached?: boolean};
type Spawning = {spawn: (options: SpawnOptions) => unknown};

/**
 * Runs `fork` so that the process it starts gets a session of its own: a terminal that hangs up and Ctrl-C in a shell
 * then reach the primary alone, which drains the workers, and a worker can be ended with all that it started.
 *
 * It is the `detached` of `child_process.spawn`, which node:cluster does not pass on (Node 20 to 26).
 */
export function inOwnSession<T>(fork: () => T): T {
	const prototype = ChildProcess.prototype as unknown as Spawning;
	const {spawn} = prototype;
	prototype.spawn = function (this: unknown, options) {
		return Reflect.apply(spawn, this, [{...options, detached: true}]);
	};
	try {
		return fork();
	} finally {
		prototype.spawn = spawn;
	}
}
