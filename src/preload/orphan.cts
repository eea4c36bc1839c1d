/** The primary's pid; set in the environment of every worker that has this preload. */
const PRIMARY_PID = 'CLUMON_PRIMARY_PID';

/**
 * Ends a worker whose primary was killed in the moment between this process's start and the reaper being told of it: an
 * app that never pauses would not see its channel close. What it cannot see is a primary that is still about to end. (Windows
 * gives the pid of a parent that is gone, too.)
 */
function endIfOrphaned(): void {
	const {[PRIMARY_PID]: primary} = process.env;
	delete process.env[PRIMARY_PID];
	if (primary !== undefined && Number(primary) !== process.ppid) {
		process.exit();
	}
}

export = {endIfOrphaned};
