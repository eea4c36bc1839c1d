/**
 * A monotonic clock in ms that stands still while clumon itself does. A primary that was stopped (SIGSTOP, Ctrl-Z, the
 * lid of a laptop) for a minute comes back to deadlines that have all passed, and would kill workers that are well.
 */
export type SteadyClock = {
	readonly now: () => number;
	/** Calls `fire` at `at`, or when it is next free after it. One alarm at a time: a new one replaces the old. */
	readonly setAlarm: (at: number, fire: () => void) => void;
	readonly clearAlarm: () => void;
};

/** An alarm later than this means that the process did not run; a busy event loop is not that late. */
const SLIP_MS = 1000;
/** The longest delay that setTimeout takes. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export function createSteadyClock(monotonic: () => number = () => performance.now()): SteadyClock {
	let slippedMs = 0;
	let timer: NodeJS.Timeout | undefined;
	const now = () => monotonic() - slippedMs;
	const clearAlarm = () => clearTimeout(timer);
	return {
		now,
		clearAlarm,
		setAlarm: (at, fire) => {
			clearAlarm();
			if (at === Infinity) {
				return;
			}
			const delayMs = Math.min(MAX_DELAY_MS, Math.max(0, at - now()));
			const dueAt = now() + delayMs;
			timer = setTimeout(() => {
				const lateMs = now() - dueAt;
				slippedMs += lateMs > SLIP_MS ? lateMs : 0;
				fire();
			}, delayMs);
		},
	};
}
