import type {LogLine} from '../../logs/log-block.js';
import type {ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay, tell} from '../screen-step.js';
import {cellWidth} from '../text/cells.js';
import {findMatches, type MatchRange} from './find-matches.js';
import {plainLogText, textRoom, textWidth} from './log-line.js';
import {placeLines} from './log-scroll.js';

/** Lines that are cut, seen further to the right: all of them at once. */

/** By half of what is seen, as less does; to the right as long as some line that is seen goes on there. */
export function scrollSideways(state: ScreenState, direction: 'left' | 'right', context: ScreenContext): ScreenStep {
	const {wrap, left, cursor} = state.log;
	if (wrap) {
		return say(state, 'long lines are wrapped: w cuts them');
	}
	const format = context.logFormatOf(state);
	const step = Math.max(1, textWidth(format) >> 1);
	if (direction === 'left') {
		return stay(withLeft(state, Math.max(0, left - step)));
	}
	const placed = placeLines(cursor, context.viewportOf(state));
	return placed.some(({line}) => cellWidth(plainLogText(line, format)) > left + textRoom(line, format))
		? stay(withLeft(state, left + step))
		: tell(state, 'no line that is seen goes on to the right');
}

/** Brings into view where a line matches what is looked for; where a match is seen already, all stays where it is. */
export function showMatch(state: ScreenState, line: LogLine, context: ScreenContext): ScreenState {
	const {find, wrap, left} = state.log;
	if (find === undefined || wrap) {
		return state;
	}
	const format = context.logFormatOf(state);
	const text = plainLogText(line, format);
	const window = {text, left, room: textRoom(line, format)};
	const [matches = []] = findMatches(find.pattern, [text]);
	const [first] = matches;
	return first === undefined || matches.some(match => isSeen(match, window))
		? state
		: withLeft(state, leftFor(first, window));
}

export function withLeft(state: ScreenState, left: number): ScreenState {
	return {...state, log: {...state.log, left}};
}

type Window = {readonly text: string; readonly left: number; readonly room: number};

/** All of a match, or the half of the view that it begins with; the cells that say that the line goes on do not count. */
function isSeen(match: MatchRange, {text, left, room}: Window): boolean {
	const {from, to} = cellsOf(match, text);
	const first = left === 0 ? 0 : left + 1;
	const end = left + room - (cellWidth(text) > left + room ? 1 : 0);
	return from >= first && Math.min(to, from + (room >> 1)) <= end;
}

/** From the line's beginning, where the match is seen with it; else with the match in the middle. */
function leftFor(match: MatchRange, window: Window): number {
	return isSeen(match, {...window, left: 0}) ? 0 : Math.max(0, cellsOf(match, window.text).from - (window.room >> 1));
}

function cellsOf({from, to}: MatchRange, text: string): MatchRange {
	return {from: cellWidth(text.slice(0, from)), to: cellWidth(text.slice(0, to))};
}
