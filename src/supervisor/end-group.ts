import process from 'node:process';

/** What the children of a dead worker may take to end. */
const KILL_AFTER_MS = 5000;
/** How often it is asked whether anyone is left. */
const POLL_MS = 100;

export type SignalGroup = (pid: number, signal: NodeJS.Signals | 0) => boolean;

/**
 * Ends what a worker that is gone has left behind in its process group: SIGTERM now, SIGKILL 5 s later. A group's id is
 * not given to another process while anyone is in the group, so it is asked again and again, and at the first sign that
 * the group is empty nothing is sent any more: the id may be somebody else's from then on. Then `onGone` is called.
 */
export function endGroup(pid: number, onGone: () => void, signalGroup: SignalGroup = signalProcessGroup): void {
	if (!signalGroup(pid, 'SIGTERM')) {
		onGone();
		return;
	}
	let polls = 0;
	const timer = setInterval(() => {
		polls += 1;
		const isLast = polls * POLL_MS >= KILL_AFTER_MS;
		if (!signalGroup(pid, isLast ? 'SIGKILL' : 0) || isLast) {
			clearInterval(timer);
			onGone();
		}
	}, POLL_MS).unref();
}

/** False when nobody is left in the group. */
function signalProcessGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(-pid, signal);
	} catch {
		// ESRCH: all are gone, which is what is wanted. EPERM: what is left has become somebody else's.
		return false;
	}
}
