import type {LogLine} from '../../logs/log-block.js';
import type {LogSettings, ScreenState} from '../screen-state.js';
import type {ScreenContext} from '../screen-step.js';
import {cursorTo, type LogCursor, type LogViewport, NEWEST, settleCursor} from './log-scroll.js';

/** The user has gone somewhere, and stays there whatever becomes of a search. */
export function withoutReturn(log: LogSettings): LogSettings {
	const {find} = log;
	return find?.hasPaused ? {...log, find: {pattern: find.pattern, only: find.only}} : log;
}

/** Where a search from here goes on: `up` among the lines below this number, `down` from it on. */
export function searchStart({cursor}: LogSettings, direction: 'up' | 'down'): number {
	if (cursor === undefined) {
		return NEWEST;
	}

	return direction === 'up' ? cursor.seq : cursor.seq + 1;
}

/**
 * Pauses at a place in the view, or follows where there is none. A log that is read gets the keys: nobody shall end a
 * worker by reading on.
 */
export function readLog(
	state: ScreenState,
	context: ScreenContext,
	placeIn: (viewport: LogViewport) => LogCursor | undefined,
): ScreenState {
	// Without the focus the details leave their rows to the log.
	const reading: ScreenState = {...state, focus: 'log'};
	const viewport = context.viewportOf(reading);
	const cursor = placeIn(viewport);
	if (cursor === undefined) {
		return {...state, log: {...state.log, cursor}};
	}
	const newFrom = state.log.cursor === undefined ? nextNumber(viewport) : state.log.newFrom;
	return {...reading, log: {...state.log, cursor, newFrom}};
}

/** Pauses with the cursor on a line: where it is, if it is seen already, and else in the middle. */
export function readLine(state: ScreenState, seq: number, context: ScreenContext): ScreenState {
	return readLog(state, context, viewport => cursorTo(seq, state.log.cursor, viewport));
}

/** The line that the user is at, or the newest. */
export function currentLine(state: ScreenState, context: ScreenContext): LogLine | undefined {
	const viewport = context.viewportOf(state);
	const {log, filter} = viewport;
	const cursor = state.log.cursor === undefined ? undefined : settleCursor(state.log.cursor, viewport);
	const seq = cursor === undefined ? NEWEST : cursor.seq + 1;
	return log.linesBefore({...filter, seq, count: 1}).at(-1);
}

/** Of the line that comes next. */
function nextNumber({log}: LogViewport): number {
	return (log.linesBefore({seq: NEWEST, count: 1}).at(-1)?.seq ?? 0) + 1;
}
