/** What a worker that serves has resident. */
export type MemoryReading = {readonly instance: number; readonly pid: number; readonly rssBytes: number};

export type MemoryGuard = {
	/** Samples over the limit in a row, by pid. */
	readonly strikes: ReadonlyMap<number, number>;
	/** When each instance was last replaced for its memory: monotonic ms. */
	readonly replacedAt: ReadonlyMap<number, number>;
};

/** One sample may be a garbage collection that is due; three are a habit. */
const MAX_STRIKES = 3;
/** An instance whose new worker is as large at once is not replaced over and over. */
const REST_MS = 60_000;

export const NEW_MEMORY_GUARD: MemoryGuard = {strikes: new Map(), replacedAt: new Map()};

/** Takes in one sample of all workers; `excess` is the worst that has to be replaced for its memory now, if any. */
export function judgeMemory(
	guard: MemoryGuard,
	{readings, limitBytes, at}: {readings: readonly MemoryReading[]; limitBytes: number; at: number},
): {readonly guard: MemoryGuard; readonly excess: MemoryReading | undefined} {
	const over = readings.filter(({rssBytes}) => rssBytes > limitBytes);
	const strikes = new Map(over.map(({pid}) => [pid, (guard.strikes.get(pid) ?? 0) + 1]));
	const isResting = (instance: number) => at - (guard.replacedAt.get(instance) ?? -Infinity) < REST_MS;
	const excess = over
		.filter(({instance, pid}) => !isResting(instance) && (strikes.get(pid) ?? 0) >= MAX_STRIKES)
		.toSorted((a, b) => b.rssBytes - a.rssBytes)[0];
	const replacedAt = excess === undefined ? guard.replacedAt : new Map([...guard.replacedAt, [excess.instance, at]]);
	return {guard: {strikes, replacedAt}, excess};
}
