import {harmless} from '../../logs/harmless.js';
import type {LogLine} from '../../logs/log-block.js';
import type {Timestamps} from '../screen-state.js';
import {GOES_ON} from '../terminal/soft-wrap.js';
import {padStart, wrap} from '../text/cells.js';
import {cutCells} from '../text/cut-cells.js';
import {formatAge, formatBytes, formatTimeOfDay} from '../text/format.js';
import {withoutSgr} from '../text/styled-text.js';
import type {Theme} from '../text/theme.js';
import type {MatchRange} from './find-matches.js';
import {highlight} from './highlight.js';
import {prettyJson} from './json-row.js';
import {lineKind} from './line-kind.js';
import {leftToSee} from './match-window.js';

/** How lines are drawn. */
export type LogLineFormat = {
	/** In cells, all included. */
	readonly width: number;
	readonly wrap: boolean;
	/**
	 * The first cell of the text that is seen, undefined being `LogSettings.left` undefined; where the text is wrapped, all
	 * cells are.
	 */
	readonly left: number | undefined;
	/** Lines of JSON loggers as level, message and fields. */
	readonly pretty: boolean;
	readonly timestamps: Timestamps;
	/** Rows are the text alone, so that what is selected with the mouse is the line and nothing else. With colours only. */
	readonly isBare: boolean;
	/** What ages are counted from: epoch, ms. */
	readonly now: number;
	/** Cells for the number of an instance. */
	readonly indexWidth: number;
	readonly theme: Theme;
};

/** What is special about a line right now. */
export type LineLook = {
	/** The user has gone to it. */
	readonly isCursor: boolean;
	/** The user wants to come back to it. */
	readonly isMarked: boolean;
	/** Where it matches what is looked for, in its plain text. */
	readonly matches: readonly MatchRange[];
};

const PLAIN_LOOK: LineLook = {isCursor: false, isMarked: false, matches: []};

/**
 * A line as one row, or wrapped with its text below its text: `12:04:01 2!TypeError: …`. The instance's number has its
 * colour; `!` is stderr, `»` a message from the worker, a rule around the text an event.
 */
export function drawLogLine(line: LogLine, format: LogLineFormat, look: LineLook = PLAIN_LOOK): readonly string[] {
	const {theme} = format;
	const kind = lineKind(line, theme);
	const rows = drawText(line, format, look).map(row => kind.style(row));
	if (format.isBare) {
		const style = look.isCursor ? theme.cursor : look.isMarked ? theme.marked : undefined;
		const dressed = style === undefined ? rows : rows.map(row => style(withoutSgr(row) || ' '));
		return dressed.map((row, place) => (place < dressed.length - 1 ? row + GOES_ON : row));
	}
	const time = drawTime(line.at, format);
	const gutter = look.isMarked ? theme.glyphs.marked : ' ';
	const index = padStart(line.origin.instance === undefined ? '' : String(line.origin.instance), format.indexWidth);
	const colored = line.origin.instance === undefined ? index : theme.instance(line.origin.instance)(index);
	const when = look.isMarked ? theme.marked(time + gutter) : theme.dim(time) + gutter;
	// Where there is no inverse video, the cursor takes the place of the kind.
	const head = look.isCursor
		? theme.cursor(time + gutter + index) + (theme.hasColor ? kind.sign : theme.glyphs.selected)
		: when + colored + kind.sign;
	const hang = ' '.repeat(prefixWidth(format));
	return rows.map((row, place) => (place === 0 ? head : hang) + row);
}

/** The text of a line as it is drawn, without its colours. */
export function plainLogText(line: LogLine, format: Pick<LogLineFormat, 'theme' | 'pretty'>): string {
	return withoutSgr(shownText(line, format));
}

/** Into how many rows `drawLogLine` draws a line. */
export function countLogLineRows(line: LogLine, format: LogLineFormat): number {
	return format.wrap ? drawText(line, format).length : 1;
}

/** How many cells a line's text has where it is cut. */
export function textRoom(line: LogLine, format: LogLineFormat): number {
	return textWidth(format) - missingNote(line).length;
}

/** The first cell that is seen of a line that is cut. */
export function leftOf(
	line: LogLine,
	format: LogLineFormat,
	{isCursor, matches}: Pick<LineLook, 'isCursor' | 'matches'>,
): number {
	return (
		format.left ?? (isCursor ? leftToSee(matches, {text: plainLogText(line, format), room: textRoom(line, format)}) : 0)
	);
}

/** How many cells there are for the text. */
export function textWidth(format: LogLineFormat): number {
	return Math.max(1, format.width - prefixWidth(format));
}

const TIME_WIDTHS: Readonly<Record<Timestamps, number>> = {time: 8, age: 4, off: 0};
/** Cells of its own, behind the time, for what is marked. */
const GUTTER_WIDTH = 1;

/** Cells before the text: time, gutter, number, kind of line. */
function prefixWidth({timestamps, indexWidth, isBare}: LogLineFormat): number {
	return isBare ? 0 : TIME_WIDTHS[timestamps] + GUTTER_WIDTH + indexWidth + 1;
}

function drawTime(at: number, {timestamps, now}: LogLineFormat): string {
	switch (timestamps) {
		case 'time':
			return formatTimeOfDay(at);
		case 'age':
			return padStart(formatAge(now - at), TIME_WIDTHS.age);
		case 'off':
			return '';
	}
}

function drawText(line: LogLine, format: LogLineFormat, look: LineLook = PLAIN_LOOK): readonly string[] {
	const {theme} = format;
	const {isCursor, matches} = look;
	const text = highlight(shownText(line, format), matches, isCursor ? theme.currentMatch : theme.match);
	return format.wrap
		? wrap(text + missingNote(line), textWidth(format))
		: [cutText(text, {theme, left: leftOf(line, format, look), width: textRoom(line, format)}) + missingNote(line)];
}

function missingNote({missingBytes}: LogLine): string {
	return missingBytes > 0 ? ` [+${formatBytes(missingBytes)} not kept]` : '';
}

function cutText(
	text: string,
	{width, left, theme}: Pick<LogLineFormat, 'width' | 'theme'> & {readonly left: number},
): string {
	const {cutBefore, cutAfter} = theme.glyphs;
	return cutCells(text, {from: left, width, before: theme.dim(cutBefore), after: theme.dim(cutAfter)});
}

function shownText(line: LogLine, {theme, pretty}: Pick<LogLineFormat, 'theme' | 'pretty'>): string {
	const {origin, text} = line;
	const {glyphs, hasColor, words} = theme;
	if (origin.kind === 'event') {
		const rule = glyphs.rule.repeat(2);
		return `${rule} ${words(text)} ${rule}`;
	}
	const safe = (pretty ? prettyJson(line, theme) : undefined) ?? harmless(text);
	return hasColor ? safe : withoutSgr(safe);
}
