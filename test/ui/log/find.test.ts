import {describe, expect, it} from 'vitest';
import type {LogLine} from '../../../src/logs/log-block.js';
import type {LogReader} from '../../../src/ui/log/log-reader.js';
import {contextOf} from '../../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../../src/ui/screen-state.js';
import type {ScreenEvent} from '../../../src/ui/screen-step.js';
import {updateScreen} from '../../../src/ui/update-screen.js';
import {drawnRows, line, logOf, numbered, origin, PLAIN_OPTIONS, readyCluster, scene} from '../screen-fixtures.js';

// 15 rows at 80×24 with four workers.
const LOG = logOf(numbered(1, 100));

function update(state: ScreenState, event: ScreenEvent, log: LogReader = LOG): ScreenState {
	return updateScreen(state, event, contextOf(scene({snapshot: readyCluster(4), log, options: PLAIN_OPTIONS}))).state;
}

/** Each key of the list; a text of several characters that is no key's name is typed. */
function press(keys: readonly string[], log: LogReader = LOG, from: ScreenState = INITIAL_STATE): ScreenState {
	return keys.reduce((state, key) => update(state, {type: 'key', key}, log), from);
}

const type = (text: string) => ['/', ...text];
const find = (text: string) => [...type(text), 'enter'];

describe('what is typed after /', () => {
	it('is looked for at once, from the newest line upwards', () => {
		expect(press(type('4')).log).toMatchObject({find: {pattern: '4', only: false}, cursor: {seq: 94}});
		expect(press(type('44')).log.cursor?.seq).toBe(44);
		expect(press(type('44')).mode.kind).toBe('find');
	});

	it('is looked for from the place where the view was paused', () => {
		const paused = press(['pageup', 'pageup']);
		expect(paused.log.cursor?.seq).toBe(72);
		expect(press(type('line'), LOG, paused).log.cursor?.seq).toBe(72);
		expect(press(type('5$'), LOG, paused).log.cursor?.seq).toBe(65);
	});

	it('leaves the view where it is, when the line is in sight', () => {
		expect(press(type('94')).log.cursor).toEqual({seq: 94, row: 8});
		expect(press(type('50')).log.cursor).toEqual({seq: 50, row: 7});
	});

	it('goes on at the other end where nothing is above', () => {
		const paused = press(['home']);
		expect(press(find('99'), LOG, paused)).toMatchObject({log: {cursor: {seq: 99}}});
	});

	it('is given up with Esc, which brings back where one was', () => {
		const paused = press(['pageup']);
		expect(press([...type('44'), 'escape'], LOG, paused).log).toEqual(paused.log);
		expect(press([...type('44'), 'escape']).log.cursor).toBeUndefined();
	});

	it('is kept with Enter', () => {
		expect(press(find('44'))).toMatchObject({mode: {kind: 'browse'}, log: {find: {pattern: '44'}, cursor: {seq: 44}}});
	});

	it('takes every key for text, a paste too', () => {
		expect(press(type('qkx')).log.find?.pattern).toBe('qkx');
		expect(update(press(['/']), {type: 'paste', text: 'line 7'}).log).toMatchObject({cursor: {seq: 79}});
	});

	it('says what is wrong with it, and keeps the last good one', () => {
		const broken = press(type('44('));
		expect(broken.mode).toMatchObject({problem: 'unterminated group'});
		expect(broken.log).toMatchObject({find: {pattern: '44'}, cursor: {seq: 44}});
		expect(drawnRows({state: broken, log: LOG}).at(-1)).toContain('unterminated group: the last good one is kept');
		const kept = press(['enter'], LOG, broken);
		expect(kept).toMatchObject({mode: {kind: 'browse'}, log: {find: {pattern: '44'}}});
		expect(kept.notice?.text).toBe('unterminated group: /44 is kept');
		expect(kept.log.cursor).toBeUndefined();
		expect(press(['backspace'], LOG, broken).mode).toMatchObject({problem: undefined});
	});

	it('ends the search when it is empty', () => {
		const found = press(find('44'));
		expect(press(['/'], LOG, found).log.find).toBeDefined();
		expect(press(['/', 'enter'], LOG, found).log.find).toBeUndefined();
		expect(press(['/', 'x', 'backspace'], LOG, found).log.find).toBeUndefined();
	});

	it('may be one of the last searches', () => {
		const searched = press([...find('11'), ...find('22'), ...find('33'), ...find('22')]);
		const typed = (keys: readonly string[]) => {
			const {mode} = press(['/', ...keys], LOG, searched);
			return mode.kind === 'find' ? mode.line.text : undefined;
		};
		expect([['up'], ['up', 'up'], ['up', 'up', 'up'], Array(9).fill('up')].map(typed)).toEqual([
			'22',
			'33',
			'11',
			'11',
		]);
		expect(typed(['up', 'up', 'down'])).toBe('22');
		expect(typed(['up', 'down'])).toBe('');
		expect(typed(['up', 'up', '4'])).toBe('334');
		expect(press(['/', 'up', 'up', 'enter'], LOG, searched).log.find?.pattern).toBe('33');
	});

	it('is remembered 20 times', () => {
		const many = Array.from({length: 25}, (_, index) => find(`x${index}`)).flat();
		expect(press(many).searches).toEqual(Array.from({length: 20}, (_, index) => `x${index + 5}`));
	});
});

describe('n and N', () => {
	it('go on upwards, and back', () => {
		const found = press(find('0$'));
		expect([[], ['n'], ['n', 'n'], ['n', 'n', 'N']].map(keys => press(keys, LOG, found).log.cursor?.seq)).toEqual([
			100, 90, 80, 90,
		]);
	});

	it('go on at the other end, and say so', () => {
		const found = press(find('[19]0$'));
		const again = press(['n', 'n'], LOG, found);
		expect(again.log.cursor?.seq).toBe(90);
		expect(again.notice?.text).toBe('newest match again');
		const back = press(['N'], LOG, again);
		expect(back).toMatchObject({log: {cursor: {seq: 10}}, notice: {text: 'oldest match again'}});
	});

	it('go on from where one has scrolled to', () => {
		const found = press([...find('0$'), 'home']);
		expect(found.log.cursor?.seq).toBe(1);
		expect(press(['pagedown', 'n'], LOG, found).log.cursor?.seq).toBe(10);
		expect(press(['pagedown', 'N'], LOG, found).log.cursor?.seq).toBe(20);
	});

	it('say so when nothing matches, or nothing is looked for', () => {
		expect(press([...find('nothing'), 'n']).notice?.text).toBe('no line matches');
		expect(press(['n']).notice?.text).toBe('nothing is searched for: / finds');
		expect(press(['x']).notice?.text).toBe('nothing is searched for: / finds');
	});
});

describe('a search that takes a while', () => {
	const unknown = logOf(numbered(1, 100), false);

	it('goes to the line when it is known, and not before', () => {
		const waiting = press(find('44'), unknown);
		expect(waiting.log).toMatchObject({cursor: undefined});
		expect(waiting.notice?.text).toBe('searching…');
		expect(update(waiting, {type: 'log-changed'}, unknown).log.cursor?.seq).toBeUndefined();
		expect(update(waiting, {type: 'log-changed'})).toMatchObject({log: {cursor: {seq: 44}}, seek: undefined});
	});

	it('is not overtaken by an n that comes too early', () => {
		const waiting = press([...find('44'), 'n', 'N'], unknown);
		expect(waiting.notice?.text).toBe('searching…');
		expect(update(waiting, {type: 'log-changed'}).log.cursor?.seq).toBe(44);
	});

	it('is not waited for any more once the user goes elsewhere', () => {
		const waiting = press([...find('44'), 'pageup'], unknown);
		expect(update(waiting, {type: 'log-changed'}).log.cursor?.seq).toBe(86);
	});
});

describe('a search that takes too long on a line', () => {
	const slow: LogReader = {...LOG, progressOf: () => ({isComplete: true, isTooSlow: true, covers: () => true})};

	it('is dropped, and says so', () => {
		const dropped = press(find('(a+)+$'), slow);
		expect(dropped.log).toEqual(INITIAL_STATE.log);
		expect(dropped.notice?.text).toBe('too slow on some line: the search was dropped');
		const later = update(press(find('(a+)+$')), {type: 'log-changed'}, slow);
		expect(later).toMatchObject({log: {find: undefined}, notice: dropped.notice});
	});

	it('leaves the log as it was, followed or paused', () => {
		const found = press(find('44'));
		expect(found.log.cursor?.seq).toBe(44);
		expect(update(found, {type: 'log-changed'}, slow).log).toEqual({...INITIAL_STATE.log, newFrom: 101});
		const paused = press(find('44'), LOG, press(['pageup']));
		expect(update(paused, {type: 'log-changed'}, slow).log).toMatchObject({find: undefined, cursor: {seq: 44}});
	});

	it('leaves the user where he has gone meanwhile', () => {
		for (const [key, seq] of [
			['n', 40],
			['up', 43],
			['u', 7],
		] as const) {
			const gone = press([...find('4[04]'), key], LOG, {...INITIAL_STATE, focus: 'log', marks: [7]});
			expect(update(gone, {type: 'log-changed'}, slow).log, key).toMatchObject({find: undefined, cursor: {seq}});
		}
	});
});

describe('a search begun where the log has not the focus', () => {
	it('gives it to the log, so that the keys of a reader reach no worker', () => {
		for (const focus of ['table', 'detail'] as const) {
			const found = press(find('44'), LOG, {...INITIAL_STATE, focus});
			expect(found.focus, focus).toBe('log');
			expect(press(['k'], LOG, found).log.cursor?.seq).toBe(43);
			expect(press(['enter'], LOG, found).mode).toMatchObject({kind: 'line', line: {seq: 44}});
		}
	});

	it('shows its matches where the details had covered the log', () => {
		const state = press(find('44'), LOG, {...INITIAL_STATE, focus: 'detail'});
		expect(drawnRows({state, log: LOG, snapshot: readyCluster(4)}).some(row => row.includes('line 44'))).toBe(true);
	});

	it('leaves the focus where it was when it is given up', () => {
		for (const end of [['escape'], ['enter'], ['4', 'escape'], ['(', 'enter']]) {
			expect(press(['/', ...end], LOG, {...INITIAL_STATE, focus: 'detail'}).focus, end.join(' ')).toBe('detail');
		}
	});
});

it('what is new is what has come since the log was paused, however far one goes up', () => {
	const title = (state: ScreenState, log: LogReader) =>
		drawnRows({state, log, snapshot: readyCluster(4)}).find(row => row.includes(' paused'));
	const paused = press(['pageup', 'pageup', 'home']);
	expect(title(paused, LOG)).toMatch(/ paused ━━$/);
	const longer = logOf(numbered(1, 130));
	expect(title(press(['down', 'pagedown'], longer, paused), longer)).toMatch(/ paused, 30 new ▼ ━━$/);
	expect(title(press(['G', 'pageup'], longer, paused), longer)).toMatch(/ paused ━━$/);
});

describe('x', () => {
	it('shows only the lines that match, or all around them', () => {
		const only = press([...find('7'), 'x']);
		const rows = drawnRows({state: only, log: LOG, snapshot: readyCluster(4)}).filter(row => /[ ▸]line \d/.test(row));
		expect(rows).toHaveLength(15);
		expect(rows.every(row => /line \d*7/.test(row))).toBe(true);
		expect(press(['x'], LOG, only).log.find?.only).toBe(false);
		expect(press(find('8'), LOG, only).log.find).toEqual({pattern: '8', only: true});
	});
});

describe('e and E', () => {
	const lines: readonly LogLine[] = [
		line(1, 'up'),
		line(2, 'Error: first', {origin: origin('stderr', 0)}),
		line(3, '    at run (a.js:1:1)', {origin: origin('stderr', 0)}),
		line(4, '[error] second', {origin: origin('stdout', 1)}),
		...numbered(5, 50),
	];

	it('go from error to error, past its stack trace', () => {
		const cursors = [['e'], ['e', 'e'], ['e', 'e', 'E'], ['e', 'e', 'e']].map(
			keys => press(keys, logOf(lines)).log.cursor?.seq,
		);
		expect(cursors).toEqual([4, 2, 4, 4]);
		expect(press(['e', 'e', 'e'], logOf(lines)).notice?.text).toBe('newest error again');
	});

	it('keep to what is shown, and say so when there is none', () => {
		expect(press(['0', 'e'], logOf(lines)).log.cursor?.seq).toBe(2);
		expect(press(['e']).notice?.text).toBe('no error');
	});
});

describe('what narrows the view', () => {
	it('is set with keys that go round', () => {
		const filters = (key: string) => [1, 2, 3, 4, 5].map(count => press(Array(count).fill(key)).log.filter);
		expect(filters('v')).toEqual([{level: 'debug'}, {level: 'info'}, {level: 'warn'}, {level: 'error'}, {}]);
		expect(filters('i')).toEqual([{stream: 'stdout'}, {stream: 'stderr'}, {stream: 'event'}, {stream: 'message'}, {}]);
	});

	it('is taken away by Esc, one step at a time', () => {
		let state = press(['tab', '2', 'c', 'v', 'i', 'pageup', ...find('x'), 'x']);
		const seen: unknown[] = [];
		for (let step = 0; step < 8; step += 1) {
			state = press(['escape'], LOG, state);
			seen.push([state.log.find?.only, Object.keys(state.log.filter).sort().join(' '), state.focus]);
		}
		expect(seen).toEqual([
			[false, 'after instance level stream', 'log'],
			[undefined, 'after instance level stream', 'log'],
			[undefined, 'after instance stream', 'log'],
			[undefined, 'after instance', 'log'],
			[undefined, 'instance', 'log'],
			[undefined, '', 'log'],
			[undefined, '', 'table'],
			[undefined, '', 'table'],
		]);
	});

	it('stays when another worker is chosen, and what was cleared comes back with a', () => {
		const narrowed = press(['v', 'c', '2']);
		expect(narrowed.log.filter).toEqual({level: 'debug', after: 100, instance: 2});
		expect(press(['a'], LOG, narrowed).log.filter).toEqual({level: 'debug'});
	});

	it('hides what came before when the view is cleared, and says how to bring it back', () => {
		const cleared = press(['c']);
		expect(cleared.notice?.text).toBe('cleared: what comes is shown · a shows all again');
		const rows = drawnRows({state: cleared, log: logOf(numbered(1, 102)), snapshot: readyCluster(4)});
		expect(rows.filter(row => /[ ▸]line /.test(row))).toEqual(['12:30:41 0 line 101', '12:30:42 0 line 102']);
	});
});
