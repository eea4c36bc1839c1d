/** How long after a frame the next one may come, by what it would show. Both in ms. */
export type Rest = {
	/** A worker's state, a sample: worth half of the thread's time if it comes to that. */
	readonly stateMs: number;
	/** Nothing but more log: no more than 10 frames/s, as then the view is less than 200 ms behind, the frame itself included. */
	readonly logMs: number;
};

export const NO_REST: Rest = {stateMs: 0, logMs: 0};

const LOG_INTERVAL_MS = 100;
const LONGEST_REST_MS = 1000;

/** The more a frame costs, the rarer it gets: the workers need the CPU more than the screen does. */
export function restAfter(paintMs: number): Rest {
	return {
		stateMs: Math.min(paintMs, LONGEST_REST_MS),
		// A frame that takes longer than that rests as long as it took: a slow terminal, or a machine with more to do.
		logMs: Math.min(Math.max(LOG_INTERVAL_MS, paintMs), LONGEST_REST_MS),
	};
}
