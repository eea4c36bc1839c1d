import {pauseAtRow, scrollLog} from './log/move-log.js';
import type {ScreenState} from './screen-state.js';
import {type ScreenContext, type ScreenStep, stay} from './screen-step.js';
import type {MouseInput} from './terminal/input-event.js';
import {type PageMode, scrollPage} from './update-help.js';
import {scrollDetail, select, selectBy, sortByColumn} from './workers/move-workers.js';

/** Rows that a notch of the wheel scrolls. */
const WHEEL_ROWS = 3;

/** What wheel and clicks do, with --mouse. Nothing that they do reaches a worker. */
export function updateMouse(state: ScreenState, input: MouseInput, context: ScreenContext): ScreenStep {
	// Reports of a program that crashed before us may still be under way.
	if (!context.options.mouse) {
		return stay(state);
	}
	const {mode} = state;
	switch (mode.kind) {
		case 'browse':
			return input.act === 'click' ? onClick(state, input, context) : onWheel(state, input, context);
		case 'help':
			return stay({...state, mode: turnPage(mode, input, context.helpOverflow())});
		case 'line':
			return stay({...state, mode: turnPage(mode, input, context.lineOverflow(mode.line))});
		default:
			// A question is answered by keys.
			return stay(state);
	}
}

function onWheel(state: ScreenState, input: MouseInput, context: ScreenContext): ScreenStep {
	const step = input.act === 'wheel-up' ? -1 : 1;
	switch (context.hitAt(state, input)?.kind) {
		case 'head':
		case 'table':
			return stay(selectBy(state, step, context));
		case 'detail':
			return stay(scrollDetail(state, step * WHEEL_ROWS, context));
		case 'log-title':
		case 'log':
			return stay(scrollLog(state, step * WHEEL_ROWS, context));
		default:
			return stay(state);
	}
}

function onClick(before: ScreenState, input: MouseInput, context: ScreenContext): ScreenStep {
	const hit = context.hitAt(before, input);
	if (hit === undefined) {
		return stay(before);
	}
	const state: ScreenState = {...before, notice: undefined};
	const {focus} = state;
	switch (hit.kind) {
		case 'table':
			return hit.instance === undefined
				? stay(before)
				: stay(select({...state, focus: focus === 'log' ? 'table' : focus}, hit.instance));
		case 'head':
			return hit.column === undefined ? stay(before) : sortByColumn(state, hit.column);
		case 'detail':
			return stay({...state, focus: 'detail'});
		case 'log-title':
			return stay({...state, focus: 'log'});
		case 'log':
			return stay(pauseAtRow(state, hit.row, context));
	}
}

function turnPage(mode: PageMode, {act}: MouseInput, overflow: number): PageMode {
	if (act === 'click') {
		return mode;
	}
	return scrollPage(mode, {top: mode.top + (act === 'wheel-up' ? -WHEEL_ROWS : WHEEL_ROWS), overflow});
}
