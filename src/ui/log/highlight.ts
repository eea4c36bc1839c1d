import {piecesOf, RESET} from '../text/styled-text.js';
import type {Style} from '../text/theme.js';
import type {MatchRange} from './find-matches.js';

const MOST_STYLES = 32;

/**
 * Dresses parts of a text that may hold SGR. The ranges, rising, count in the text without it. What looks like one
 * character is dressed as a whole; the text's own colours are off where it is dressed, and go on after it.
 */
export function highlight(text: string, ranges: readonly MatchRange[], style: Style): string {
	if (ranges.length === 0) {
		return text;
	}
	let drawn = '';
	let dressed = '';
	/** The SGR that is on; more than so many at a time are a colour gradient. */
	let own: readonly string[] = [];
	let place = 0;
	let next = 0;
	const undress = () => {
		if (dressed !== '') {
			drawn += (own.length === 0 ? '' : RESET) + style(dressed) + own.join('');
			dressed = '';
		}
	};
	for (const {kind, text: piece} of piecesOf(text)) {
		if (kind === 'sgr') {
			undress();
			own = piece === RESET ? [] : [...own, piece].slice(-MOST_STYLES);
			drawn += piece;
			continue;
		}
		const end = place + piece.length;
		while ((ranges[next]?.to ?? Number.POSITIVE_INFINITY) <= place) {
			next += 1;
		}
		if ((ranges[next]?.from ?? Number.POSITIVE_INFINITY) < end) {
			dressed += piece;
		} else {
			undress();
			drawn += piece;
		}
		place = end;
	}
	undress();
	return drawn;
}
