/** Tells what time of day it was (epoch, ms) at a time on the model's clock. */
export type WallTime = (time: number) => number;

/** Further apart than this, the two clocks have not just been read one after the other. */
const SLIP_MS = 500;

/**
 * The model's clock stands still while clumon is stopped or the machine sleeps, the time of day does not, and may be set.
 * What was before such a moment keeps the time of day that it had, as it has it in the log. Look at the clocks often.
 */
export function createWallTime({
	now,
	epochNow,
}: {
	/** The clock of the model. */
	readonly now: () => number;
	readonly epochNow: () => number;
}): {readonly look: () => void; readonly of: WallTime} {
	/** From when on the time of day was how much ahead; the newest first. */
	const leads = [{since: Number.NEGATIVE_INFINITY, leadMs: epochNow() - now()}];
	return {
		look: () => {
			const since = now();
			const leadMs = epochNow() - since;
			if (Math.abs(leadMs - (leads[0]?.leadMs ?? 0)) > SLIP_MS) {
				leads.unshift({since, leadMs});
			}
		},
		of: time => time + (leads.find(({since}) => since <= time)?.leadMs ?? 0),
	};
}
