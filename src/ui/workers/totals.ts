import type {ClusterSnapshot} from '../../model/snapshot.js';
import {type Figures, figuresOf, NO_FIGURES} from '../text/figures.js';
import type {Moment} from './moment.js';

/**
 * All workers together at a moment. Percentiles do not add up, so those of the past are not known: samples have each
 * instance's own.
 */
export function totalsOf({instances, traffic}: ClusterSnapshot, {past}: Moment): Figures {
	if (past !== undefined) {
		const {sample} = past;
		return {
			...NO_FIGURES,
			cpuPercent: sumOf(sample?.cpuPercent ?? []),
			rssBytes: sumOf(sample?.rssBytes ?? []),
			requestsPerSecond: sumOf(sample?.requestsPerSecond ?? []),
		};
	}
	const figures = instances.flatMap(instance => instance.workers.map(figuresOf));
	const {requestsPerSecond, errorsPerSecond, inFlight, p50Ms, p95Ms, p99Ms} = {...NO_FIGURES, ...traffic};
	return {
		...NO_FIGURES,
		cpuPercent: sumOf(figures.map(({cpuPercent}) => cpuPercent ?? 0)),
		rssBytes: sumOf(figures.map(({rssBytes}) => rssBytes ?? 0)),
		requestsPerSecond,
		errorsPerSecond,
		inFlight,
		p50Ms,
		p95Ms,
		p99Ms,
	};
}

/** Undefined where none of them is known. */
function sumOf(values: readonly number[]): number | undefined {
	const known = values.filter(value => !Number.isNaN(value));
	return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
