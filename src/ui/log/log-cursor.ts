import type {LogSettings, ScreenState} from '../screen-state.js';
import type {ScreenContext} from '../screen-step.js';
import {cursorTo, NEWEST} from './log-scroll.js';

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
