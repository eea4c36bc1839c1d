import {padStart} from './cells.js';
import {formatBytes, formatPercent} from './format.js';
import {levelOf} from './level.js';
import type {Span} from './spans.js';
import {drawSparkline, lastMinute, mean, memoryScale, PERCENT_SCALE, peak} from './sparkline.js';
import type {Theme} from './theme.js';

/** Cells of a gauge's value. */
export const VALUE_WIDTH = 4;

type Graph = {
	readonly width: number;
	/** The time of the newest value: epoch, ms. */
	readonly at: number;
	readonly theme: Theme;
};

/** ` 42%`: 100 is one core. */
export function cpuValue(percent: number | undefined, theme: Theme): Span {
	return percent === undefined
		? noValue(theme)
		: {text: padStart(formatPercent(percent), VALUE_WIDTH), style: theme.level[levelOf(percent)]};
}

/** `118M`, against the limit of the machine or its container. */
export function memoryValue(
	bytes: number | undefined,
	{limitBytes, theme}: {readonly limitBytes: number; readonly theme: Theme},
): Span {
	return bytes === undefined
		? noValue(theme)
		: {text: padStart(formatBytes(bytes), VALUE_WIDTH), style: theme.level[levelOf((bytes / limitBytes) * 100)]};
}

/** The peaks of the last minute; what was near a whole core stands out. */
export function cpuGraph(history: readonly number[], {width, at, theme}: Graph): readonly Span[] {
	return drawSparkline(lastMinute(history, {width, at, combine: peak}), {
		scale: PERCENT_SCALE,
		spark: theme.glyphs.spark,
		styleOf: percent => theme.graphLevel[levelOf(percent)],
	});
}

/** The means of the last minute; what is near the limit stands out. */
export function memoryGraph(
	history: readonly number[],
	{width, at, theme, limitBytes}: Graph & {readonly limitBytes: number},
): readonly Span[] {
	const values = lastMinute(history, {width, at, combine: mean});
	return drawSparkline(values, {
		scale: memoryScale(values, limitBytes),
		spark: theme.glyphs.spark,
		styleOf: bytes => theme.graphLevel[levelOf((bytes / limitBytes) * 100)],
	});
}

function noValue({glyphs, dim}: Theme): Span {
	return {text: padStart(glyphs.none, VALUE_WIDTH), style: dim};
}
