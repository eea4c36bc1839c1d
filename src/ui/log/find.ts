import {parsePattern} from '../../logs/search-pattern.js';
import type {FindMode, ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay} from '../screen-step.js';
import {type EditedLine, EMPTY_LINE, editLine} from '../text/line-editor.js';
import {searchStart, withoutReturn} from './log-cursor.js';
import {setFind} from './move-log.js';
import {dropSlowFind, followSeek, type Seek} from './seek.js';

/** Finding lines by a regular expression: what is typed is looked for at once. */

const MOST_SEARCHES = 20;

export function openFind(state: ScreenState): ScreenState {
	const before = {log: state.log, focus: state.focus};
	return {...state, focus: 'log', mode: {kind: 'find', line: EMPTY_LINE, before, recalled: 0, problem: undefined}};
}

export function updateFind(
	state: ScreenState,
	{mode, key, context}: {readonly mode: FindMode; readonly key: string; readonly context: ScreenContext},
): ScreenStep {
	switch (key) {
		case 'escape':
			return stay({...state, ...mode.before, mode: {kind: 'browse'}, seek: undefined});
		case 'enter':
			return keepFind(state, mode, context);
		case 'up':
			return stay(recall(state, mode, mode.recalled + 1, context));
		case 'down':
			return stay(recall(state, mode, mode.recalled - 1, context));
		default: {
			const line = editLine(mode.line, key);
			return stay(line === undefined ? state : typeFind(state, {...mode, line, recalled: 0}, context));
		}
	}
}

/** What is typed has changed: where it is a pattern, the view goes from where it was to the nearest line above. */
export function typeFind(state: ScreenState, mode: FindMode, context: ScreenContext): ScreenState {
	const {text} = mode.line;
	const before = mode.before.log;
	if (text === '') {
		return {...state, mode: {...mode, problem: undefined}, log: {...before, find: undefined}, seek: undefined};
	}

	const parsed = parsePattern(text);
	if (!parsed.ok) {
		return {...state, mode: {...mode, problem: parsed.problem}};
	}

	const hasPaused = before.cursor === undefined ? ({hasPaused: true} as const) : {};
	const find = {pattern: text, only: before.find?.only ?? false, ...hasPaused};
	// The line that one is at may be the first to match.
	const from = searchStart(before, before.cursor === undefined ? 'up' : 'down');
	const seek: Seek = {what: 'match', direction: 'up', from, isQuiet: true};
	return followSeek({...state, mode: {...mode, problem: undefined}, log: {...before, find}, seek}, context);
}

/** On to the next match: `up` as the search went, or back `down`. */
export function nextMatch(state: ScreenState, direction: Seek['direction'], context: ScreenContext): ScreenStep {
	return state.log.find === undefined
		? say(state, 'nothing is searched for: / finds')
		: stay(seekFrom(state, {what: 'match', direction}, context));
}

export function nextError(state: ScreenState, direction: Seek['direction'], context: ScreenContext): ScreenStep {
	return stay(seekFrom(state, {what: 'error', direction}, context));
}

function seekFrom(
	state: ScreenState,
	{what, direction}: Pick<Seek, 'what' | 'direction'>,
	context: ScreenContext,
): ScreenState {
	// One that is under way is waited for: where to go on from is not known yet.
	const isUnderWay = state.seek?.what === what;
	const seek = isUnderWay ? state.seek : {what, direction, from: searchStart(state.log, direction)};
	return followSeek({...state, log: withoutReturn(state.log), seek}, context);
}

function keepFind(state: ScreenState, mode: FindMode, context: ScreenContext): ScreenStep {
	const {text} = mode.line;
	const browsing: ScreenState = {...state, mode: {kind: 'browse'}};
	if (mode.problem !== undefined) {
		const {find} = state.log;
		const kept = find === undefined ? '' : `: /${find.pattern} is kept`;
		// What could be read of it on the way has moved the view.
		return say(
			{...browsing, ...mode.before, log: {...mode.before.log, find}, seek: undefined},
			`${mode.problem}${kept}`,
		);
	}

	if (text === '') {
		return stay(setFind({...browsing, focus: mode.before.focus}, undefined, context));
	}

	const searches = [...state.searches.filter(search => search !== text), text].slice(-MOST_SEARCHES);
	// From now on it is said how a search that still goes on ends.
	const seek = state.seek === undefined ? undefined : withoutQuiet(state.seek);
	return stay(followSeek(dropSlowFind({...browsing, searches, seek}, context), context));
}

function withoutQuiet({what, direction, from}: Seek): Seek {
	return {what, direction, from};
}

/** A search of before, the last one first; 0: an empty line again. */
function recall(state: ScreenState, mode: FindMode, back: number, context: ScreenContext): ScreenState {
	if (back < 0 || back > state.searches.length) {
		return state;
	}

	const text = back === 0 ? '' : (state.searches.at(-back) ?? '');
	const line: EditedLine = {text, cursor: text.length};
	return typeFind(state, {...mode, line, recalled: back}, context);
}
