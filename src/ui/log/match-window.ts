import {cellWidth} from '../text/cells.js';
import type {MatchRange} from './find-matches.js';

/** A cut line: what is seen of its text are `room` cells. */
type CutLine = {readonly text: string; readonly room: number};

/** From which cell on a line shows what is looked for: from its beginning if that does, else with the first match in the middle. */
export function leftToSee(matches: readonly MatchRange[], line: CutLine): number {
	const [first] = matches;
	return first === undefined || isMatchSeen(matches, line, 0)
		? 0
		: Math.max(0, cellsOf(first, line.text).from - (line.room >> 1));
}

/**
 * Whether some match is seen from cell `left` on: all of it, or the half of the view that it begins with. The cells that
 * say that the line goes on do not count.
 */
export function isMatchSeen(matches: readonly MatchRange[], {text, room}: CutLine, left: number): boolean {
	const first = left === 0 ? 0 : left + 1;
	const end = left + room - (cellWidth(text) > left + room ? 1 : 0);
	return matches.some(match => {
		const {from, to} = cellsOf(match, text);
		return from >= first && Math.min(to, from + (room >> 1)) <= end;
	});
}

function cellsOf({from, to}: MatchRange, text: string): MatchRange {
	return {from: cellWidth(text.slice(0, from)), to: cellWidth(text.slice(0, to))};
}
