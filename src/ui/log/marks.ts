import type {ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay, tell} from '../screen-step.js';
import {currentLine, readLine, withoutReturn} from './log-cursor.js';
import type {LogReader} from './log-reader.js';

/** Lines that the user has marked to come back to: by number, rising. */

/** Marks the line that the user is at, or the newest; or takes its mark away. */
export function toggleMark(state: ScreenState, context: ScreenContext): ScreenStep {
	const line = currentLine(state, context);
	if (line === undefined) {
		return say(state, 'there is no line to mark');
	}
	const {seq} = line;
	const kept = keptMarks(state.marks, context.viewportOf(state).log);
	return kept.includes(seq)
		? tell({...state, marks: kept.filter(mark => mark !== seq)}, 'the mark is gone')
		: tell({...state, marks: [...kept, seq].sort((a, b) => a - b)}, 'marked: u goes to the older mark, U to the newer');
}

/** On to the next mark `up`, which is older, or `down`; past one end it goes on at the other. */
export function goToMark(state: ScreenState, direction: 'up' | 'down', context: ScreenContext): ScreenStep {
	const {log, filter} = context.viewportOf(state);
	const kept = keptMarks(state.marks, log);
	const seen = kept.filter(seq => log.linesFrom({...filter, seq, count: 1}).at(0)?.seq === seq);
	const [oldest] = seen;
	const newest = seen.at(-1);
	if (oldest === undefined || newest === undefined) {
		return say(
			{...state, marks: kept},
			kept.length === 0
				? 'no line is marked: m marks one, with the focus in the log'
				: 'no line that is shown is marked',
		);
	}

	const place = state.log.cursor?.seq ?? Number.POSITIVE_INFINITY;
	const next = direction === 'up' ? seen.findLast(seq => seq < place) : seen.find(seq => seq > place);
	const gone = readLine(
		{...state, log: withoutReturn(state.log), marks: kept, seek: undefined},
		next ?? (direction === 'up' ? newest : oldest),
		context,
	);
	return next === undefined ? tell(gone, `${direction === 'up' ? 'newest' : 'oldest'} mark again`) : stay(gone);
}

/** The mark of a line that has left the log is gone, too. */
function keptMarks(marks: readonly number[], log: LogReader): readonly number[] {
	return marks.filter(seq => log.linesFrom({seq, count: 1}).at(0)?.seq === seq);
}
