import type {Span} from './spans.js';
import type {Style} from './theme.js';

/** The values at the bottom and at the top of a graph. */
export type Scale = {readonly low: number; readonly high: number};

const WINDOW_SECONDS = 60;
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
 * A scale for memory: from nothing to the limit where that is near, else so that the most of the values is at half height. So
 * workers of one size look alike, what grows is seen to grow, and what is full is at its limit.
 */
export function memoryScale(values: readonly number[], limitBytes: number): Scale {
	const most = Math.max(1, ...values.filter(value => !Number.isNaN(value)));
	return {low: 0, high: Math.min(limitBytes, most / MIDDLE)};
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
