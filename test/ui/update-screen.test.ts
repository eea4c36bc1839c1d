import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {ScreenOptions} from '../../src/start-options.js';
import {ACTIONS} from '../../src/ui/actions.js';
import {contextOf, type Scene} from '../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../src/ui/screen-state.js';
import type {ScreenEvent, ScreenStep} from '../../src/ui/screen-step.js';
import {updateScreen} from '../../src/ui/update-screen.js';
import {cluster, line, logOf, NOON, numbered, origin, PLAIN_OPTIONS, readyCluster, scene} from './screen-fixtures.js';

type Changes = Partial<Scene> & {readonly with?: Partial<ScreenOptions>};

function update(state: ScreenState, event: ScreenEvent, {with: options, ...changes}: Changes = {}): ScreenStep {
	const given = {snapshot: readyCluster(4), ...changes, options: {...PLAIN_OPTIONS, ...options}};
	return updateScreen(state, event, contextOf(scene(given)));
}

/** The step of the last key, after those before it. */
function press(keys: readonly string[], changes: Changes & {readonly from?: Partial<ScreenState>} = {}): ScreenStep {
	const {from, ...given} = changes;
	let step: ScreenStep = {state: {...INITIAL_STATE, ...from}, requests: []};
	for (const key of keys) {
		step = update(step.state, {type: 'key', key}, given);
	}
	return step;
}

const requests = (keys: readonly string[], changes?: Parameters<typeof press>[1]) => press(keys, changes).requests;
const notice = (keys: readonly string[], changes?: Parameters<typeof press>[1]) =>
	press(keys, changes).state.notice?.text;

describe('the selection', () => {
	it('moves with the arrows and stops at both ends', () => {
		expect(press(['down', 'down']).state.selected).toBe(2);
		expect(press(['down', 'up', 'up']).state.selected).toBe(0);
		expect(press(Array(9).fill('down')).state.selected).toBe(3);
	});

	it('moves with j and k under --vim', () => {
		expect(press(['j', 'j', 'k'], {with: {vim: true}}).state.selected).toBe(1);
		expect(press(['j']).state.selected).toBe(0);
	});

	it('stays valid when instances are scaled away', () => {
		const state = {...INITIAL_STATE, primaryPid: 4711, selected: 3};
		const changed: ScreenEvent = {type: 'snapshot-changed'};
		expect(update(state, changed, {snapshot: readyCluster(2)}).state.selected).toBe(1);
		expect(update(state, changed, {snapshot: cluster([])}).state.selected).toBe(0);
		expect(update(state, changed).state).toBe(state);
	});
});

describe('keys that act on workers', () => {
	it.each([
		['r', {type: 'restart', instance: 1}],
		['k', {type: 'kill', instance: 1}],
		['K', {type: 'kill', instance: 1, now: true}],
		['d', {type: 'disconnect', instance: 1}],
		['s', {type: 'stop', instance: 1}],
		['P', {type: 'profile', instance: 1}],
		['H', {type: 'heap-snapshot', instance: 1}],
		['I', {type: 'inspect', instance: 1}],
		['R', {type: 'reload'}],
		['+', {type: 'scale', by: 1}],
		['=', {type: 'scale', by: 1}],
		['-', {type: 'scale', by: -1}],
		['q', {type: 'quit'}],
		['ctrl-c', {type: 'quit'}],
	])('%s asks for it at once', (key, request) => {
		expect(requests(['down', key])).toEqual([request]);
	});

	it('reach none any more once the log is read', () => {
		for (const key of ['pageup', 'home', 'f', 'e', 'u']) {
			const log = logOf([...numbered(1, 90), line(91, 'Error: x', {origin: origin('stderr', 0)})]);
			const read = press([key, 'k'], {log, from: {marks: [7]}});
			expect(read, key).toMatchObject({requests: [], state: {focus: 'log'}});
			expect(read.state.log.cursor, key).toBeDefined();
		}
	});

	it('are K and Ctrl-K under --vim', () => {
		expect(requests(['K'], {with: {vim: true}})).toEqual([{type: 'kill', instance: 0}]);
		expect(requests(['ctrl-k'], {with: {vim: true}})).toEqual([{type: 'kill', instance: 0, now: true}]);
		expect(requests(['k'], {with: {vim: true}})).toEqual([]);
	});

	it('say in the footer what the operator answers, until the next key', () => {
		const said = update(INITIAL_STATE, {type: 'replied', reply: {ok: true, message: '0: killed · r starts it'}});
		expect(said.state.notice).toEqual({text: '0: killed · r starts it', tone: 'info'});
		expect(update(said.state, {type: 'key', key: 'down'}).state.notice).toBeUndefined();
		const refused = update(INITIAL_STATE, {type: 'replied', reply: {ok: false, message: 'no'}});
		expect(refused.state.notice?.tone).toBe('problem');
	});

	it('say in the footer what has come of a look into a worker, once', () => {
		const changed: ScreenEvent = {type: 'snapshot-changed'};
		const done = {snapshot: {...readyCluster(4), diagnosis: {id: 1, ok: false, text: 'no inspector of w1: no'}}};
		const told = update({...INITIAL_STATE, primaryPid: 4711}, changed, done).state;
		expect(told.notice).toEqual({text: 'no inspector of w1: no', tone: 'problem'});
		const seen = update(told, {type: 'key', key: 'down'}, done).state;
		expect(update(seen, changed, done).state.notice).toBeUndefined();
	});

	it('are no news when they were over before the clumon was seen, and forgotten with it', () => {
		const changed: ScreenEvent = {type: 'snapshot-changed'};
		const outcome = {id: 3, ok: false, text: 'reload stopped'};
		const old = {snapshot: {...readyCluster(4), outcome}};
		const seen = update(INITIAL_STATE, changed, old).state;
		expect(seen.notice).toBeUndefined();
		const told = update(seen, changed, {snapshot: {...old.snapshot, outcome: {...outcome, id: 4}}}).state;
		expect(told.notice?.text).toBe('reload stopped');
		const next = {snapshot: {...readyCluster(4), pid: 4712}};
		expect(update(told, changed, next).state.notice).toBeUndefined();
	});

	it('are not talked of for ever', () => {
		const later = (state: ScreenState, ms: number) =>
			update(state, {type: 'snapshot-changed'}, {snapshot: {...readyCluster(4), at: NOON + ms}}).state;
		const said = update(INITIAL_STATE, {type: 'replied', reply: {ok: true, message: 'done'}}).state;
		const seen = later(later(said, 0), 9_000);
		expect(seen.notice?.text).toBe('done');
		expect(later(seen, 10_000).notice).toBeUndefined();
	});

	it('do nothing while the log has the focus, and say why', () => {
		const keys = ACTIONS.filter(({changes}) => changes).flatMap(action => action.keys);
		const ofLog = ACTIONS.filter(({focus}) => focus === 'log').flatMap(action => action.keys);
		for (const key of keys.filter(candidate => !ofLog.includes(candidate))) {
			expect(requests(['tab', key]), key).toEqual([]);
			expect(notice(['tab', key])).toBe(`the log has the focus: Tab, then ${key}`);
		}
		expect(requests(['tab', ...ofLog])).toEqual([]);
	});

	it('do not stop clumon with Ctrl-Z, and say why', () => {
		expect(requests(['ctrl-z'])).toEqual([]);
		expect(notice(['ctrl-z'])).toBe('Ctrl-Z is not obeyed: a stopped clumon would hand out no connections');
		expect(notice(['tab', 'ctrl-z'])).toContain('Ctrl-Z');
	});

	it('do nothing when there is no worker, and say so', () => {
		for (const key of ['r', 'k', 'K', 'd', 's', 'm', 'enter']) {
			expect(press([key], {snapshot: cluster([])})).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
			expect(notice([key], {snapshot: cluster([])})).toBe('there is no worker yet');
		}
	});

	it('are not there with --read-only, but for the way out', () => {
		const options = {with: {readOnly: true}};
		for (const key of ['r', 'k', 'K', 'd', 's', 'R', '+', '-', 'm', 'M']) {
			expect(press([key], options)).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
			expect(notice([key], options)).toBe('read-only: nothing is changed from here');
		}
		expect(requests(['q'], options)).toEqual([{type: 'quit'}]);
	});
});

describe('--confirm', () => {
	const options = {with: {confirm: true}};

	it.each(['r', 'k', 'K', 'd', 'R', '-', 'q', 'ctrl-c'])('asks before %s', key => {
		const step = press([key], options);
		expect(step.requests).toEqual([]);
		expect(step.state.mode.kind).toBe('confirm');
		const request = requests([key]);
		expect(requests([key, 'y'], options)).toEqual(request);
		expect(requests([key, 'enter'], options)).toEqual(request);
		expect(press([key, 'n'], options)).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
		expect(press([key, 'escape'], options)).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
	});

	it.each(['s', '+'])('does not ask before %s', key => {
		expect(requests([key], options)).toHaveLength(1);
	});

	it('takes no other key for an answer', () => {
		for (const key of ['r', 'k', ' ', 'down', 'q']) {
			expect(press(['k', key], options)).toMatchObject({requests: [], state: {mode: {kind: 'confirm'}}});
		}
	});

	it('names what would be hit', () => {
		const question = (key: string) => {
			const {mode} = press(['down', key], options).state;
			return mode.kind === 'confirm' ? mode.question : undefined;
		};
		expect(question('k')).toBe('kill instance 1 (pid 48214)?');
		expect(question('K')).toBe('kill instance 1 (pid 48214) now, with SIGKILL?');
		expect(question('R')).toBe('restart all 4 instances, one after the other?');
		expect(question('-')).toBe('scale from 4 to 3 instances?');
		expect(question('q')).toBe('stop all 4 instances and end?');
	});

	it('takes Ctrl-C for a yes where the question is whether to quit, and asks that after any other', () => {
		expect(requests(['q', 'ctrl-c'], options)).toEqual([{type: 'quit'}]);
		expect(press(['k', 'ctrl-c'], options).state.mode).toMatchObject({kind: 'confirm', request: {type: 'quit'}});
	});

	it('does not ask again whether to hurry', () => {
		const snapshot = {...readyCluster(4), phase: {kind: 'quitting', step: 'drain', leftMs: 9000}} as const;
		expect(requests(['q'], {...options, snapshot})).toEqual([{type: 'quit'}]);
	});
});

describe('a message', () => {
	const type = (text: string) => [...text];

	it('goes to the selected worker, or to all', () => {
		expect(requests(['down', 'm', ...type('hi'), 'enter'])).toEqual([{type: 'send', instance: 1, message: 'hi'}]);
		expect(requests(['M', ...type('hi'), 'enter'])).toEqual([{type: 'send', message: 'hi'}]);
	});

	it('is not even asked for where no worker could take it', () => {
		const stopped = {state: {kind: 'stopped', reason: 'by you'}, workers: []} as const;
		const snapshot = cluster(readyCluster(2).instances.map(instance => ({...instance, ...stopped})));
		expect(notice(['m'], {snapshot})).toBe('instance 0 has no worker: r starts one');
		expect(press(['m'], {snapshot}).state.mode).toEqual({kind: 'browse'});
	});

	it('is sent as what it stands for when it is JSON, and else as it is', () => {
		const sent = (text: string) => requests(['M', ...type(text), 'enter'])[0];
		expect(sent('{"a": [1]}')).toEqual({type: 'send', message: {a: [1]}});
		expect(sent('12')).toEqual({type: 'send', message: 12});
		expect(sent('"12"')).toEqual({type: 'send', message: '12'});
		expect(sent('{a: 1}')).toEqual({type: 'send', message: '{a: 1}'});
	});

	it('takes every key for text, also those that are commands', () => {
		expect(requests(['M', ...type('qkK?0rR'), 'enter'])).toEqual([{type: 'send', message: 'qkK?0rR'}]);
	});

	it('takes a paste for text, line breaks included', () => {
		const opened = press(['M']).state;
		const pasted = update(opened, {type: 'paste', text: '{"a":\n1}'}).state;
		expect(update(pasted, {type: 'key', key: 'enter'}).requests).toEqual([{type: 'send', message: {a: 1}}]);
	});

	it('that is too long is not pasted, and says so', () => {
		const opened = press(['M']).state;
		const step = update(opened, {type: 'paste', text: 'x'.repeat(100_000)});
		expect(step.state.notice?.text).toBe('too long to be pasted here');
		expect(step.state.mode).toEqual(opened.mode);
	});

	it('is not sent when it is empty or given up', () => {
		expect(requests(['m', 'enter'])).toEqual([]);
		expect(notice(['m', 'enter'])).toBe('nothing was sent: the message was empty');
		expect(press(['m', 'h', 'escape'])).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
	});

	it('does not keep Ctrl-C from quitting', () => {
		expect(press(['m', 'h', 'ctrl-c'])).toMatchObject({requests: [{type: 'quit'}], state: {mode: {kind: 'browse'}}});
	});
});

it('a paste is never a command', () => {
	const step = update(INITIAL_STATE, {type: 'paste', text: 'rkKq'});
	expect(step.requests).toEqual([]);
	expect(step.state.notice?.text).toBe('pasted text is not taken for keys');
	const asked = press(['k'], {with: {confirm: true}}).state;
	expect(update(asked, {type: 'paste', text: 'y'})).toMatchObject({requests: [], state: {mode: {kind: 'confirm'}}});
});

describe('the log', () => {
	// 15 rows at 80×24 with four workers.
	const log = logOf(numbered(1, 100));
	const view = (keys: readonly string[], changes: Changes = {}) => press(keys, {log, ...changes}).state.log;

	it('shows only the selected worker with Enter, and all with Enter again', () => {
		expect(view(['down', 'enter']).filter).toEqual({instance: 1});
		expect(view(['down', 'enter', 'enter']).filter).toEqual({});
		expect(view(['down', 'enter', 'down', 'enter']).filter).toEqual({instance: 2});
	});

	it('shows one worker with its number, which is then selected, and all with a', () => {
		expect(press(['2'], {log}).state).toMatchObject({selected: 2, log: {filter: {instance: 2}}});
		expect(view(['2', 'a']).filter).toEqual({});
		expect(notice(['7'])).toBe('no instance 7: there are 0 to 3');
	});

	it('pauses when it is scrolled up, and follows again at its end', () => {
		expect(view(['pageup']).cursor).toEqual({seq: 86, row: 14});
		expect(view(['pageup', 'pageup']).cursor).toEqual({seq: 72, row: 14});
		expect(view(['pageup', 'pagedown']).cursor).toBeUndefined();
		expect(view(['pageup', 'end']).cursor).toBeUndefined();
		expect(view(['pageup', 'G']).cursor).toBeUndefined();
		expect(view(['home']).cursor).toEqual({seq: 1, row: 0});
		expect(view(['g', 'pageup']).cursor).toEqual({seq: 1, row: 0});
		expect(view(['g', 'pagedown']).cursor).toEqual({seq: 15, row: 0});
	});

	it('is gone through line by line while it has the focus', () => {
		for (const [up, down] of [
			['up', 'down'],
			['k', 'j'],
		] as const) {
			expect(view(['tab', up]).cursor).toEqual({seq: 99, row: 13});
			expect(view(['tab', up, up, down]).cursor).toEqual({seq: 99, row: 13});
			expect(view(['tab', up, down]).cursor).toEqual({seq: 100, row: 14});
			expect(view(['tab', up, down, down]).cursor).toBeUndefined();
			expect(view(['tab', ...Array<string>(15).fill(up)]).cursor).toEqual({seq: 85, row: 0});
		}
		expect(view(['up', 'k']).cursor).toBeUndefined();
	});

	it('is filled anew when it is paused where the lines of a worker only begin', () => {
		const late = logOf([
			...numbered(1, 50),
			...numbered(51, 90).map(entry => ({...entry, origin: origin('stdout', 1)})),
		]);
		expect(view(['home', 'pagedown', '1'], {log: late}).cursor).toEqual({seq: 51, row: 0});
		expect(view(['home', 'pagedown', '0'], {log: late}).cursor).toEqual({seq: 15, row: 0});
		expect(view(['pageup', '0'], {log: late}).cursor).toEqual({seq: 50, row: 14});
	});

	it('pauses and follows with f', () => {
		expect(view(['f']).cursor).toEqual({seq: 100, row: 14});
		expect(view(['f', 'f']).cursor).toBeUndefined();
	});

	it('wraps, and shows time, age or neither', () => {
		expect(view(['w']).wrap).toBe(true);
		expect(view(['w', 'w']).wrap).toBe(false);
		expect([['t'], ['t', 't'], ['t', 't', 't']].map(keys => view(keys).timestamps)).toEqual(['age', 'off', 'time']);
	});

	it('alone has the focus while it is zoomed', () => {
		expect(press(['z'], {log}).state).toMatchObject({zoomed: true, focus: 'log'});
		expect(press(['z', 'z'], {log}).state).toMatchObject({zoomed: false, focus: 'table'});
		expect(press(['z', 'tab'], {log}).state).toMatchObject({zoomed: false, focus: 'table'});
	});

	it('gets and gives back the focus with Tab', () => {
		expect(press(['tab']).state.focus).toBe('log');
		expect(press(['tab', 'shift-tab']).state.focus).toBe('table');
		expect(press(['tab', 'tab']).state.focus).toBe('detail');
		expect(press(['shift-tab']).state.focus).toBe('detail');
		expect(press(['shift-tab', 'tab']).state.focus).toBe('table');
		expect(press(['shift-tab', 'escape']).state.focus).toBe('table');
	});
});

describe('Esc', () => {
	it('goes back one step at a time, and never quits', () => {
		const log = logOf(numbered(1, 100));
		const seen: unknown[] = [];
		let state = press(['0', 'tab', 'up', 'z'], {log}).state;
		for (let step = 0; step < 6; step += 1) {
			const next = update(state, {type: 'key', key: 'escape'}, {log});
			expect(next.requests).toEqual([]);
			state = next.state;
			seen.push([state.zoomed, state.log.cursor !== undefined, state.log.filter.instance, state.focus]);
		}
		expect(seen.slice(0, 4)).toEqual([
			[false, true, 0, 'log'],
			[false, true, undefined, 'log'],
			[false, false, undefined, 'log'],
			[false, false, undefined, 'table'],
		]);
		expect(state).toEqual({...INITIAL_STATE, log: {...INITIAL_STATE.log, newFrom: 101}});
	});

	it('gives the focus back to the workers', () => {
		expect(press(['tab', 'escape']).state.focus).toBe('table');
	});
});

describe('the help page', () => {
	it('opens with ? and closes with ?, Esc, Enter and q, which does not quit there', () => {
		expect(press(['?']).state.mode).toEqual({kind: 'help', top: 0});
		for (const key of ['?', 'escape', 'enter', 'q']) {
			expect(press(['?', key])).toMatchObject({requests: [], state: {mode: {kind: 'browse'}}});
		}
	});

	it('scrolls as far as there is something to be seen', () => {
		const top = (keys: readonly string[]) => {
			const {mode} = press(['?', ...keys]).state;
			return mode.kind === 'help' ? mode.top : undefined;
		};
		expect(top(['down', 'j'])).toBe(2);
		expect(top(['down', 'up', 'k'])).toBe(0);
		const end = top(['end']);
		expect(end).toBeGreaterThan(0);
		expect(top(['end', 'down', 'pagedown'])).toBe(end);
		expect(top(['end', 'home'])).toBe(0);
	});

	it('takes no command', () => {
		expect(press(['?', 'r'])).toMatchObject({requests: [], state: {mode: {kind: 'help'}}});
	});
});

it('every action of the list does something', () => {
	const log = logOf(numbered(1, 100));
	for (const action of ACTIONS) {
		const from = {
			selected: 1,
			focus: action.focus ?? 'table',
			log: {...INITIAL_STATE.log, cursor: {seq: 50, row: 3}, filter: {instance: 0}, left: 9},
		} as const;
		const step = press(action.keys.slice(0, 1), {log, from});
		expect(
			step.requests.length + (step.tasks ?? []).length > 0 ||
				JSON.stringify(step.state) !== JSON.stringify({...INITIAL_STATE, ...from}),
			action.id,
		).toBe(true);
	}
});

it('no sequence of keys breaks it, or asks for an instance that there is not', () => {
	const keys = [
		...ACTIONS.flatMap(action => [...action.keys, ...(action.vimKeys ?? [])]),
		'y',
		'n',
		'x',
		'f5',
		'backspace',
	];
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom(...keys), {maxLength: 60}),
			fc.record({confirm: fc.boolean(), readOnly: fc.boolean(), vim: fc.boolean()}),
			fc.array(fc.nat(12), {minLength: 1, maxLength: 4}),
			(pressed, options, counts) => {
				const log = logOf(numbered(1, 40));
				let state = INITIAL_STATE;
				for (const [index, key] of pressed.entries()) {
					const snapshot = readyCluster(counts[index % counts.length] ?? 0);
					state = update(state, {type: 'snapshot-changed'}, {snapshot}).state;
					const step = update(state, {type: 'key', key}, {log, snapshot, with: options});
					state = step.state;
					for (const request of step.requests) {
						const isKnown = !('instance' in request) || snapshot.instances[request.instance ?? 0] !== undefined;
						expect(isKnown || pressed.slice(0, index).some(before => before === 'm' || options.confirm)).toBe(true);
						expect(options.readOnly ? request.type : 'quit').toBe('quit');
					}
				}
			},
		),
		{numRuns: 200},
	);
});
