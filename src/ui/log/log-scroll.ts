import type {LogLine} from '../../logs/log-block.js';
import type {LogFilter, LogReader} from './log-reader.js';

/**
 * Where a paused view is: the line that the user is at, and the row of the view (from 0) on which it begins. So this line
 * stays where it is, whatever arrives and whatever is evicted above and below it. A line with more rows than the view
 * may begin above it: its row is negative then.
 */
export type LogCursor = {readonly seq: number; readonly row: number};

/** A view of the log: what is read, how high it is, and into how many rows each line is drawn. */
export type LogViewport = {
	readonly log: LogReader;
	readonly filter: LogFilter;
	readonly height: number;
	readonly rowCount: (line: LogLine) => number;
};

/** A line that is seen, the row of the view on which it begins, and how many rows it has. */
export type PlacedLine = {readonly line: LogLine; readonly row: number; readonly rows: number};

/** A number past every line. */
export const NEWEST = Number.MAX_SAFE_INTEGER;

/** What is seen, from the top: around the cursor, or, without one, the newest lines. */
export function placeLines(cursor: LogCursor | undefined, viewport: LogViewport): readonly PlacedLine[] {
	if (cursor === undefined) {
		return placeNewest(viewport);
	}
	const settled = settleCursor(cursor, viewport);
	return settled === undefined ? [] : placeAround(settled, viewport);
}

/**
 * The cursor as it can be shown: where its line has left the log or the filter, the next one takes its place, or else the
 * last; and at least a part of it is inside of the view. Undefined where there is no line.
 */
export function settleCursor(cursor: LogCursor, viewport: LogViewport): LogCursor | undefined {
	const {log, filter} = viewport;
	const range = {...filter, seq: cursor.seq, count: 1};
	const line = log.linesFrom(range).at(0) ?? log.linesBefore(range).at(-1);
	return line === undefined ? undefined : inside({line, row: cursor.row}, viewport);
}

/** The line that is seen on a row of the view, where it is; undefined where there is none. */
export function cursorAtRow(row: number, cursor: LogCursor | undefined, viewport: LogViewport): LogCursor | undefined {
	return cursorAt(placeLines(cursor, viewport).find(placed => placed.row <= row && row < placed.row + placed.rows));
}

/** The newest line, where it is seen while the log is followed. */
export function newestCursor(viewport: LogViewport): LogCursor | undefined {
	return cursorAt(placeNewest(viewport).at(-1));
}

/** The oldest line, at the top. */
export function oldestCursor({log, filter}: LogViewport): LogCursor | undefined {
	const oldest = log.linesFrom({...filter, seq: 0, count: 1}).at(0);
	return oldest === undefined ? undefined : {seq: oldest.seq, row: 0};
}

/** A line: where it is, if all of it is seen already, and else in the middle. */
export function cursorTo(seq: number, cursor: LogCursor | undefined, viewport: LogViewport): LogCursor | undefined {
	const seen = wholeLines(placeLines(cursor, viewport), viewport).find(({line}) => line.seq === seq);
	return cursorAt(seen) ?? fillView({seq, row: viewport.height >> 1}, viewport);
}

/** To the line above. A line that begins above the view is scrolled into it first. */
export function cursorUp(cursor: LogCursor | undefined, viewport: LogViewport): LogCursor | undefined {
	const from = cursor === undefined ? newestCursor(viewport) : settleCursor(cursor, viewport);
	if (from === undefined || from.row < 0) {
		return from === undefined ? undefined : {...from, row: from.row + 1};
	}
	const {log, filter, rowCount} = viewport;
	const line = log.linesBefore({...filter, seq: from.seq, count: 1}).at(-1);
	return line === undefined ? from : inside({line, row: from.row - rowCount(line)}, viewport);
}

/** To the line below, or, past the newest one, undefined: the log is followed again. */
export function cursorDown(cursor: LogCursor | undefined, viewport: LogViewport): LogCursor | undefined {
	const from = cursor === undefined ? undefined : settleCursor(cursor, viewport);
	if (from === undefined) {
		return undefined;
	}
	const {log, filter, height, rowCount} = viewport;
	const [line, next] = log.linesFrom({...filter, seq: from.seq, count: 2});
	const end = from.row + (line === undefined ? 0 : rowCount(line));
	if (end > height) {
		return {...from, row: from.row - 1};
	}
	return next === undefined ? undefined : inside({line: next, row: end}, viewport);
}

/** The view so many rows further up. The cursor keeps its line while that is seen; at the top it goes to the oldest. */
export function scrollUp(cursor: LogCursor | undefined, rows: number, viewport: LogViewport): LogCursor | undefined {
	const from = cursor === undefined ? newestCursor(viewport) : settleCursor(cursor, viewport);
	const moved = from === undefined ? undefined : scrollBy(from, -rows, viewport);
	return moved?.seq === from?.seq && moved?.row === from?.row ? oldestCursor(viewport) : moved;
}

/** The same, further down; undefined when that is the end of the log, which is then followed again. */
export function scrollDown(cursor: LogCursor | undefined, rows: number, viewport: LogViewport): LogCursor | undefined {
	const from = cursor === undefined ? undefined : settleCursor(cursor, viewport);
	const moved = from === undefined ? undefined : scrollBy(from, rows, viewport);
	return moved === undefined || isAtEnd(moved, viewport) ? undefined : moved;
}

/** The same place in a view without empty rows, as far as there are lines for them; for lines that are others now. */
export function fillView(cursor: LogCursor, viewport: LogViewport): LogCursor | undefined {
	// While lines are still being found, there may be more on either side.
	if (viewport.log.progressOf(viewport.filter)?.isComplete === false) {
		return cursor;
	}
	const settled = settleCursor(cursor, viewport);
	return settled === undefined ? undefined : filled(settled, viewport);
}

function scrollBy(from: LogCursor, rows: number, viewport: LogViewport): LogCursor {
	const moved = filled({seq: from.seq, row: from.row - rows}, viewport);
	const placed = placeAround(moved, viewport);
	const whole = wholeLines(placed, viewport);
	const isSeen = placed.some(({line, rows: count}) => line.seq === moved.seq && count > viewport.height);
	if (isSeen || whole.some(({line}) => line.seq === moved.seq)) {
		return moved;
	}
	const nearest = rows < 0 ? (whole.at(-1) ?? placed.at(0)) : (whole.at(0) ?? placed.at(-1));
	return nearest === undefined ? moved : inside(nearest, viewport);
}

/** Lowered until the newest line ends the view, then raised until the oldest begins it: the top counts more. */
function filled(cursor: LogCursor, viewport: LogViewport): LogCursor {
	const last = placeBelow(cursor, viewport).at(-1);
	const gapBelow = last === undefined ? 0 : Math.max(0, viewport.height - last.row - last.rows);
	const lowered = {...cursor, row: cursor.row + gapBelow};
	const gapAbove = Math.max(0, placeAbove(lowered, viewport).at(0)?.row ?? lowered.row);
	return {...lowered, row: lowered.row - gapAbove};
}

function isAtEnd(cursor: LogCursor, viewport: LogViewport): boolean {
	const {log, filter, height} = viewport;
	const last = placeBelow(cursor, viewport).at(-1);
	return (
		last === undefined ||
		(last.row + last.rows <= height && log.linesFrom({...filter, seq: last.line.seq + 1, count: 1}).length === 0)
	);
}

/** The newest lines up to the bottom; a young log begins at the top. */
function placeNewest(viewport: LogViewport): readonly PlacedLine[] {
	const placed = placeAbove({seq: NEWEST, row: viewport.height}, viewport);
	const gap = Math.max(0, placed.at(0)?.row ?? 0);
	return gap === 0 ? placed : placed.map(({row, ...rest}) => ({...rest, row: row - gap}));
}

function placeAround(cursor: LogCursor, viewport: LogViewport): readonly PlacedLine[] {
	return [...placeAbove(cursor, viewport), ...placeBelow(cursor, viewport)].filter(
		({row, rows}) => row + rows > 0 && row < viewport.height,
	);
}

/** The lines above that of the cursor, which itself may be below the view. */
function placeAbove({seq, row}: LogCursor, {log, filter, rowCount}: LogViewport): readonly PlacedLine[] {
	const placed: PlacedLine[] = [];
	let top = row;
	for (const line of top > 0 ? log.linesBefore({...filter, seq, count: top}).toReversed() : []) {
		if (top <= 0) {
			break;
		}
		const rows = rowCount(line);
		top -= rows;
		placed.push({line, row: top, rows});
	}
	return placed.reverse();
}

/** That of the cursor, which may be above the view, and those below it. */
function placeBelow({seq, row}: LogCursor, {log, filter, height, rowCount}: LogViewport): readonly PlacedLine[] {
	const placed: PlacedLine[] = [];
	let end = row;
	for (const line of log.linesFrom({...filter, seq, count: Math.max(1, height - row)})) {
		if (end >= height && placed.length > 0) {
			break;
		}
		const rows = rowCount(line);
		placed.push({line, row: end, rows});
		end += rows;
	}
	return placed;
}

function wholeLines(placed: readonly PlacedLine[], {height}: LogViewport): readonly PlacedLine[] {
	return placed.filter(({row, rows}) => row >= 0 && row + rows <= height);
}

/** A line as near to where it is to be as lets all of it be seen, or some of one that has more rows than the view. */
function inside({line, row}: Pick<PlacedLine, 'line' | 'row'>, {height, rowCount}: LogViewport): LogCursor {
	const rows = rowCount(line);
	const [highest, lowest] = rows <= height ? [0, height - rows] : [1 - rows, height - 1];
	return {seq: line.seq, row: Math.max(highest, Math.min(lowest, row))};
}

function cursorAt(placed: PlacedLine | undefined): LogCursor | undefined {
	return placed === undefined ? undefined : {seq: placed.line.seq, row: placed.row};
}
