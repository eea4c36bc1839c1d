import {assertNever} from '../model/assert-never.js';
import {ACTIONS} from './actions.js';
import {findAction} from './key-map.js';
import {typeFind, updateFind} from './log/find.js';
import {updateSave} from './log/hand-over.js';
import {dropSlowFind, followSeek} from './log/seek.js';
import {runAction} from './run-action.js';
import type {Notice, ScreenState} from './screen-state.js';
import {type ScreenContext, type ScreenEvent, type ScreenStep, say, stay} from './screen-step.js';
import {insertText} from './text/line-editor.js';
import {updateHelp} from './update-help.js';
import {updateMouse} from './update-mouse.js';
import {updatePrompt} from './update-prompt.js';

/** A notice is read by then, and soon not true any more. */
const NOTICE_MS = 10_000;

/** Decides what an event makes of the screen and what is asked of the operator. */
export function updateScreen(state: ScreenState, event: ScreenEvent, context: ScreenContext): ScreenStep {
	switch (event.type) {
		case 'key':
			return onKey({...state, notice: undefined}, event.key, context);
		case 'paste':
			return onPaste({...state, notice: undefined}, event.text, context);
		case 'mouse':
			return updateMouse(state, event, context);
		case 'replied':
			return stay({...state, notice: {text: event.reply.message, tone: event.reply.ok ? 'info' : 'problem'}});
		case 'snapshot-changed':
			return stay(
				withFreshNotice(withOutcome(withValidSelection(ofPrimary(state, context), context), context), context),
			);
		case 'log-changed':
			return stay(followSeek(dropSlowFind(state, context), context));
	}
}

function onKey(state: ScreenState, key: string, context: ScreenContext): ScreenStep {
	const {mode} = state;
	if (key === 'ctrl-c') {
		return onInterrupt(state, context);
	}
	switch (mode.kind) {
		case 'browse':
			return onCommand(state, key, context);
		case 'help':
			return stay({...state, mode: updateHelp(mode, key, context.helpOverflow())});
		case 'line':
			return key === 'y'
				? {...stay(state), tasks: [{type: 'copy', lines: [mode.line]}]}
				: stay({...state, mode: updateHelp(mode, key, context.lineOverflow(mode.line))});
		case 'save':
			return updateSave(state, key);
		case 'prompt':
			return updatePrompt(state, mode, key);
		case 'find':
			return updateFind(state, {mode, key, context});
		case 'confirm':
			return onAnswer(state, mode, key);
		default:
			return assertNever(mode);
	}
}

/** Ctrl-C is `q` wherever the keys go, and a yes where that is the question already. */
function onInterrupt(state: ScreenState, context: ScreenContext): ScreenStep {
	const {mode} = state;
	return mode.kind === 'confirm' && mode.request.type === 'quit'
		? onAnswer(state, mode, 'y')
		: runAction({
				id: context.options.attached ? 'detach' : 'quit',
				key: 'ctrl-c',
				state: {...state, mode: {kind: 'browse'}},
				context,
			});
}

function onCommand(state: ScreenState, key: string, context: ScreenContext): ScreenStep {
	const {options} = context;
	const action = findAction(key, state.focus, options);
	if (action !== undefined) {
		return runAction({id: action.id, key, state, context});
	}
	if (state.focus === 'log' && findAction(key, 'table', options)?.changes) {
		return say(state, `the log has the focus: Tab, then ${key}`);
	}
	if (key === 'ctrl-z' && !options.attached) {
		return say(state, 'Ctrl-Z is not obeyed: a stopped clumon would hand out no connections');
	}
	return options.readOnly && ACTIONS.some(({changes, keys}) => changes && keys.includes(key))
		? say(state, 'read-only: nothing is changed from here')
		: stay(state);
}

function onAnswer(state: ScreenState, mode: Extract<ScreenState['mode'], {kind: 'confirm'}>, key: string): ScreenStep {
	switch (key) {
		case 'y':
		case 'Y':
		case 'enter':
			return {state: {...state, mode: {kind: 'browse'}}, requests: [mode.request]};
		case 'n':
		case 'N':
		case 'escape':
			return stay({...state, mode: {kind: 'browse'}});
		default:
			return stay(state);
	}
}

/** A paste is text where text is typed, and nothing elsewhere: it may hold an `r` or a `q`. */
function onPaste(state: ScreenState, text: string, context: ScreenContext): ScreenStep {
	const {mode} = state;
	if (mode.kind !== 'prompt' && mode.kind !== 'find') {
		return say(state, 'pasted text is not taken for keys');
	}
	const line = insertText(mode.line, text);
	if (line === mode.line && text !== '') {
		return say(state, 'too long to be pasted here');
	}
	return stay(mode.kind === 'find' ? typeFind(state, {...mode, line}, context) : {...state, mode: {...mode, line}});
}

function withValidSelection(state: ScreenState, {snapshot}: ScreenContext): ScreenState {
	const last = Math.max(0, snapshot.instances.length - 1);
	return state.selected > last ? {...state, selected: last} : state;
}

/** What came to its end before a clumon was first seen is no news, and what another one said before it is over. */
function ofPrimary(state: ScreenState, {snapshot: {pid, outcome, diagnosis}}: ScreenContext): ScreenState {
	return state.primaryPid === pid
		? state
		: {
				...state,
				primaryPid: pid,
				toldOutcome: outcome?.id ?? 0,
				toldDiagnosis: diagnosis?.id ?? 0,
				notice: state.primaryPid === undefined ? state.notice : undefined,
			};
}

/** What a key began has come to its end: that is the news now. */
function withOutcome(state: ScreenState, {snapshot}: ScreenContext): ScreenState {
	const {outcome, diagnosis} = snapshot;
	if (outcome !== undefined && outcome.id !== state.toldOutcome) {
		return {...state, toldOutcome: outcome.id, notice: noticeOf(outcome)};
	}
	return diagnosis === undefined || diagnosis.id === state.toldDiagnosis
		? state
		: {...state, toldDiagnosis: diagnosis.id, notice: noticeOf(diagnosis)};
}

function noticeOf({ok, text}: {readonly ok: boolean; readonly text: string}): Notice {
	return {text, tone: ok ? 'info' : 'problem'};
}

/** The screen has no clock: time goes on with the snapshots. */
function withFreshNotice(state: ScreenState, {snapshot}: ScreenContext): ScreenState {
	const {notice} = state;
	// A problem stays until a key shows that somebody has seen it.
	if (notice === undefined || notice.tone === 'problem') {
		return state;
	}
	if (notice.seenAt === undefined) {
		return {...state, notice: {...notice, seenAt: snapshot.at}};
	}
	return snapshot.at - notice.seenAt < NOTICE_MS ? state : {...state, notice: undefined};
}
