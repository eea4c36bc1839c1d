import {type Hint, hintSpans} from '../hints.js';
import type {FindMode, ScreenState} from '../screen-state.js';
import {promptSpans} from '../text/prompt-line.js';
import {type Span, spansWidth} from '../text/spans.js';
import type {Theme} from '../text/theme.js';

/** Cells for what is typed before there is room for anything else. */
const LEAST_TYPING = 16;

/** The line in which a search is typed: beside it what is wrong with it, or the keys that it takes. */
export function findPromptLine(
	{line, problem}: FindMode,
	{state, width, theme}: {readonly state: ScreenState; readonly width: number; readonly theme: Theme},
): readonly Span[] {
	const label: readonly Span[] = [{text: ' /', style: theme.strong}];
	const room = width - spansWidth(label);
	const side = problem === undefined ? keySpans(state, theme) : problemSpans(problem, {state, theme});
	const left = room - spansWidth(side);
	return left < LEAST_TYPING
		? [...label, ...promptSpans(line, {width: Math.max(2, room), theme})]
		: [...label, ...promptSpans(line, {width: left, theme}), ...side];
}

function keySpans({searches}: ScreenState, theme: Theme): readonly Span[] {
	const {up, down} = theme.glyphs;
	const earlier: readonly Hint[] = searches.length === 0 ? [] : [{key: `${up}/${down}`, label: 'searches'}];
	return [{text: ' '}, ...hintSpans([{key: 'Enter', label: 'keep'}, {key: 'Esc', label: 'cancel'}, ...earlier], theme)];
}

function problemSpans(
	problem: string,
	{state, theme}: {readonly state: ScreenState; readonly theme: Theme},
): readonly Span[] {
	const kept = state.log.find === undefined ? '' : ': the last good one is kept';
	return [{text: ` ${theme.words(problem)}${kept}`, style: theme.warn}];
}
