/**
 * When a worker that ended unasked is replaced, and when its instance is given up. The delay guards the machine against
 * a tight crash loop; the window guards the operator against an endless slow one (a worker that lives 20 s and dies).
 */

/** Unexpected ends before the next one gives the instance up. */
export const MAX_RESTARTS = 10;
/** How far back failures count. */
export const FAILURE_WINDOW_MS = 5 * 60_000;
/** A worker that was ready this long makes the next delay start from nothing. */
export const STABLE_AFTER_MS = 10_000;

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 30_000;
const JITTER = 0.2;

export type FailureHistory = {
	/** When workers ended unasked: monotonic ms, oldest first, those inside the window. */
	readonly times: readonly number[];
	/** Failures in a row without a stable worker between them; sets the delay. */
	readonly streak: number;
};

export const NO_FAILURES: FailureHistory = {times: [], streak: 0};

export type Verdict =
	| {readonly kind: 'retry'; readonly afterMs: number; readonly attempt: number}
	| {readonly kind: 'give-up'; readonly failures: number};

/** Takes in one more failure and says what follows. `readyMs`: how long the worker had been ready, 0 if it never was. */
export function judgeFailure(
	history: FailureHistory,
	failure: {readonly at: number; readonly readyMs: number; readonly instance: number},
): {readonly history: FailureHistory; readonly verdict: Verdict} {
	const times = [...history.times.filter(time => failure.at - time < FAILURE_WINDOW_MS), failure.at];
	const streak = failure.readyMs >= STABLE_AFTER_MS ? 1 : history.streak + 1;
	const verdict: Verdict =
		times.length > MAX_RESTARTS
			? {kind: 'give-up', failures: times.length}
			: {kind: 'retry', afterMs: delayMs(streak, failure.instance), attempt: times.length};
	return {history: {times, streak}, verdict};
}

/** Nothing before the first retry, then 100 ms, doubling up to 30 s, spread by ±20 %. */
function delayMs(streak: number, instance: number): number {
	if (streak <= 1) {
		return 0;
	}
	const plain = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (streak - 2));
	return Math.round(plain * (1 + JITTER * spread(instance, streak)));
}

/**
 * A fixed number in -1…1 for an instance and a try. Jitter is there so that instances that died together do not all
 * come back in the same instant; for that it need not be random, and a decision that repeats can be tested.
 */
function spread(instance: number, streak: number): number {
	const golden = 0.618_033_988_749_895;
	return ((instance * golden + streak * golden * golden) % 1) * 2 - 1;
}
