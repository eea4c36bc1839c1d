import {monotonicMs} from './monotonic.js';

/**
 * A monotonic clock in ms that stands still while clumon itself does. A primary that was stopped (SIGSTOP, Ctrl-Z, the
 * lid of a laptop) for a minute comes back to deadlines that have all passed, and would kill workers that are well.
 */
export type SteadyClock = {
	readonly now: () => number;
	/** How much time really passed between two of its times, in ms: with that for which it stood still. */
	readonly elapsedMs: (from: number, to: number) => number;
	/** Calls `fire` at `at`, or when it is next free after it. One alarm at a time: a new one replaces the old. */
	readonly setAlarm: (at: number, fire: () => void) => void;
	/** No alarm from now on. */
	readonly close: () => void;
};

/** How often the clock is looked at, so that it knows that the process runs. */
const BEAT_MS = 1000;
/** A beat later than this means that the process did not run; a busy event loop is not that late. */
const SLIP_MS = 1000;
/** The longest delay that setTimeout takes. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export function createSteadyClock(monotonic: () => number = monotonicMs): SteadyClock {
	let slippedMs = 0;
	/** By when it had stood still for how long, the newest first. */
	const standstills: {readonly at: number; readonly totalMs: number}[] = [];
	const stoodStillMs = (time: number) => standstills.find(({at}) => at <= time)?.totalMs ?? 0;
	let lastSeen = monotonic();
	let timer: NodeJS.Timeout | undefined;
	// Whoever asks first after a standstill, a timer or a worker's event, notices it.
	const now = () => {
		const seen = monotonic();
		const lateMs = seen - lastSeen - BEAT_MS;
		if (lateMs > SLIP_MS) {
			slippedMs += lateMs;
			standstills.unshift({at: seen - slippedMs, totalMs: slippedMs});
		}
		lastSeen = seen;
		return seen - slippedMs;
	};
	const beat = setInterval(now, BEAT_MS);
	const setAlarm = (at: number, fire: () => void) => {
		clearTimeout(timer);
		if (at === Infinity) {
			return;
		}
		const ring = () => (now() < at ? setAlarm(at, fire) : fire());
		timer = setTimeout(ring, Math.min(MAX_DELAY_MS, Math.max(0, at - now())));
	};
	return {
		now,
		elapsedMs: (from, to) => to - from + stoodStillMs(to) - stoodStillMs(from),
		setAlarm,
		close: () => {
			clearTimeout(timer);
			clearInterval(beat);
		},
	};
}
