/** What was measured in one second, each by instance index; NaN where there was nothing to measure. */
export type Sample = {
	/** Epoch, ms. */
	readonly at: number;
	/** Whose figures these are. Not in the samples of an older clumon. */
	readonly workerId?: readonly number[];
	/** 100 is one core. */
	readonly cpuPercent: readonly number[];
	readonly rssBytes: readonly number[];
	/** Of that second alone, as is `p95Ms`. */
	readonly requestsPerSecond: readonly number[];
	readonly p95Ms: readonly number[];
	readonly lagMs: readonly number[];
	/** Of the event loop, 0…1. */
	readonly utilisation: readonly number[];
	readonly heapUsedBytes: readonly number[];
};

export type SampleKey = Exclude<keyof Sample, 'at' | 'workerId'>;

/** How many samples are kept: ten minutes. */
export const MOST_SAMPLES = 600;

/** One value a sample of an instance, oldest first. */
export function seriesOf(samples: readonly Sample[], key: SampleKey, index: number): readonly number[] {
	return samples.map(sample => sample[key][index] ?? Number.NaN);
}

/** Samples with newer ones after them, as many as are kept. */
export function appendSamples(samples: readonly Sample[], newer: readonly Sample[]): readonly Sample[] {
	return [...samples, ...newer].slice(-MOST_SAMPLES);
}
