import type {ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay} from '../screen-step.js';
import {shownLines} from './log-conditions.js';
import {currentLine} from './log-cursor.js';
import {placeLines} from './log-scroll.js';

/** What the user takes out of the log: a line to be read, text for the clipboard, a file. */

export function copyLine(state: ScreenState, context: ScreenContext): ScreenStep {
	const line = currentLine(state, context);
	return line === undefined
		? say(state, 'there is no line to copy')
		: {...stay(state), tasks: [{type: 'copy', lines: [line]}]};
}

export function openLine(state: ScreenState, context: ScreenContext): ScreenStep {
	const line = currentLine(state, context);
	return line === undefined
		? say(state, 'there is no line to open')
		: stay({...state, mode: {kind: 'line', line, top: 0}});
}

/** The lines that are seen. */
export function copyView(state: ScreenState, context: ScreenContext): ScreenStep {
	const lines = placeLines(state.log.cursor, context.viewportOf(state)).map(({line}) => line);
	return lines.length === 0 ? say(state, 'there is no line to copy') : {...stay(state), tasks: [{type: 'copy', lines}]};
}

/** Asks what to save. */
export function openSave(state: ScreenState): ScreenState {
	return {...state, mode: {kind: 'save'}};
}

export function updateSave(state: ScreenState, key: string): ScreenStep {
	const browsing: ScreenState = {...state, mode: {kind: 'browse'}};
	switch (key) {
		case 'v':
		case 'enter':
			return {...stay(browsing), tasks: [{type: 'save', filter: shownLines(state.log)}]};
		case 'a':
			return {...stay(browsing), tasks: [{type: 'save', filter: {}}]};
		case 'escape':
			return stay(browsing);
		default:
			return stay(state);
	}
}
