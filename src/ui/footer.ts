import type {ClusterPhase} from '../model/snapshot.js';
import type {ScreenOptions} from '../start-options.js';
import {fittingHints, type Hint, hintSpans} from './hints.js';
import {findPromptLine} from './log/find-prompt.js';
import {parseMessage} from './message-value.js';
import type {Mode, Notice, ScreenState} from './screen-state.js';
import {truncate} from './text/cells.js';
import {promptSpans} from './text/prompt-line.js';
import {drawSpans, type Span, spansWidth} from './text/spans.js';
import type {Theme} from './text/theme.js';

export type Footer = {
	readonly state: ScreenState;
	readonly phase: ClusterPhase;
	readonly options: ScreenOptions;
	readonly width: number;
	/** How many lines of the page that is read do not fit on the screen. */
	readonly overflow: number;
	readonly theme: Theme;
};

/** The last line: a question, a message that is typed, what the last key did; else what the keys do here. */
export function drawFooter(footer: Footer): string {
	const {state} = footer;
	const {notice} = state;
	switch (state.mode.kind) {
		case 'confirm':
			return drawSpans(questionLine(state.mode.question, footer), footer);
		case 'prompt':
			return drawSpans(notice === undefined ? promptLine(state.mode, footer) : noticeLine(notice, footer), footer);
		case 'find':
			return drawSpans(notice === undefined ? findPromptLine(state.mode, footer) : noticeLine(notice, footer), footer);
		case 'help':
			return drawSpans(pageLine(state.mode.top, footer), footer);
		case 'line':
			return drawSpans(
				notice === undefined ? pageLine(state.mode.top, footer, LINE_KEYS) : noticeLine(notice, footer),
				footer,
			);
		case 'save':
			return drawSpans([{text: ' save:', style: footer.theme.strong}, ...hintSpans(SAVE_KEYS, footer.theme)], footer);
		case 'browse':
			return drawSpans(notice === undefined ? hintLine(footer) : noticeLine(notice, footer), footer);
	}
}

const ANSWERS: readonly Hint[] = [
	{key: 'y', label: 'yes'},
	{key: 'n', label: 'no'},
];
const PROMPT_KEYS: readonly Hint[] = [
	{key: 'Enter', label: 'send'},
	{key: 'Esc', label: 'cancel'},
];
const LINE_KEYS: readonly Hint[] = [{key: 'y', label: 'copy'}];
const SAVE_KEYS: readonly Hint[] = [
	{key: 'v', label: 'the view'},
	{key: 'a', label: 'all that is kept'},
	{key: 'Esc', label: 'cancel'},
];
/** Cells for what is typed before the keys that end it are named. */
const LEAST_TYPING = 30;

function hintLine(footer: Footer): readonly Span[] {
	const {phase, theme, width} = footer;
	if (phase.kind === 'quitting' && !footer.options.attached) {
		const harder = {drain: 'SIGTERM now', terminate: 'SIGKILL now', kill: undefined}[phase.step];
		return harder === undefined ? [] : hintSpans([{key: 'q', label: harder}], theme);
	}
	return hintSpans(fittingHints({focus: footer.state.focus, options: footer.options, width, theme}), theme);
}

function pageLine(top: number, {overflow, theme}: Footer, more: readonly Hint[] = []): readonly Span[] {
	const {up, down} = theme.glyphs;
	const back: Hint = {key: 'Esc', label: 'back'};
	const scroll: Hint = {key: `${up}/${down}`, label: `scroll, ${overflow - top} lines below`};
	return hintSpans([back, ...more, ...(overflow === 0 ? [] : [scroll])], theme);
}

function noticeLine({text, tone}: Notice, {theme}: Footer): readonly Span[] {
	return [{text: ` ${theme.words(text)}`, style: tone === 'problem' ? theme.warn : theme.plain}];
}

/** The answers stay in sight, however long the question. */
function questionLine(question: string, {theme, width}: Footer): readonly Span[] {
	const answers: readonly Span[] = [{text: ' '}, ...hintSpans(ANSWERS, theme)];
	const room = width - spansWidth(answers);
	const text = truncate(` ${theme.words(question)}`, {width: room, ellipsis: theme.glyphs.ellipsis});
	return [{text, style: theme.warn}, ...answers];
}

function promptLine({target, line}: Extract<Mode, {kind: 'prompt'}>, {theme, width}: Footer): readonly Span[] {
	const {kind} = parseMessage(line.text);
	const label: readonly Span[] = [
		{text: ` message to ${target} `, style: theme.strong},
		kind === 'json' ? {text: 'JSON', style: theme.accent} : {text: 'text', style: theme.dim},
		{text: ' > ', style: theme.dim},
	];
	const room = width - spansWidth(label);
	const hints: readonly Span[] = [{text: ' '}, ...hintSpans(PROMPT_KEYS, theme)];
	const roomBesideHints = room - spansWidth(hints);
	return roomBesideHints < LEAST_TYPING
		? [...label, ...promptSpans(line, {width: Math.max(2, room), theme})]
		: [...label, ...promptSpans(line, {width: roomBesideHints, theme}), ...hints];
}
