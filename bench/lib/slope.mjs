import {median} from './percentile.mjs';

/**
 * By how much even samples grow from the first to the last: the median of the slopes between each two of them (Theil and Sen),
 * which a few odd samples do not move, times the distance.
 */
export function growth(values) {
	const slopes = values.flatMap((from, i) => values.slice(i + 1).map((to, j) => (to - from) / (j + 1)));
	return values.length < 2 ? Number.NaN : median(slopes) * (values.length - 1);
}
