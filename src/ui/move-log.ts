import {changeFilter, type FilterChanges} from './log-conditions.js';
import {type LogPlace, NEWEST, refillEnd, scrollDown, scrollToTop, scrollUp, settleEnd} from './log-scroll.js';
import type {LogSettings, ScreenState, Timestamps} from './screen-state.js';
import type {ScreenContext} from './screen-step.js';

/** What keys do to the view of the log. */

const NARROWING = ['level', 'stream', 'after', 'instance'] as const;
const NEXT_TIMESTAMPS: Readonly<Record<Timestamps, Timestamps>> = {time: 'age', age: 'off', off: 'time'};

/** By rows; towards older lines when negative. */
export function scrollLog(state: ScreenState, rows: number, context: ScreenContext): ScreenState {
	const viewport = context.viewportOf(state);
	const end = settleEnd(state.log.end, viewport);
	return withEnd(state, rows < 0 ? scrollUp(end, -rows, viewport) : scrollDown(end, rows, viewport));
}

/** By pages, less the line that leads from one to the next. */
export function pageLog(state: ScreenState, pages: 1 | -1, context: ScreenContext): ScreenState {
	return scrollLog(state, pages * Math.max(1, context.viewportOf(state).height - 1), context);
}

export function showOldest(state: ScreenState, context: ScreenContext): ScreenState {
	return withEnd(state, scrollToTop(context.viewportOf(state)));
}

export function followLog(state: ScreenState): ScreenState {
	return withEnd(state, undefined);
}

/** Stays where the log ends now. */
export function pauseLog(state: ScreenState, context: ScreenContext): ScreenState {
	const {log, filter} = context.viewportOf(state);
	const newest = log.linesBefore({...filter, seq: NEWEST, count: 1}).at(-1);
	return newest === undefined ? state : withEnd(state, {seq: newest.seq});
}

export function filterLog(state: ScreenState, changes: FilterChanges, context: ScreenContext): ScreenState {
	return withSettings(state, {filter: changeFilter(state.log.filter, changes)}, context);
}

/** Looks for nothing, or for something else. */
export function setFind(state: ScreenState, find: LogSettings['find'], context: ScreenContext): ScreenState {
	return withSettings({...state, seek: undefined}, {find}, context);
}

/** Takes away what narrows the view, the last in this order first; undefined when nothing does. */
export function widenLog(state: ScreenState, context: ScreenContext): ScreenState | undefined {
	const {filter, find} = state.log;
	if (find !== undefined) {
		return setFind(state, find.only ? {...find, only: false} : undefined, context);
	}
	const condition = NARROWING.find(name => filter[name] !== undefined);
	return condition === undefined ? undefined : filterLog(state, {[condition]: undefined}, context);
}

export function toggleWrap(state: ScreenState, context: ScreenContext): ScreenState {
	return withSettings(state, {wrap: !state.log.wrap}, context);
}

export function cycleTimestamps(state: ScreenState, context: ScreenContext): ScreenState {
	return withSettings(state, {timestamps: NEXT_TIMESTAMPS[state.log.timestamps]}, context);
}

/** The log alone has the focus; back among the others it has not. */
export function zoomLog(state: ScreenState, zoomed: boolean, context: ScreenContext): ScreenState {
	return refilled({...state, zoomed, focus: zoomed ? 'log' : 'table'}, context);
}

/** Settings that change which rows there are: a paused view stays at its line, and is filled again. */
function withSettings(state: ScreenState, changes: Partial<LogSettings>, context: ScreenContext): ScreenState {
	return refilled({...state, log: {...state.log, ...changes}}, context);
}

function refilled(state: ScreenState, context: ScreenContext): ScreenState {
	const {log} = state;
	return log.end === undefined ? state : {...state, log: {...log, end: refillEnd(log.end, context.viewportOf(state))}};
}

/** Where the user scrolls to, there is the place to go on from, and what was looked for before is not waited for. */
function withEnd(state: ScreenState, end: LogPlace | undefined): ScreenState {
	return {...state, log: {...state.log, end, cursor: undefined}, seek: undefined};
}
