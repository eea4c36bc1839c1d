/** What a worker that serves has resident. */
export type MemoryReading = {readonly instance: number; readonly pid: number; readonly rssBytes: number};

export type MemoryGuard = {
	/** Samples over the limit in a row, by pid. */
	readonly strikes: ReadonlyMap<number, number>;
	/** When an instance was last replaced for its memory: monotonic ms. */
	readonly replacedAt: number;
};

/** One sample may be a garbage collection that is due; three are a habit. */
const MAX_STRIKES = 3;
/** Replacements are spread out: workers that started together leak at the same pace. */
const REST_MS = 60_000;

export const NEW_MEMORY_GUARD: MemoryGuard = {strikes: new Map(), replacedAt: -Infinity};

/** Takes in one sample of all workers; `excess` is the worst that has to be replaced for its memory now, if any. */
export function judgeMemory(
	guard: MemoryGuard,
	{readings, limitBytes, at}: {readings: readonly MemoryReading[]; limitBytes: number; at: number},
): {readonly guard: MemoryGuard; readonly excess: MemoryReading | undefined} {
	const over = readings.filter(({rssBytes}) => rssBytes > limitBytes);
	const strikes = new Map(over.map(({pid}) => [pid, (guard.strikes.get(pid) ?? 0) + 1]));
	const isResting = at - guard.replacedAt < REST_MS;
	const excess = over
		.filter(({pid}) => !isResting && (strikes.get(pid) ?? 0) >= MAX_STRIKES)
		.toSorted((a, b) => b.rssBytes - a.rssBytes)[0];
	return {guard: {strikes, replacedAt: excess === undefined ? guard.replacedAt : at}, excess};
}
