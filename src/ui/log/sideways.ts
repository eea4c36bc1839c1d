import type {LogLine} from '../../logs/log-block.js';
import type {ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay, tell} from '../screen-step.js';
import {cellWidth} from '../text/cells.js';
import {findMatches} from './find-matches.js';
import {type LogLineFormat, leftOf, plainLogText, textRoom, textWidth} from './log-line.js';
import {placeLines, settleCursor} from './log-scroll.js';
import {isMatchSeen} from './match-window.js';

/** Lines that are cut, seen further to the right: all of them at once. */

/** By half of what is seen, as less does; to the right as long as some line that is seen goes on there. */
export function scrollSideways(state: ScreenState, direction: 'left' | 'right', context: ScreenContext): ScreenStep {
	if (state.log.wrap) {
		return say(state, 'long lines are wrapped: w cuts them');
	}
	const format = context.logFormatOf(state);
	const step = Math.max(1, textWidth(format) >> 1);
	const seen = seenLines(state, format, context);
	if (direction === 'left') {
		const furthest = Math.max(0, ...seen.map(({left}) => left));
		return stay(withLeft(state, Math.max(0, furthest - step)));
	}
	const onward = seen.filter(({line, left}) => cellWidth(plainLogText(line, format)) > left + textRoom(line, format));
	return onward.length > 0
		? stay(withLeft(state, Math.max(...onward.map(({left}) => left)) + step))
		: tell(state, 'no line that is seen goes on to the right');
}

/** Where a line does not show what is looked for, that one is seen from where it does, and the others from their beginning. */
export function showMatch(state: ScreenState, line: LogLine, context: ScreenContext): ScreenState {
	const {find, left} = state.log;
	if (find === undefined || left === undefined) {
		return state;
	}
	const format = context.logFormatOf(state);
	const text = plainLogText(line, format);
	const [matches = []] = findMatches(find.pattern, [text]);
	return isMatchSeen(matches, {text, room: textRoom(line, format)}, left) ? state : withLeft(state, undefined);
}

export function withLeft(state: ScreenState, left: number | undefined): ScreenState {
	return {...state, log: {...state.log, left}};
}

/** The lines that are seen, and from which cell on. */
function seenLines(
	state: ScreenState,
	format: LogLineFormat,
	context: ScreenContext,
): readonly {readonly line: LogLine; readonly left: number}[] {
	const {cursor, find} = state.log;
	const viewport = context.viewportOf(state);
	const cursorSeq = cursor === undefined ? undefined : settleCursor(cursor, viewport)?.seq;
	return placeLines(cursor, viewport).map(({line}) => {
		const isCursor = line.seq === cursorSeq;
		const [matches = []] =
			isCursor && find !== undefined ? findMatches(find.pattern, [plainLogText(line, format)]) : [];
		return {line, left: leftOf(line, format, {isCursor, matches})};
	});
}
