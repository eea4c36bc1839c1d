import {assertNever} from '../model/assert-never.js';
import type {OperatorRequest} from '../model/operator.js';
import {ACTIONS, type ActionId} from './actions.js';
import {nextError, nextMatch, openFind} from './find.js';
import {EMPTY_LINE} from './line-editor.js';
import {nextLevel, nextStream} from './log-conditions.js';
import {NEWEST} from './log-scroll.js';
import {
	cycleTimestamps,
	filterLog,
	followLog,
	moveCursor,
	pageLog,
	pauseLog,
	setFind,
	showOldest,
	toggleWrap,
	widenLog,
	zoomLog,
} from './move-log.js';
import {questionOf} from './question.js';
import type {ScreenState} from './screen-state.js';
import {type ScreenContext, type ScreenStep, say, stay, tell} from './screen-step.js';

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
			return stay(select(state, state.selected - 1, context));
		case 'select-down':
			return stay(select(state, state.selected + 1, context));
		case 'restart':
		case 'disconnect':
		case 'stop':
			return onSelected(command, instance => ask(command, {type: id, instance}));
		case 'kill':
			return onSelected(command, instance => ask(command, {type: 'kill', instance}));
		case 'kill-now':
			return onSelected(command, instance => ask(command, {type: 'kill', instance, now: true}));
		case 'send':
			return onSelected(command, target => stay({...state, mode: {kind: 'prompt', target, line: EMPTY_LINE}}));
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
		case 'line-up':
			return stay(moveCursor(state, 'up', context));
		case 'line-down':
			return stay(moveCursor(state, 'down', context));
		case 'page-up':
			return stay(pageLog(state, 'up', context));
		case 'page-down':
			return stay(pageLog(state, 'down', context));
		case 'first-line':
			return stay(showOldest(state, context));
		case 'last-line':
			return stay(followLog(state));
		case 'toggle-follow':
			return stay(state.log.cursor === undefined ? pauseLog(state, context) : followLog(state));
		case 'toggle-wrap':
			return stay(toggleWrap(state, context));
		case 'cycle-timestamps':
			return stay(cycleTimestamps(state, context));
		case 'toggle-zoom':
			return stay(zoomLog(state, !state.zoomed, context));
		case 'switch-focus':
			return stay(switchFocus(state, context));
		case 'back':
			return stay(back(state, context));
		case 'help':
			return stay({...state, mode: {kind: 'help', top: 0}});
		default:
			return assertNever(id);
	}
}

function select(state: ScreenState, wanted: number, {snapshot}: ScreenContext): ScreenState {
	return {...state, selected: Math.max(0, Math.min(snapshot.instances.length - 1, wanted))};
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

function switchFocus(state: ScreenState, context: ScreenContext): ScreenState {
	if (state.zoomed) {
		return zoomLog(state, false, context);
	}
	return {...state, focus: state.focus === 'table' ? 'log' : 'table'};
}

/** One step towards the screen as it was at first: the last thing that one would have done goes first. */
function back(state: ScreenState, context: ScreenContext): ScreenState {
	if (state.zoomed) {
		return zoomLog(state, false, context);
	}
	return widenLog(state, context) ?? (state.log.cursor === undefined ? {...state, focus: 'table'} : followLog(state));
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
