import type {LogLine} from '../logs/log-block.js';
import {cellWidth, truncate} from './cells.js';
import {findMatches} from './find-matches.js';
import {shownLines} from './log-conditions.js';
import {countLogLineRows, drawLogLine, type LineLook, type LogLineFormat, plainLogText} from './log-line.js';
import type {LogReader} from './log-reader.js';
import {type LogPlace, type LogViewport, NEWEST, settleEnd} from './log-scroll.js';
import {emptyWords, logTitle} from './log-title.js';
import type {LogSettings} from './screen-state.js';
import {drawSpans, type Span} from './spans.js';

export type LogPane = {
	readonly log: LogReader;
	readonly settings: LogSettings;
	readonly format: LogLineFormat;
	/** Rows for lines; the title takes one more. */
	readonly height: number;
	readonly focused: boolean;
};

/** What scrolling needs to know of a pane. */
export function viewportOf({log, settings, format, height}: Omit<LogPane, 'focused'>): LogViewport {
	return {log, filter: shownLines(settings), height, rowCount: line => countLogLineRows(line, format)};
}

/** The title in a rule, then the lines. There is nothing beside them, so that they can be copied with the mouse. */
export function drawLogPane(pane: LogPane): readonly string[] {
	const end = settleEnd(pane.settings.end, viewportOf(pane));
	return [drawTitle(pane, end), ...drawLines(pane, end)];
}

function drawTitle({log, settings, format, focused}: LogPane, end: LogPlace | undefined): string {
	const {theme, width} = format;
	const {glyphs} = theme;
	const rule = focused ? glyphs.heavyRule : glyphs.rule;
	const newer = end === undefined ? 0 : log.countFrom({...shownLines(settings), seq: end.seq + 1});
	const paused = end === undefined ? '' : newer === 0 ? ' paused ' : ` paused, ${newer} new ${glyphs.below} `;
	const words = logTitle({log, settings, place: end === undefined ? undefined : (settings.cursor ?? end.seq), theme});
	const title = truncate(words, {width: width - cellWidth(paused) - 6, ellipsis: glyphs.ellipsis});
	const free = width - cellWidth(title) - cellWidth(paused) - 6;
	const ruleStyle = focused ? theme.accent : theme.dim;
	const spans: readonly Span[] = [
		{text: `${rule}${rule} `, style: ruleStyle},
		{text: title, style: focused ? theme.strong : theme.plain},
		{text: ` ${rule.repeat(Math.max(0, free))}`, style: ruleStyle},
		{text: paused, style: theme.warn},
		{text: rule.repeat(2), style: ruleStyle},
	];
	return drawSpans(spans, {width, theme});
}

function drawLines(pane: LogPane, end: LogPlace | undefined): readonly string[] {
	const {log, settings, format, height} = pane;
	const lines = log.linesBefore({
		...shownLines(settings),
		seq: end === undefined ? NEWEST : end.seq + 1,
		count: height,
	});
	if (lines.length === 0) {
		return [drawEmpty(pane), ...blanks(height - 1)];
	}
	const rows = lastRows(lines, {end, format, height, lookOf: looksOf(lines, pane)});
	const missing = blanks(height - rows.length);
	// What is left of a view that is being evicted stays where it was; a young log begins at the top.
	return hasEvicted(log) ? [...missing, ...rows] : [...rows, ...missing];
}

function lastRows(
	lines: readonly LogLine[],
	{
		end,
		format,
		height,
		lookOf,
	}: {
		readonly end: LogPlace | undefined;
		readonly format: LogLineFormat;
		readonly height: number;
		readonly lookOf: (line: LogLine) => LineLook;
	},
): readonly string[] {
	let rows: readonly string[] = [];
	for (const line of lines.toReversed()) {
		const drawn = drawLogLine(line, format, lookOf(line));
		const seen = line.seq === end?.seq && end.row !== undefined ? drawn.slice(0, end.row + 1) : drawn;
		rows = [...seen, ...rows];
		if (rows.length >= height) {
			break;
		}
	}
	return rows.slice(-height);
}

/** Where in the lines what is looked for is; and at which of them the user is. */
function looksOf(lines: readonly LogLine[], {settings: {find, cursor}, format}: LogPane): (line: LogLine) => LineLook {
	const {theme} = format;
	const texts = find === undefined || !theme.hasColor ? [] : lines.map(line => plainLogText(line, theme));
	const matches = findMatches(find?.pattern ?? '', texts);
	const bySeq = new Map(lines.map((line, index) => [line.seq, matches[index] ?? []]));
	return ({seq}) => ({isCursor: seq === cursor, matches: bySeq.get(seq) ?? []});
}

function drawEmpty({log, settings, format}: LogPane): string {
	const {theme} = format;
	return drawSpans([{text: ` ${emptyWords({log, settings, theme})}`, style: theme.dim}], format);
}

function hasEvicted(log: LogReader): boolean {
	const oldest = log.linesFrom({seq: 0, count: 1}).at(0);
	return oldest !== undefined && oldest.seq > 1;
}

function blanks(count: number): readonly string[] {
	return Array.from({length: Math.max(0, count)}, () => '');
}
