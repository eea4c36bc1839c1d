/**
 * Latencies counted in buckets that are the same in every worker, so that counts of several workers and seconds add up
 * exactly, which percentiles never do. Below 64 µs a bucket is a microsecond; above, each power of two is cut into 32, so
 * that a bucket's bounds differ by 3.1 % at most. The workers' preload has the same buckets (src/preload/latency.cts).
 */
const SUB_BUCKETS = 32;
/** 2^31 µs, 36 minutes: what takes longer is counted in the last bucket. */
const POWERS = 31;

export const LATENCY_BUCKETS = SUB_BUCKETS * (POWERS - Math.log2(SUB_BUCKETS) + 1);

/** Sparse counts, as a worker sends them: bucket, count, bucket, count, by ascending bucket. */
export type SparseLatencies = readonly number[];

/** A count for each bucket. */
export type LatencyCounts = Float64Array;

/** Adds up any number of reports. */
export function sumLatencies(parts: Iterable<SparseLatencies>): LatencyCounts {
	const counts = new Float64Array(LATENCY_BUCKETS);
	for (const part of parts) {
		addLatencies(counts, part);
	}
	return counts;
}

/** Adds to `counts` in place: a sum that grows for as long as the cluster runs is not made anew each second. */
export function addLatencies(counts: LatencyCounts, part: SparseLatencies): void {
	for (let i = 0; i + 1 < part.length; i += 2) {
		const bucket = part[i] ?? 0;
		counts[bucket] = (counts[bucket] ?? 0) + (part[i + 1] ?? 0);
	}
}

/**
 * What `share` (0…1) of the requests did not exceed, in ms; undefined of none. Within the bucket that it falls in it is
 * taken to lie where it would if that bucket's requests were spread evenly.
 */
export function latencyPercentile(counts: LatencyCounts, share: number): number | undefined {
	return latencyPercentiles(counts, [share])[0];
}

/** Several at once, by ascending share: each worker's are looked for every second. */
export function latencyPercentiles(counts: LatencyCounts, shares: readonly number[]): readonly (number | undefined)[] {
	const total = countLatencies(counts);
	let bucket = 0;
	let below = 0;
	return shares.map(share => {
		const rank = Math.max(share * total, Number.MIN_VALUE);
		// An index loop: there are hundreds of buckets, and entries() makes an array for each.
		for (; bucket < counts.length; bucket += 1) {
			const count = counts[bucket] ?? 0;
			if (below + count >= rank) {
				const {fromMs, toMs} = latencyBounds(bucket);
				return fromMs + ((rank - below) / count) * (toMs - fromMs);
			}
			below += count;
		}
		return undefined;
	});
}

/** How many requests were counted. */
export function countLatencies(counts: LatencyCounts): number {
	return counts.reduce((sum, count) => sum + count, 0);
}

/** How many took less than `ms`: exact where a bucket begins there, else with part of the bucket that it lies in. */
export function countLatenciesBelow(counts: LatencyCounts, ms: number): number {
	const at = latencyBucket(ms);
	const {fromMs, toMs} = latencyBounds(at);
	const whole = countLatencies(counts.subarray(0, at));
	return whole + (counts[at] ?? 0) * Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));
}

/** All latencies together, in ms; each is taken to be in the middle of its bucket. */
export function totalLatencyMs(counts: LatencyCounts): number {
	return counts.reduce((sum, count, bucket) => {
		const {fromMs, toMs} = latencyBounds(bucket);
		return count === 0 ? sum : sum + (count * (fromMs + toMs)) / 2;
	}, 0);
}

/** Which bucket a latency is counted in. */
export function latencyBucket(ms: number): number {
	const micros = Math.max(0, Math.min(2 ** POWERS - 1, Math.floor(ms * 1000)));
	const shift = Math.max(0, 31 - Math.clz32(micros) - Math.log2(SUB_BUCKETS));
	return SUB_BUCKETS * shift + (micros >>> shift);
}

/** The latencies that are counted in a bucket: from `fromMs` up to, but not, `toMs`. */
export function latencyBounds(bucket: number): {readonly fromMs: number; readonly toMs: number} {
	const shift = Math.max(0, Math.floor(bucket / SUB_BUCKETS) - 1);
	const from = (bucket - SUB_BUCKETS * shift) * 2 ** shift;
	return {fromMs: from / 1000, toMs: (from + 2 ** shift) / 1000};
}
