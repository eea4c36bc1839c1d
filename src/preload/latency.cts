/** The buckets of src/model/latency-histogram.ts: a preload can load no ES module before the app. */
const SUB_BUCKET_BITS = 5;
const LONGEST_MICROS = 2 ** 31 - 1;
const BUCKETS = 864;

type LatencyCounter = {
	/** Counts as many requests that took so long. */
	readonly add: (ms: number, requests: number) => void;
	/** What was counted since the last time, sparse: bucket, count, bucket, count. */
	readonly take: () => readonly number[];
};

function createLatencyCounter(): LatencyCounter {
	const counts = new Uint32Array(BUCKETS);
	// Beyond these is nothing to look through.
	let lowest = BUCKETS;
	let highest = -1;
	return {
		add: (ms, requests) => {
			const micros = Math.min(LONGEST_MICROS, Math.floor(ms * 1000));
			const shift = Math.max(0, 31 - Math.clz32(micros) - SUB_BUCKET_BITS);
			const bucket = (shift << SUB_BUCKET_BITS) + (micros >>> shift);
			counts[bucket] = (counts[bucket] ?? 0) + requests;
			lowest = Math.min(lowest, bucket);
			highest = Math.max(highest, bucket);
		},
		take: () => {
			const sparse: number[] = [];
			for (let bucket = lowest; bucket <= highest; bucket++) {
				const count = counts[bucket] ?? 0;
				if (count > 0) {
					sparse.push(bucket, count);
				}
			}
			if (highest >= lowest) {
				counts.fill(0, lowest, highest + 1);
			}
			lowest = BUCKETS;
			highest = -1;
			return sparse;
		},
	};
}

export = {createLatencyCounter};
