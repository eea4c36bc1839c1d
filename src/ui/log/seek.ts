import type {LogLine} from '../../logs/log-block.js';
import type {ScreenState} from '../screen-state.js';
import type {ScreenContext} from '../screen-step.js';
import {errorLines, matchingLines} from './log-conditions.js';
import {readLine} from './log-cursor.js';
import type {LogFilter, LogReader} from './log-reader.js';
import {NEWEST} from './log-scroll.js';
import {setFind} from './move-log.js';
import {showMatch} from './sideways.js';

/** A line that is looked for, where it takes a while to find it. */
export type Seek = {
	readonly what: 'match' | 'error';
	/** `up`: among the lines numbered below `from`, the highest first; `down`: from it on, the lowest first. */
	readonly direction: 'up' | 'down';
	readonly from: number;
	/** Nothing is said of it, as something is being typed. */
	readonly isQuiet?: true;
};

/** Gives a search up that takes too long on some line, unless it is still being typed. */
export function dropSlowFind(state: ScreenState, context: ScreenContext): ScreenState {
	const {filter, find} = state.log;
	if (find === undefined || state.mode.kind === 'find') {
		return state;
	}

	const {log} = context.viewportOf(state);
	if (!log.progressOf(matchingLines(filter, find.pattern))?.isTooSlow) {
		return state;
	}

	const dropped = setFind(state, undefined, context);
	return {
		...(find.hasPaused ? {...dropped, log: {...dropped.log, cursor: undefined}} : dropped),
		notice: {text: 'too slow on some line: the search was dropped', tone: 'problem'},
	};
}

/** Goes to the line that is looked for if it is known by now which one that is; past one end it goes on at the other. */
export function followSeek(state: ScreenState, context: ScreenContext): ScreenState {
	const {seek} = state;
	const filter = seek === undefined ? undefined : soughtLines(state, seek);
	if (seek === undefined || filter === undefined) {
		return state;
	}

	const {log} = context.viewportOf(state);
	const progress = log.progressOf(filter);

	const near = nearest(log, filter, seek);
	const isSure =
		near !== undefined &&
		(progress === undefined ||
			progress.isComplete ||
			(seek.direction === 'up' ? progress.covers(near.seq, seek.from) : progress.covers(seek.from, near.seq + 1)));
	if (near !== undefined && isSure) {
		return goTo(state, near, context);
	}

	if (progress?.isComplete === false) {
		return tell(state, seek, 'searching…');
	}

	const other = nearest(log, filter, {direction: seek.direction, from: seek.direction === 'up' ? NEWEST : 0});
	if (other === undefined) {
		return tell({...state, seek: undefined}, seek, seek.what === 'match' ? 'no line matches' : 'no error');
	}

	const again = `${seek.direction === 'up' ? 'newest' : 'oldest'} ${seek.what} again`;
	return tell(goTo(state, other, context), seek, again);
}

function goTo(state: ScreenState, line: LogLine, context: ScreenContext): ScreenState {
	const there = readLine({...state, seek: undefined}, line.seq, context);
	return state.seek?.what === 'match' ? showMatch(there, line, context) : there;
}

function soughtLines({log: {filter, find}}: ScreenState, {what}: Seek): LogFilter | undefined {
	if (what === 'error') {
		return errorLines(filter);
	}

	return find === undefined ? undefined : matchingLines(filter, find.pattern);
}

function nearest(
	log: LogReader,
	filter: LogFilter,
	{direction, from}: Pick<Seek, 'direction' | 'from'>,
): LogLine | undefined {
	const range = {...filter, seq: from, count: 1};
	return (direction === 'up' ? log.linesBefore(range) : log.linesFrom(range)).at(0);
}

function tell(state: ScreenState, {isQuiet}: Seek, text: string): ScreenState {
	return isQuiet ? state : {...state, notice: {text, tone: 'info'}};
}
