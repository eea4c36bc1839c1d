import type {LogLine} from '../logs/log-block.js';
import type {LogFilter, LogReader} from './log-reader.js';

/**
 * The end of a view of the log: a line, which stays where it is whatever arrives or is evicted, and which of its rows
 * (from 0) is the last to be seen; all of them when left out.
 */
export type LogPlace = {readonly seq: number; readonly row?: number};

/** A view of the log: what is read, how high it is, and into how many rows each line is drawn. */
export type LogViewport = {
	readonly log: LogReader;
	readonly filter: LogFilter;
	readonly height: number;
	readonly rowCount: (line: LogLine) => number;
};

/** A number past every line. */
export const NEWEST = Number.MAX_SAFE_INTEGER;

/** The view's end `rows` further up, but not so far that the view would begin above the oldest line. */
export function scrollUp(
	end: LogPlace | undefined,
	rows: number,
	{log, filter, height, rowCount}: LogViewport,
): LogPlace | undefined {
	const wanted = rows + height;
	const lines = log.linesBefore({...filter, seq: end === undefined ? NEWEST : end.seq + 1, count: wanted});
	/** From the view's end upwards. */
	const places: LogPlace[] = [];
	for (const line of lines.toReversed()) {
		const last = Math.min(rowCount(line) - 1, line.seq === end?.seq ? (end.row ?? NEWEST) : NEWEST);
		for (let row = last; row >= 0 && places.length < wanted; row -= 1) {
			places.push({seq: line.seq, row});
		}
		if (places.length >= wanted) {
			break;
		}
	}
	const step = Math.min(rows, places.length - height);
	return step <= 0 ? end : places[step];
}

/** The view's end `rows` further down; undefined when that is the end of the log, which is then followed again. */
export function scrollDown(
	end: LogPlace | undefined,
	rows: number,
	{log, filter, rowCount}: Omit<LogViewport, 'height'>,
): LogPlace | undefined {
	if (end === undefined) {
		return undefined;
	}
	/** After the view's end, downwards: one more than is asked for, to know whether that is the last one. */
	const places: LogPlace[] = [];
	for (const line of log.linesFrom({...filter, seq: end.seq, count: rows + 2})) {
		const first = line.seq === end.seq ? (end.row ?? NEWEST) + 1 : 0;
		const count = rowCount(line);
		for (let row = first; row < count && places.length <= rows; row += 1) {
			places.push({seq: line.seq, row});
		}
	}
	return places.length <= rows ? undefined : places[rows - 1];
}

/** The end of the view that begins with the oldest line; undefined when everything fits into it. */
export function scrollToTop({log, filter, height, rowCount}: LogViewport): LogPlace | undefined {
	const oldest = log.linesFrom({...filter, seq: 0, count: 1}).at(0);
	// Before its first row, so that `height` rows on is where a full view ends.
	return oldest === undefined ? undefined : scrollDown({seq: oldest.seq, row: -1}, height, {log, filter, rowCount});
}

/** The end as it can be shown: where a line and all before it were evicted, the oldest lines are seen instead. */
export function settleEnd(end: LogPlace | undefined, viewport: LogViewport): LogPlace | undefined {
	if (end === undefined) {
		return undefined;
	}
	const {log, filter} = viewport;
	return log.linesBefore({...filter, seq: end.seq + 1, count: 1}).length > 0 ? end : scrollToTop(viewport);
}

/** The same for a view whose lines are others now (a filter, wrapping): it is filled again. */
export function refillEnd(end: LogPlace | undefined, viewport: LogViewport): LogPlace | undefined {
	if (end === undefined) {
		return undefined;
	}
	const {log, filter, height, rowCount} = viewport;
	const lines = log.linesBefore({...filter, seq: end.seq + 1, count: height});
	const rows = lines.reduce((sum, line) => sum + rowCount(line), 0);
	// While lines are still being found, there may be some above.
	return rows >= height || log.progressOf(filter)?.isComplete === false ? end : scrollToTop(viewport);
}
