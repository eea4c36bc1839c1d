import type {LogLine} from '../../logs/log-block.js';
import type {LogSettings} from '../screen-state.js';
import {GOES_ON} from '../terminal/soft-wrap.js';
import {cellWidth, truncate} from '../text/cells.js';
import {formatExactCount} from '../text/format.js';
import {drawSpans, type Span} from '../text/spans.js';
import type {Theme} from '../text/theme.js';
import {findMatches} from './find-matches.js';
import {shownLines} from './log-conditions.js';
import {countNew, createGapTest, drawGap, gapIn} from './log-gap.js';
import {countLogLineRows, drawLogLine, type LineLook, type LogLineFormat, plainLogText} from './log-line.js';
import type {LogReader} from './log-reader.js';
import {type LogCursor, type LogViewport, type PlacedLine, placeLines, settleCursor} from './log-scroll.js';
import {emptyWords, logTitle} from './log-title.js';

export type LogPane = {
	readonly log: LogReader;
	readonly settings: LogSettings;
	readonly format: LogLineFormat;
	/** The numbers of the lines that the user has marked. */
	readonly marks: readonly number[];
	/** Rows for lines; the title takes one more. */
	readonly height: number;
	readonly focused: boolean;
};

/** What scrolling needs to know of a pane. */
export function viewportOf({log, settings, format, height}: Omit<LogPane, 'focused' | 'marks'>): LogViewport {
	const filter = shownLines(settings);
	const followsGap = createGapTest(log, filter);
	return {log, filter, height, rowCount: line => countLogLineRows(line, format) + (followsGap(line) ? 1 : 0)};
}

/** The title in a rule, then the lines. There is nothing beside them, so that they can be copied with the mouse. */
export function drawLogPane(pane: LogPane): readonly string[] {
	const viewport = viewportOf(pane);
	const {cursor} = pane.settings;
	const seen: SeenLog = {
		cursor: cursor === undefined ? undefined : settleCursor(cursor, viewport),
		placed: placeLines(cursor, viewport),
	};
	return [drawTitle(pane, seen), ...drawLines(pane, seen)];
}

type SeenLog = {
	/** The line that the user is at, if the log is paused. */
	readonly cursor: LogCursor | undefined;
	readonly placed: readonly PlacedLine[];
};

function drawTitle({log, settings, format, focused}: LogPane, {cursor, placed}: SeenLog): string {
	const {theme, width} = format;
	const {glyphs} = theme;
	const rule = focused ? glyphs.heavyRule : glyphs.rule;
	const isPaused = settings.cursor !== undefined;
	const unseenFrom = Math.max(settings.newFrom, (placed.at(-1)?.line.seq ?? 0) + 1);
	const paused = isPaused ? ` ${pausedWords(countNew(log, {...shownLines(settings), seq: unseenFrom}), theme)} ` : '';
	const words = logTitle({log, settings, place: cursor?.seq, theme});
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

/** `paused, 12,345 new ▼`. */
function pausedWords({count, isExact}: ReturnType<typeof countNew>, {glyphs}: Theme): string {
	const atLeast = isExact ? '' : glyphs.atLeast;
	return count === 0 && isExact ? 'paused' : `paused, ${atLeast}${formatExactCount(count)} new ${glyphs.below}`;
}

function drawLines(pane: LogPane, {cursor, placed}: SeenLog): readonly string[] {
	const {log, settings, format, height} = pane;
	const first = placed.at(0);
	if (first === undefined) {
		return [drawEmpty(pane), ...blanks(height - 1)];
	}
	const lookOf = looksOf(placed, pane, cursor);
	const filter = shownLines(settings);
	const followsGap = createGapTest(log, filter);
	const rows = placed.flatMap(({line}) => [
		...(followsGap(line) ? [drawGap(gapIn(log, filter), format)] : []),
		...drawLogLine(line, format, lookOf(line)),
	]);
	const isSearching = log.progressOf(filter)?.isComplete === false;
	const above = first.row <= 0 ? [] : [...blanks(first.row - 1), isSearching ? '' : drawGone(format)];
	const seen = [...above, ...rows.slice(Math.max(0, -first.row))].slice(0, height);
	// The rest of a line that is cut at the bottom is not what comes there.
	const last = seen.pop()?.replace(GOES_ON, '') ?? '';
	return [...seen, last, ...blanks(height - seen.length - 1)];
}

/** The line that the user is at stays where it is: where those above it were evicted, there is room. */
function drawGone({theme, width}: LogLineFormat): string {
	return drawSpans([{text: ' older lines are gone', style: theme.dim}], {width, theme});
}

/** Where in the lines what is looked for is; at which of them the user is, and which are marked. */
function looksOf(
	placed: readonly PlacedLine[],
	{settings: {find}, format, marks}: LogPane,
	cursor: LogCursor | undefined,
): (line: LogLine) => LineLook {
	const lines = placed.map(({line}) => line);
	const texts = find === undefined ? [] : lines.map(line => plainLogText(line, format));
	const matches = findMatches(find?.pattern ?? '', texts);
	const bySeq = new Map(lines.map((line, index) => [line.seq, matches[index] ?? []]));
	const marked = new Set(marks);
	return ({seq}) => ({isCursor: seq === cursor?.seq, isMarked: marked.has(seq), matches: bySeq.get(seq) ?? []});
}

function drawEmpty({log, settings, format}: LogPane): string {
	const {theme} = format;
	return drawSpans([{text: ` ${emptyWords({log, settings, theme})}`, style: theme.dim}], format);
}

function blanks(count: number): readonly string[] {
	return Array.from({length: Math.max(0, count)}, () => '');
}
