import type {LogSettings, ScreenState, Timestamps} from '../screen-state.js';
import type {ScreenContext} from '../screen-step.js';
import {changeFilter, type FilterChanges} from './log-conditions.js';
import {readLog, withoutReturn} from './log-cursor.js';
import {
	cursorAtRow,
	cursorDown,
	cursorUp,
	fillView,
	newestCursor,
	oldestCursor,
	scrollDown,
	scrollUp,
} from './log-scroll.js';

/** What keys do to the view of the log. */

const NARROWING = ['level', 'stream', 'after', 'instance'] as const;
const NEXT_TIMESTAMPS: Readonly<Record<Timestamps, Timestamps>> = {time: 'age', age: 'off', off: 'time'};

/** To the line above or below; the view goes along where that is not seen. */
export function moveCursor(state: ScreenState, direction: 'up' | 'down', context: ScreenContext): ScreenState {
	const move = direction === 'up' ? cursorUp : cursorDown;
	return go(state, context, viewport => move(state.log.cursor, viewport));
}

/** By pages, less the row that leads from one to the next. */
export function pageLog(state: ScreenState, direction: 'up' | 'down', context: ScreenContext): ScreenState {
	const scroll = direction === 'up' ? scrollUp : scrollDown;
	return go(state, context, viewport => scroll(state.log.cursor, Math.max(1, viewport.height - 1), viewport));
}

/** So many rows further down; up where they are less than 0. */
export function scrollLog(state: ScreenState, rows: number, context: ScreenContext): ScreenState {
	const scroll = rows < 0 ? scrollUp : scrollDown;
	return go(state, context, viewport => scroll(state.log.cursor, Math.abs(rows), viewport));
}

/** Gives the log the keys and pauses it at the line that is seen on a row of it. */
export function pauseAtRow(state: ScreenState, row: number, context: ScreenContext): ScreenState {
	const cursor = cursorAtRow(row, state.log.cursor, context.viewportOf(state));
	return cursor === undefined
		? {...state, focus: 'log'}
		: go(state, context, viewport => (state.focus === 'detail' ? fillView(cursor, viewport) : cursor));
}

/** The oldest line, from its beginning. */
export function showOldest(state: ScreenState, context: ScreenContext): ScreenState {
	return go({...state, log: {...state.log, left: undefined}}, context, oldestCursor);
}

export function followLog(state: ScreenState): ScreenState {
	return {...state, log: {...withoutReturn(state.log), cursor: undefined}, seek: undefined};
}

/** Stays where the log ends now. */
export function pauseLog(state: ScreenState, context: ScreenContext): ScreenState {
	return go(state, context, newestCursor);
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
	return withSettings(state, {wrap: !state.log.wrap, left: undefined}, context);
}

export function togglePretty(state: ScreenState, context: ScreenContext): ScreenState {
	return withSettings(state, {pretty: !state.log.pretty}, context);
}

export function cycleTimestamps(state: ScreenState, context: ScreenContext): ScreenState {
	return withSettings(state, {timestamps: NEXT_TIMESTAMPS[state.log.timestamps]}, context);
}

/** The log alone has the focus; back among the others it keeps it while somebody reads it. */
export function zoomLog(state: ScreenState, zoomed: boolean, context: ScreenContext): ScreenState {
	const isRead = zoomed || state.log.cursor !== undefined;
	return refilled({...state, zoomed, focus: isRead ? 'log' : 'table'}, context);
}

/** Settings that change which rows there are: a paused view stays at its line, and is filled again. */
function withSettings(state: ScreenState, changes: Partial<LogSettings>, context: ScreenContext): ScreenState {
	return refilled({...state, log: {...state.log, ...changes}}, context);
}

function refilled(state: ScreenState, context: ScreenContext): ScreenState {
	const {cursor} = state.log;
	return cursor === undefined
		? state
		: {...state, log: {...state.log, cursor: fillView(cursor, context.viewportOf(state))}};
}

/** Where the user goes to, there is the place to go on from, and what was looked for before is not waited for. */
function go(state: ScreenState, context: ScreenContext, placeIn: Parameters<typeof readLog>[2]): ScreenState {
	return readLog({...state, log: withoutReturn(state.log), seek: undefined}, context, placeIn);
}
