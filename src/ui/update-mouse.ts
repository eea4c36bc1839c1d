import {scrollLog} from './log/move-log.js';
import type {ScreenState} from './screen-state.js';
import {type ScreenContext, type ScreenStep, stay} from './screen-step.js';
import type {MouseInput} from './terminal/input-event.js';
import {type PageMode, scrollPage} from './update-help.js';
import {scrollDetail, select, selectBy} from './workers/move-workers.js';

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
		case 'table':
			return stay(selectBy(state, step, context));
		case 'detail':
			return stay(scrollDetail(state, step * WHEEL_ROWS, context));
		case 'log':
			return stay(scrollLog(state, step * WHEEL_ROWS, context));
		default:
			return stay(state);
	}
}

function onClick(state: ScreenState, input: MouseInput, context: ScreenContext): ScreenStep {
	const hit = context.hitAt(state, input);
	if (hit?.kind !== 'table' || hit.instance === undefined) {
		return stay(state);
	}
	const {focus} = state;
	return stay(select({...state, notice: undefined, focus: focus === 'log' ? 'table' : focus}, hit.instance));
}

function turnPage(mode: PageMode, {act}: MouseInput, overflow: number): PageMode {
	if (act === 'click') {
		return mode;
	}
	return scrollPage(mode, {top: mode.top + (act === 'wheel-up' ? -WHEEL_ROWS : WHEEL_ROWS), overflow});
}
