import {assertNever} from '../model/assert-never.js';
import type {OperatorRequest} from '../model/operator.js';
import {ACTIONS, type ActionId, type Focus} from './actions.js';
import {nextError, nextMatch, openFind} from './log/find.js';
import {copyLine, copyView, openLine, openSave} from './log/hand-over.js';
import {nextLevel, nextStream} from './log/log-conditions.js';
import {NEWEST} from './log/log-scroll.js';
import {goToMark, toggleMark} from './log/marks.js';
import {
	cycleTimestamps,
	filterLog,
	followLog,
	moveCursor,
	pageLog,
	pauseLog,
	setFind,
	showOldest,
	togglePretty,
	toggleWrap,
	widenLog,
	zoomLog,
} from './log/move-log.js';
import {scrollSideways, withLeft} from './log/sideways.js';
import {questionOf} from './question.js';
import type {ScreenState} from './screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay, tell} from './screen-step.js';
import {EMPTY_LINE} from './text/line-editor.js';
import {scrollDetail, selectBy, sortBy} from './workers/move-workers.js';
import {nextSort} from './workers/sort-instances.js';

type Command = {
	readonly id: ActionId;
	readonly key: string;
	readonly state: ScreenState;
	readonly context: ScreenContext;
};

/** Does what a key means, while no page and no question is open. */
export function runAction(command: Command): ScreenStep {
	const {id, key, state, context} = command;
	switch (id) {
		case 'select-up':
			return stay(selectBy(state, -1, context));
		case 'select-down':
			return stay(selectBy(state, 1, context));
		case 'restart':
		case 'disconnect':
		case 'stop':
		case 'profile':
		case 'heap-snapshot':
		case 'inspect':
			return onSelected(command, instance => ask(command, {type: id, instance}));
		case 'kill':
			return onSelected(command, instance => ask(command, {type: 'kill', instance}));
		case 'kill-now':
			return onSelected(command, instance => ask(command, {type: 'kill', instance, now: true}));
		case 'send':
			return onSelected(command, target =>
				context.snapshot.instances[target]?.workers.length === 0
					? say(state, `instance ${target} has no worker: r starts one`)
					: stay({...state, mode: {kind: 'prompt', target, line: EMPTY_LINE}}),
			);
		case 'send-all':
			return stay({...state, mode: {kind: 'prompt', target: 'all', line: EMPTY_LINE}});
		case 'reload':
			return ask(command, {type: 'reload'});
		case 'scale-up':
			return ask(command, {type: 'scale', by: 1});
		case 'scale-down':
			return ask(command, {type: 'scale', by: -1});
		case 'quit':
			return ask(command, {type: 'quit'});
		case 'detach':
			// Whoever opened this screen takes it for the screen's own end.
			return {state, requests: [{type: 'quit'}]};
		case 'log-of-selected':
			return onSelected(command, instance =>
				stay(filterLog(state, {instance: state.log.filter.instance === instance ? undefined : instance}, context)),
			);
		case 'log-of-instance':
			return showInstance(command, Number(key));
		case 'log-of-all':
			return stay(filterLog(state, {instance: undefined, after: undefined}, context));
		case 'cycle-level':
			return stay(filterLog(state, {level: nextLevel(state.log.filter.level)}, context));
		case 'cycle-stream':
			return stay(filterLog(state, {stream: nextStream(state.log.filter.stream)}, context));
		case 'clear-log':
			return clearLog(command);
		case 'find':
			return stay(openFind(state));
		case 'next-match':
			return nextMatch(state, 'up', context);
		case 'previous-match':
			return nextMatch(state, 'down', context);
		case 'matches-only':
			return toggleOnly(command);
		case 'next-error':
			return nextError(state, 'up', context);
		case 'previous-error':
			return nextError(state, 'down', context);
		case 'toggle-mark':
			return toggleMark(state, context);
		case 'older-mark':
			return goToMark(state, 'up', context);
		case 'newer-mark':
			return goToMark(state, 'down', context);
		case 'line-up':
			return stay(moveCursor(state, 'up', context));
		case 'line-down':
			return stay(moveCursor(state, 'down', context));
		case 'scroll-left':
			return scrollSideways(state, 'left', context);
		case 'scroll-right':
			return scrollSideways(state, 'right', context);
		case 'page-up':
			return stay(pageFocused(state, 'up', context));
		case 'page-down':
			return stay(pageFocused(state, 'down', context));
		case 'first-line':
			return stay(state.focus === 'detail' ? scrollDetail(state, -Infinity, context) : showOldest(state, context));
		case 'last-line':
			return stay(state.focus === 'detail' ? scrollDetail(state, Infinity, context) : followLog(state));
		case 'toggle-follow':
			return stay(state.log.cursor === undefined ? pauseLog(state, context) : followLog(state));
		case 'toggle-wrap':
			return stay(toggleWrap(state, context));
		case 'cycle-timestamps':
			return stay(cycleTimestamps(state, context));
		case 'toggle-zoom':
			return stay(zoomLog(state, !state.zoomed, context));
		case 'toggle-pretty':
			return stay(togglePretty(state, context));
		case 'open-line':
			return openLine(state, context);
		case 'copy-line':
			return copyLine(state, context);
		case 'copy-view':
			return copyView(state, context);
		case 'save-log':
			return stay(openSave(state));
		case 'switch-focus':
			return stay(switchFocus(state, key === 'shift-tab' ? -1 : 1, context));
		case 'cycle-sort':
			return sortBy(state, nextSort(state.sort, context.columnsOf(state)));
		case 'reverse-sort':
			return sortBy(state, state.sort && {...state.sort, reversed: !state.sort.reversed});
		case 'back':
			return stay(back(state, context));
		case 'help':
			return stay({...state, mode: {kind: 'help', top: 0}});
		default:
			return assertNever(id);
	}
}

function pageFocused(state: ScreenState, direction: 'up' | 'down', context: ScreenContext): ScreenState {
	const page = Math.max(1, context.detailOf(state).height - 2);
	return state.focus === 'detail'
		? scrollDetail(state, direction === 'up' ? -page : page, context)
		: pageLog(state, direction, context);
}

function onSelected({state, context}: Command, act: (instance: number) => ScreenStep): ScreenStep {
	return context.snapshot.instances[state.selected] === undefined
		? say(state, 'there is no worker yet')
		: act(state.selected);
}

/** With --confirm, some actions are asked about first; not so a quit that is under way and is to be sped up. */
function ask({id, state, context}: Command, request: OperatorRequest): ScreenStep {
	const {snapshot, options} = context;
	const isAskedFirst = options.confirm && ACTIONS.some(action => action.id === id && action.confirm);
	return isAskedFirst && snapshot.phase.kind !== 'quitting'
		? stay({...state, mode: {kind: 'confirm', question: questionOf(request, snapshot), request}})
		: {state, requests: [request]};
}

/** What is looked at is also what is selected. */
function showInstance({state, context}: Command, instance: number): ScreenStep {
	const count = context.snapshot.instances.length;
	return instance < count
		? stay(filterLog({...state, selected: instance}, {instance}, context))
		: say(state, `no instance ${instance}: there are 0 to ${count - 1}`);
}

/** Round, in this order: the log, the details of the selected worker, the table. */
const FOCUSES: readonly Focus[] = ['table', 'log', 'detail'];

function switchFocus(state: ScreenState, step: 1 | -1, context: ScreenContext): ScreenState {
	if (state.zoomed) {
		return {...zoomLog(state, false, context), focus: 'table'};
	}
	const focus = FOCUSES.at((FOCUSES.indexOf(state.focus) + step) % FOCUSES.length) ?? 'table';
	return {...state, focus, detailTop: 0};
}

/** One step towards the screen as it was at first: the last thing that one would have done goes first. */
function back(state: ScreenState, context: ScreenContext): ScreenState {
	if (state.zoomed) {
		return zoomLog(state, false, context);
	}
	if (state.focus === 'detail') {
		return {...state, focus: 'table', detailTop: 0};
	}
	const widened = widenLog(state, context);
	if (widened !== undefined) {
		return widened;
	}
	if ((state.log.left ?? 0) > 0) {
		return withLeft(state, undefined);
	}
	return state.log.cursor === undefined ? {...state, focus: 'table'} : followLog(state);
}

/** Only what comes from now on. */
function clearLog({state, context}: Command): ScreenStep {
	const newest = context.viewportOf(state).log.linesBefore({seq: NEWEST, count: 1}).at(-1);
	return newest === undefined
		? stay(state)
		: tell(
				filterLog(followLog(state), {after: newest.seq}, context),
				'cleared: what comes is shown · a shows all again',
			);
}

function toggleOnly({state, context}: Command): ScreenStep {
	const {find} = state.log;
	return find === undefined
		? say(state, 'nothing is searched for: / finds')
		: stay(setFind(state, {...find, only: !find.only}, context));
}
