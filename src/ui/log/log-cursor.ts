import type {LogLine} from '../../logs/log-block.js';
import type {LogSettings, ScreenState} from '../screen-state.js';
import type {ScreenContext} from '../screen-step.js';
import {cursorTo, NEWEST, settleCursor} from './log-scroll.js';

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

/** Pauses with the cursor on a line: where it is, if it is seen already, and else in the middle. */
export function moveCursorTo(state: ScreenState, seq: number, context: ScreenContext): ScreenState {
	const cursor = cursorTo(seq, state.log.cursor, context.viewportOf(state));
	return {...state, log: {...state.log, cursor}};
}

/** The line that the user is at, or the newest. */
export function currentLine(state: ScreenState, context: ScreenContext): LogLine | undefined {
	const viewport = context.viewportOf(state);
	const {log, filter} = viewport;
	const cursor = state.log.cursor === undefined ? undefined : settleCursor(state.log.cursor, viewport);
	const seq = cursor === undefined ? NEWEST : cursor.seq + 1;
	return log.linesBefore({...filter, seq, count: 1}).at(-1);
}
