import type {ScreenOptions} from '../start-options.js';
import type {ActionId, Focus} from './actions.js';
import {keyEntries, keyLabels} from './key-map.js';
import {type Span, spansWidth} from './text/spans.js';
import type {Theme} from './text/theme.js';

/** A key and what it does. */
export type Hint = {readonly key: string; readonly label: string};

/** Where there is not room for all: the first ones. */
const PRIORITY: Readonly<Record<Focus, readonly ActionId[]>> = {
	table: [
		'help',
		'quit',
		'detach',
		'restart',
		'kill',
		'reload',
		'scale-up',
		'disconnect',
		'stop',
		'send',
		'log-of-selected',
		'switch-focus',
		'select-up',
		'find',
		'cycle-sort',
		'toggle-zoom',
		'toggle-follow',
		'kill-now',
		'send-all',
	],
	detail: [
		'help',
		'quit',
		'switch-focus',
		'page-up',
		'select-up',
		'restart',
		'kill',
		'back',
		'disconnect',
		'stop',
		'reload',
	],
	log: [
		'help',
		'quit',
		'detach',
		'line-up',
		'find',
		'switch-focus',
		'last-line',
		'next-match',
		'cycle-level',
		'page-up',
		'next-error',
		'matches-only',
		'open-line',
		'copy-line',
		'save-log',
		'scroll-left',
		'toggle-mark',
		'toggle-wrap',
		'toggle-zoom',
		'toggle-pretty',
		'cycle-timestamps',
		'log-of-all',
		'log-of-instance',
		'toggle-follow',
		'first-line',
		'back',
	],
};

/** ` r restart  k kill`. */
export function hintSpans(hints: readonly Hint[], theme: Theme): readonly Span[] {
	return hints.flatMap(({key, label}, index) => [
		{text: index === 0 ? ' ' : '  '},
		{text: key, style: theme.strong},
		{text: ` ${label}`, style: theme.dim},
	]);
}

/** As many hints as there is room for, the important ones first, in the order of the list of actions. */
export function fittingHints({
	focus,
	options,
	width,
	theme,
}: {
	readonly focus: Focus;
	readonly options: ScreenOptions;
	readonly width: number;
	readonly theme: Theme;
}): readonly Hint[] {
	const priority = PRIORITY[focus];
	const hints = keyEntries(options)
		.filter(({action}) => priority.includes(action.id))
		.map(({action, mainKeys}) => ({
			rank: priority.indexOf(action.id),
			key: keyLabels(mainKeys, theme.glyphs).join('/'),
			label: action.label,
		}));
	let kept = hints;
	while (kept.length > 0 && spansWidth(hintSpans(kept, theme)) > width) {
		const last = Math.max(...kept.map(({rank}) => rank));
		kept = kept.filter(({rank}) => rank !== last);
	}
	return kept;
}
