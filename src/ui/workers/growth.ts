import {forecastLimit} from '../../model/forecast.js';
import type {Sample, SampleKey} from '../../model/sample.js';
import type {ClusterSnapshot, InstanceSnapshot} from '../../model/snapshot.js';
import type {Moment} from './moment.js';

/** In how many ms an instance's memory, or its heap, is at its limit if it goes on growing as it does. */
export type Growth = {readonly rssMs: number | undefined; readonly heapMs: number | undefined};

const NO_GROWTH: Growth = {rssMs: undefined, heapMs: undefined};

/** A screen is drawn more often than there is a new sample, and forecasts of many workers take their time. */
const known = new WeakMap<Sample, Map<number, Growth>>();

/** Of an instance's own worker, since it was forked. */
export function growthOf(
	{index, workers: [worker]}: InstanceSnapshot,
	{snapshot, moment}: {readonly snapshot: ClusterSnapshot; readonly moment: Moment},
): Growth {
	const newest = moment.samples.at(-1);
	if (newest === undefined || worker === undefined || moment.past !== undefined) {
		return NO_GROWTH;
	}
	const growths = known.get(newest) ?? new Map<number, Growth>();
	known.set(newest, growths);
	const forkedAt = snapshot.at - worker.upMs;
	const forecast = (key: SampleKey, limit: number | undefined) =>
		limit === undefined
			? undefined
			: forecastLimit(
					moment.samples
						.filter(({at}) => at > forkedAt)
						.map(sample => ({at: sample.at, value: sample[key][index] ?? Number.NaN})),
					limit,
				);
	const growth = growths.get(index) ?? {
		rssMs: forecast('rssBytes', snapshot.memoryLimitBytes),
		heapMs: forecast('heapUsedBytes', worker.vitals?.heapLimitBytes),
	};
	growths.set(index, growth);
	return growth;
}
