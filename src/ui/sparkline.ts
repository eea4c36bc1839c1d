import type {Span} from './spans.js';
import type {Style} from './theme.js';

/** The values at the bottom and at the top of a graph. */
export type Scale = {readonly low: number; readonly high: number};

const WINDOW_SECONDS = 60;
// Of a graph that scales itself: what is steady to this share of its maximum is drawn as a flat line.
const LEAST_SPAN = 0.2;
// The middle of the fourth of eight levels: on the border of two, a line would tremble.
const MIDDLE = 7 / 16;

/** A gauge in percent of a core: what is busier than one core stands at the top. */
export const PERCENT_SCALE: Scale = {low: 0, high: 100};

/**
 * The last minute in `width` cells, NaN where there is no value. Each cell stands for a whole number of seconds, and
 * its borders stay where they are while time goes on: the graph wanders from right to left and does not shimmer.
 * `at` (epoch, ms) is the time of the newest value; `combine` makes one value of those of a cell.
 */
export function lastMinute(
	history: readonly number[],
	{
		width,
		at,
		combine,
	}: {readonly width: number; readonly at: number; readonly combine: (values: readonly number[]) => number},
): readonly number[] {
	const secondsPerCell = Math.max(1, Math.ceil(WINDOW_SECONDS / width));
	const newest = Math.floor(at / 1000);
	const cells: number[][] = Array.from({length: width}, () => []);
	for (const [age, value] of history
		.slice(-WINDOW_SECONDS - secondsPerCell)
		.reverse()
		.entries()) {
		const cellsBack = Math.floor(newest / secondsPerCell) - Math.floor((newest - age) / secondsPerCell);
		if (!Number.isNaN(value)) {
			cells[width - 1 - cellsBack]?.push(value);
		}
	}
	return cells.map(values => (values.length === 0 ? Number.NaN : combine(values)));
}

/** A busy second must not be hidden by idle ones beside it. */
export function peak(values: readonly number[]): number {
	return Math.max(...values);
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * A scale for memory, whose limit is often far away: from the least to the most of the values themselves, but at least
 * a fifth of the most, with the values in the middle. So growth is seen long before it fills anything, and noise is not.
 */
export function ownScale(values: readonly number[]): Scale {
	const known = values.filter(value => !Number.isNaN(value));
	if (known.length === 0) {
		return {low: 0, high: 1};
	}
	const least = Math.min(...known);
	const most = Math.max(...known);
	const span = Math.max(most - least, most * LEAST_SPAN, 1);
	const low = least - (span - (most - least)) * MIDDLE;
	return {low, high: low + span};
}

/** One character for each value; NaN is a blank. Neighbours of one style are one span. */
export function drawSparkline(
	values: readonly number[],
	{scale, spark, styleOf}: {readonly scale: Scale; readonly spark: string; readonly styleOf: (value: number) => Style},
): readonly Span[] {
	const spans: {text: string; readonly style: Style}[] = [];
	for (const value of values) {
		const style = styleOf(value);
		const last = spans.at(-1);
		if (last?.style === style) {
			last.text += sparkCharacter(value, scale, spark);
		} else {
			spans.push({text: sparkCharacter(value, scale, spark), style});
		}
	}
	return spans;
}

function sparkCharacter(value: number, {low, high}: Scale, spark: string): string {
	if (Number.isNaN(value)) {
		return ' ';
	}
	const level = Math.floor(((value - low) / (high - low)) * spark.length);
	return spark.charAt(Math.min(spark.length - 1, Math.max(0, level)));
}
