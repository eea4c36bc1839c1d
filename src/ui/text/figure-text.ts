import {padStart} from './cells.js';
import type {FigureKey, Figures} from './figures.js';
import {formatBytes, formatMs, formatPercent, formatRate, formatShare} from './format.js';
import {type Level, levelOf} from './level.js';
import type {Span} from './spans.js';
import type {Theme} from './theme.js';

/** Past it an event loop holds up each request that comes meanwhile: users notice 100 ms, and are gone after a second. */
const LAG_WARNING_MS = 100;
const LAG_CRITICAL_MS = 1000;

/** A figure as the table and the detail pane write it, without padding; undefined where there is none. */
export function figureText(key: FigureKey, figures: Figures): string | undefined {
	const value = figures[key];
	if (value === undefined) {
		return undefined;
	}
	switch (key) {
		case 'cpuPercent':
			return formatPercent(value);
		case 'rssBytes':
		case 'heapUsedBytes':
		case 'heapLimitBytes':
			return formatBytes(value);
		case 'utilisation':
			return formatShare(value);
		case 'requestsPerSecond':
		case 'errorsPerSecond':
			return formatRate(value);
		case 'inFlight':
			return formatRate(Math.round(value));
		case 'lagMs':
		case 'p50Ms':
		case 'p95Ms':
		case 'p99Ms':
			return formatMs(value);
	}
}

/** How much a figure asks for a look. Rates and latencies have no limit of their own: their outliers are marked. */
export function figureLevel(key: FigureKey, figures: Figures, {limitBytes}: {readonly limitBytes: number}): Level {
	const value = figures[key];
	if (value === undefined) {
		return 'normal';
	}
	switch (key) {
		case 'cpuPercent':
			return levelOf(value);
		case 'rssBytes':
			return levelOf((value / limitBytes) * 100);
		case 'heapUsedBytes':
			return levelOf((value / (figures.heapLimitBytes ?? Infinity)) * 100);
		case 'utilisation':
			return levelOf(value * 100);
		case 'errorsPerSecond':
			return value > 0 ? 'critical' : 'normal';
		case 'lagMs':
			return value >= LAG_CRITICAL_MS ? 'critical' : value >= LAG_WARNING_MS ? 'warning' : 'normal';
		default:
			return 'normal';
	}
}

/** A figure in `width` cells, in the colour of its level. */
export function figureSpan(
	key: FigureKey,
	figures: Figures,
	{width, limitBytes, theme}: {readonly width: number; readonly limitBytes: number; readonly theme: Theme},
): Span {
	const text = figureText(key, figures);
	return text === undefined
		? {text: padStart(theme.glyphs.none, width), style: theme.dim}
		: {text: padStart(text, width), style: theme.level[figureLevel(key, figures, {limitBytes})]};
}
