import {cellWidth, truncate} from './cells.js';
import type {Style, Theme} from './theme.js';

/** A piece of a line: plain text, and how it is dressed when it is drawn. */
export type Span = {readonly text: string; readonly style?: Style};

/** How many cells spans take side by side. */
export function spansWidth(spans: readonly Span[]): number {
	return spans.reduce((width, span) => width + cellWidth(span.text), 0);
}

/** At most `width` cells of spans; where they were cut, an ellipsis is the last. */
export function clipSpans(
	spans: readonly Span[],
	{width, ellipsis}: {readonly width: number; readonly ellipsis: string},
): readonly Span[] {
	if (spansWidth(spans) <= width) {
		return spans;
	}
	const kept: Span[] = [];
	let left = width;
	for (const span of spans) {
		const spanWidth = cellWidth(span.text);
		if (spanWidth >= left) {
			// A space more than there is makes sure that it is cut, as something follows it.
			return [...kept, {...span, text: truncate(`${span.text} `, {width: left, ellipsis})}];
		}
		kept.push(span);
		left -= spanWidth;
	}
	return kept;
}

/** Spans in exactly `width` cells. */
export function fitSpans(
	spans: readonly Span[],
	{width, align, ellipsis}: {readonly width: number; readonly align: 'left' | 'right'; readonly ellipsis: string},
): readonly Span[] {
	const clipped = clipSpans(spans, {width, ellipsis});
	const padding: Span = {text: ' '.repeat(Math.max(0, width - spansWidth(clipped)))};
	return align === 'left' ? [...clipped, padding] : [padding, ...clipped];
}

/**
 * Draws spans side by side in at most `width` cells. All that clumon says itself goes through here, so that no line is
 * ever wider than its place.
 */
export function drawSpans(
	spans: readonly Span[],
	{width, theme}: {readonly width: number; readonly theme: Theme},
): string {
	return clipSpans(spans, {width, ellipsis: theme.glyphs.ellipsis})
		.map(({text, style = theme.plain}) => (text === '' ? '' : style(text)))
		.join('');
}
