import type {LogLine} from '../../logs/log-block.js';
import {looksAtLines} from '../../logs/log-filter.js';
import {formatExactCount} from '../text/format.js';
import {drawSpans} from '../text/spans.js';
import type {Theme} from '../text/theme.js';
import type {LogFilter, LogGap, LogReader} from './log-reader.js';

/** What came and left while the log was paused. */

/** The gap in the lines of a filter. It counts all lines that are gone: whether they would have matched nobody knows. */
export function gapIn(log: LogReader, {instance, after = 0}: LogFilter): LogGap | undefined {
	const gap = log.gap(instance);
	return gap === undefined || after <= gap.after ? gap : {after, lines: undefined};
}

/** Tells the first of the shown lines after the gap. */
export function createGapTest(log: LogReader, filter: LogFilter): (line: LogLine) => boolean {
	const gap = gapIn(log, filter);
	let first: number | undefined;
	return ({seq}) => {
		if (gap === undefined || seq <= gap.after) {
			return false;
		}
		first ??= log.linesFrom({...filter, seq: gap.after + 1, count: 1}).at(0)?.seq;
		return seq === first;
	};
}

/** `12,345 lines not kept`. */
export function describeGap(gap: LogGap | undefined): string {
	const count = gap?.lines === undefined ? '' : `${formatExactCount(gap.lines)} `;
	return `${count}${gap?.lines === 1 ? 'line' : 'lines'} not kept`;
}

/** `── 12,345 lines not kept ──`. */
export function drawGap(
	gap: LogGap | undefined,
	{theme, width}: {readonly theme: Theme; readonly width: number},
): string {
	const rule = theme.glyphs.rule.repeat(2);
	return drawSpans([{text: `${rule} ${describeGap(gap)} ${rule}`, style: theme.dim}], {width, theme});
}

/** How many lines of a filter there are from number `seq` on, those that are gone among them where they can be counted. */
export function countNew(
	log: LogReader,
	{seq, ...filter}: LogFilter & {readonly seq: number},
): {readonly count: number; readonly isExact: boolean} {
	const kept = log.countFrom({...filter, seq});
	const gap = gapIn(log, filter);
	if (gap === undefined || seq > gap.after + 1) {
		return {count: kept, isExact: true};
	}
	return gap.lines === undefined || looksAtLines(filter)
		? {count: kept, isExact: false}
		: {count: kept + gap.lines, isExact: true};
}
