import {looksAtLines} from '../../logs/log-filter.js';
import type {LogSettings} from '../screen-state.js';
import {truncate} from '../text/cells.js';
import {formatExactCount} from '../text/format.js';
import type {Theme} from '../text/theme.js';
import {matchingLines, shownLines} from './log-conditions.js';
import type {LogReader} from './log-reader.js';

export type LogTitle = {
	readonly log: LogReader;
	readonly settings: LogSettings;
	/** The number of the line that the user is at; undefined while the newest is followed. */
	readonly place: number | undefined;
	readonly theme: Theme;
};

/** `log · 2 · ≥warn · stderr · /timeout 3 of 17 · 9,880 hidden`: what is shown of the log. */
export function logTitle(title: LogTitle): string {
	const {settings, theme} = title;
	const {filter, find, wrap, left} = settings;
	const {atLeast, cutBefore, separator} = theme.glyphs;
	const {instance, level, stream, after} = filter;
	return [
		'log',
		instance === undefined ? 'all' : String(instance),
		level === undefined ? undefined : `${atLeast}${level}`,
		stream === undefined ? undefined : STREAM_WORDS[stream],
		after === undefined ? undefined : 'cleared',
		find === undefined ? undefined : describeFind(find, title),
		describeHidden(title),
		wrap ? 'wrap' : undefined,
		left === undefined || left === 0 ? undefined : `${cutBefore} ${formatExactCount(left)}`,
	]
		.filter(part => part !== undefined)
		.join(separator);
}

/** `3 of 17`, `17 found`, `not found`; with an ellipsis where more may be found yet. */
export function describeMatches(pattern: string, {log, settings, place, theme}: LogTitle): string {
	const matching = matchingLines(settings.filter, pattern);
	const progress = log.progressOf(matching);
	if (progress?.isTooSlow) {
		return 'too slow, dropped';
	}

	const more = progress?.isComplete === false ? theme.glyphs.ellipsis : '';
	const total = log.countFrom({...matching, seq: 0});
	if (total === 0) {
		return more === '' ? 'not found' : more;
	}

	const isAtOne = place !== undefined && log.linesFrom({...matching, seq: place, count: 1}).at(0)?.seq === place;
	const position = total - log.countFrom({...matching, seq: place ?? 0}) + 1;
	return isAtOne
		? `${formatExactCount(position)} of ${formatExactCount(total)}${more}`
		: `${formatExactCount(total)} found${more}`;
}

/** What is said where no line is shown. */
export function emptyWords({log, settings, theme}: Omit<LogTitle, 'place'>): string {
	const {filter} = settings;
	const shown = shownLines(settings);
	const {ellipsis, separator} = theme.glyphs;
	if (log.progressOf(shown)?.isComplete === false) {
		return `searching${ellipsis}`;
	}

	if (looksAtLines(shown)) {
		return 'no line matches: Esc clears';
	}

	if (filter.after !== undefined) {
		return `cleared${separator}a shows all again`;
	}

	return filter.instance === undefined
		? 'no line yet'
		: `no line of instance ${filter.instance} yet${separator}a shows all`;
}

const STREAM_WORDS = {stdout: 'stdout', stderr: 'stderr', event: 'events', message: 'messages'} as const;
const LONGEST_PATTERN = 24;

function describeFind({pattern, only}: NonNullable<LogSettings['find']>, title: LogTitle): string {
	const {ellipsis} = title.theme.glyphs;
	const shown = truncate(title.theme.words(pattern), {width: LONGEST_PATTERN, ellipsis});
	return `${only ? 'only ' : ''}/${shown} ${describeMatches(pattern, title)}`;
}

/** Of the lines of the instance, or of all. */
function describeHidden({log, settings, theme}: LogTitle): string | undefined {
	const {instance} = settings.filter;
	const shown = shownLines(settings);
	const hidden =
		log.countFrom(instance === undefined ? {seq: 0} : {seq: 0, instance}) - log.countFrom({...shown, seq: 0});
	const isSearching = log.progressOf(shown)?.isComplete === false;
	if (isSearching) {
		return `searching${theme.glyphs.ellipsis}`;
	}

	return hidden > 0 ? `${formatExactCount(hidden)} hidden` : undefined;
}
