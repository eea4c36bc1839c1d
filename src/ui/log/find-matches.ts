import {parsePattern} from '../../logs/search-pattern.js';
import {runWithLimit} from '../../logs/time-limit.js';

/** Where a match begins and what it ends before, in UTF-16 units. */
export type MatchRange = {readonly from: number; readonly to: number};

/** For a screen full of lines; it takes far less, unless the pattern is one that takes for ever or the machine is busy. */
const LIMIT_MS = 100;
/** More in one line are none that anybody looks at. */
const MOST_IN_LINE = 1000;

/** Where a pattern matches in each of some texts; nowhere when it takes too long for them. */
export function findMatches(
	pattern: string,
	texts: readonly string[],
	{limitMs = LIMIT_MS}: {readonly limitMs?: number} = {},
): readonly (readonly MatchRange[])[] {
	const parsed = parsePattern(pattern);
	if (!parsed.ok || texts.length === 0) {
		return texts.map(() => []);
	}

	const all = new RegExp(parsed.pattern, `${parsed.pattern.flags}g`);
	const found = runWithLimit(limitMs, () => texts.map(text => matchesIn(text, all)));
	return found?.result ?? texts.map(() => []);
}

function matchesIn(text: string, all: RegExp): readonly MatchRange[] {
	const ranges: MatchRange[] = [];
	for (const {index, 0: match} of text.matchAll(all)) {
		if (match !== '') {
			ranges.push({from: index, to: index + match.length});
		}
		if (ranges.length >= MOST_IN_LINE) {
			break;
		}
	}
	return ranges;
}
