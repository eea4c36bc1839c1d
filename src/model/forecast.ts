import {median} from './median.js';

/** A value and when it was measured (ms). */
export type Point = {readonly at: number; readonly value: number};

/** The least of each such time counts: garbage that comes and goes between two collections is not growth. */
const BIN_MS = 20_000;
/** Less says nothing about a trend. */
const LEAST_BINS = 9;
/** How many of all pairs of minima must rise: of a sawtooth it is about half. */
const STEADY = 0.85;
/** Less growth than this share of the limit in all the time that was seen is noise, or a cache that fills. */
const LEAST_RISE = 0.01;
/** Far from the limit, growth is how a heap is used, not how it runs full. */
const LEAST_LEVEL = 0.1;
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * In how many ms from the last point a value that grows steadily reaches its limit; undefined where it does not grow, not
 * steadily, or not within a day. The slope is the median of those between all pairs of minima (Theil–Sen), which a burst does
 * not move. Points are in order of time; NaN is a gap.
 */
export function forecastLimit(points: readonly Point[], limit: number): number | undefined {
	const minima = minimaOf(points);
	const [first, last] = [minima.at(0), points.at(-1)];
	if (first === undefined || last === undefined || minima.length < LEAST_BINS) {
		return undefined;
	}
	const slopes = pairs(minima).map(([a, b]) => (b.value - a.value) / (b.at - a.at));
	const rising = slopes.filter(slope => slope > 0).length;
	const slope = median(slopes);
	const level = median(minima.map(({at, value}) => value + slope * (last.at - at)));
	const isGrowth =
		rising >= STEADY * slopes.length &&
		slope * (last.at - first.at) >= LEAST_RISE * limit &&
		level >= LEAST_LEVEL * limit;
	const leftMs = Math.max(0, (limit - level) / slope);
	return isGrowth && leftMs <= LONGEST_MS ? leftMs : undefined;
}

function minimaOf(points: readonly Point[]): readonly Point[] {
	const minima: Point[] = [];
	let bin: number | undefined;
	for (const point of points) {
		if (Number.isNaN(point.value)) {
			continue;
		}
		const least = minima.at(-1);
		const ownBin = Math.floor(point.at / BIN_MS);
		if (least === undefined || ownBin !== bin) {
			minima.push(point);
			bin = ownBin;
		} else if (point.value < least.value) {
			minima[minima.length - 1] = point;
		}
	}
	return minima;
}

function pairs(points: readonly Point[]): readonly (readonly [Point, Point])[] {
	return points.flatMap((a, place) => points.slice(place + 1).map(b => [a, b] as const));
}
