import type {LogLine} from '../logs/log-block.js';
import {type LogPlace, type LogViewport, NEWEST, refillEnd, scrollDown, settleEnd} from './log-scroll.js';
import type {LogSettings, ScreenState} from './screen-state.js';
import type {ScreenContext} from './screen-step.js';

/** Where a search from here goes on: `up` among the lines below this number, `down` from it on. */
export function searchStart({cursor, end}: LogSettings, direction: 'up' | 'down'): number {
	if (cursor !== undefined) {
		return direction === 'up' ? cursor : cursor + 1;
	}

	return end === undefined ? NEWEST : end.seq + 1;
}

/** Pauses with a line in sight: where it is, if it is seen already, and else in the middle. */
export function moveCursorTo(state: ScreenState, seq: number, context: ScreenContext): ScreenState {
	const viewport = context.viewportOf(state);
	const {height} = viewport;
	const end = settleEnd(state.log.end, viewport);
	const isSeen = seenLines(end, viewport).some(line => line.seq === seq);
	const moved = isSeen ? end : refillEnd(scrollDown({seq, row: 0}, height >> 1, viewport), viewport);
	return {...state, log: {...state.log, end: moved ?? newestPlace(viewport), cursor: seq}};
}

/** The lines of which each row is seen. */
function seenLines(end: LogPlace | undefined, {log, filter, height, rowCount}: LogViewport): readonly LogLine[] {
	const lines = log.linesBefore({...filter, seq: end === undefined ? NEWEST : end.seq + 1, count: height});
	let rows = 0;
	return lines
		.toReversed()
		.filter(line => {
			rows += line.seq === end?.seq && end.row !== undefined ? end.row + 1 : rowCount(line);
			return rows <= height;
		})
		.reverse();
}

function newestPlace({log, filter}: LogViewport): LogPlace | undefined {
	const newest = log.linesBefore({...filter, seq: NEWEST, count: 1}).at(-1);
	return newest === undefined ? undefined : {seq: newest.seq};
}
