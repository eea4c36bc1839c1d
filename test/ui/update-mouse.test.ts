import {describe, expect, it} from 'vitest';
import {contextOf, type Scene} from '../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../src/ui/screen-state.js';
import type {ScreenStep} from '../../src/ui/screen-step.js';
import type {InputEvent, MouseInput} from '../../src/ui/terminal/input-event.js';
import {updateScreen} from '../../src/ui/update-screen.js';
import {drawnRows, line, logOf, numbered, PLAIN_OPTIONS, readyCluster, scene} from './screen-fixtures.js';

const OPTIONS = {...PLAIN_OPTIONS, mouse: true};

type Given = {readonly from?: Partial<ScreenState>; readonly changes?: Partial<Scene>};

/** The state after these, one after the other. */
function played(inputs: readonly InputEvent[], {from, changes}: Given = {}): ScreenState {
	let step: ScreenStep = {state: {...INITIAL_STATE, ...from}, requests: []};
	for (const input of inputs) {
		const context = contextOf(scene({snapshot: readyCluster(4), options: OPTIONS, ...changes}));
		step = updateScreen(step.state, input, context);
		expect(step.requests).toEqual([]);
	}
	return step.state;
}

const mouse = (act: MouseInput['act'], row: number, column = 4): MouseInput => ({type: 'mouse', act, row, column});
const key = (name: string): InputEvent => ({type: 'key', key: name});
const rowsOf = (state: ScreenState) => drawnRows({snapshot: readyCluster(4), options: OPTIONS, state});

/** Where the picture of 80×24 with four workers has what it has. */
const FIRST_WORKER = 2;
const LOG = 12;

describe('the wheel', () => {
	it('over the log scrolls it three rows, pauses it and gives it the keys', () => {
		const before = rowsOf(INITIAL_STATE);
		const up = played([mouse('wheel-up', LOG)]);
		expect(up.log.cursor).toBeDefined();
		const scrolled = rowsOf(up).map(row => row.replace('▸line', ' line'));
		expect(scrolled.slice(LOG + 3, 22)).toEqual(before.slice(LOG, 19));
		expect(up.focus).toBe('log');
	});

	it('down to the end of the log follows it again', () => {
		expect(played([mouse('wheel-up', LOG), mouse('wheel-up', LOG), mouse('wheel-down', LOG)]).log.cursor).toBeDefined();
		expect(played([mouse('wheel-up', LOG), mouse('wheel-down', LOG)]).log.cursor).toBeUndefined();
		expect(played([mouse('wheel-down', LOG)])).toEqual(INITIAL_STATE);
	});

	it('over the table moves the selection', () => {
		const down = mouse('wheel-down', FIRST_WORKER);
		expect(played([down, down]).selected).toBe(2);
		expect(played([down, down, mouse('wheel-up', FIRST_WORKER)]).selected).toBe(1);
	});

	it('over the details scrolls them', () => {
		const given: Given = {changes: {size: {columns: 200, rows: 14}}};
		const down = played([mouse('wheel-down', 3, 190)], given);
		expect(down.detailTop).toBeGreaterThan(0);
		expect(down.selected).toBe(0);
		expect(played([mouse('wheel-down', 3, 190), mouse('wheel-up', 3, 190)], given).detailTop).toBe(0);
	});

	it('turns a page that is open, wherever it is over', () => {
		const mode = (inputs: readonly InputEvent[]) => played([key('?'), ...inputs]).mode;
		expect(mode([mouse('wheel-down', 0)])).toEqual({kind: 'help', top: 3});
		expect(mode([mouse('wheel-down', 0), mouse('wheel-up', 0), mouse('wheel-up', 0)])).toEqual({kind: 'help', top: 0});
		expect(mode([mouse('click', 4)])).toEqual({kind: 'help', top: 0});
	});
});

describe('a click', () => {
	it('on a worker’s row selects it, and gives the table the keys', () => {
		expect(played([mouse('click', FIRST_WORKER + 2)])).toMatchObject({selected: 2, focus: 'table'});
		expect(played([key('tab'), mouse('click', FIRST_WORKER + 3)])).toMatchObject({selected: 3, focus: 'table'});
		expect(played([mouse('click', FIRST_WORKER + 1)], {from: {focus: 'detail', detailTop: 2}})).toMatchObject({
			selected: 1,
			focus: 'detail',
			detailTop: 0,
		});
	});

	it('on a heading sorts by it, again the other way round, and on the first by number', () => {
		const head = drawnRows({snapshot: readyCluster(4)})[1] ?? '';
		const click = mouse('click', 1, head.indexOf('CPU'));
		expect(played([click])).toMatchObject({
			sort: {column: 'cpu', reversed: false},
			notice: {text: 'sorted by cpu: O the other way round'},
		});
		expect(played([click, click]).sort).toEqual({column: 'cpu', reversed: true});
		expect(played([click, click, click]).sort).toEqual({column: 'cpu', reversed: false});
		expect(played([click, mouse('click', 1, head.indexOf('#'))]).sort).toBeUndefined();
	});

	it('on a row of the log focuses it and pauses it at that line, which stays where it is', () => {
		const before = rowsOf(INITIAL_STATE);
		const clicked = played([mouse('click', LOG)]);
		expect(clicked.focus).toBe('log');
		const rows = rowsOf(clicked);
		expect(rows[LOG]).toContain('▸line');
		expect(rows.slice(8, 22).map(row => row.replace('▸line', ' line'))).toEqual(before.slice(8, 22));
		const again = rowsOf(played([mouse('click', LOG), mouse('wheel-up', LOG), mouse('click', LOG + 4)]));
		expect(again[LOG + 4]).toContain('▸line');
	});

	it('below the last line of a young log, or on the title, focuses the log', () => {
		const young: Given = {changes: {log: logOf(numbered(1, 2))}};
		expect(played([mouse('click', LOG)], young)).toEqual({...INITIAL_STATE, focus: 'log'});
		const title = rowsOf(INITIAL_STATE).findIndex(row => row.includes('── log'));
		expect(played([mouse('click', title)])).toEqual({...INITIAL_STATE, focus: 'log'});
	});

	it('on a line that is wrapped finds it by each of its rows', () => {
		const long = line(2, 'x'.repeat(200));
		const given: Given = {changes: {log: logOf([line(1, 'one'), long, line(3, 'three')])}};
		const wrapped = {...INITIAL_STATE.log, wrap: true};
		const title = rowsOf(INITIAL_STATE).findIndex(row => row.includes('── log'));
		const seqAt = (row: number) =>
			played([mouse('click', title + row)], {...given, from: {log: wrapped}}).log.cursor?.seq;
		expect([1, 2, 3, 4, 5].map(seqAt)).toEqual([1, 2, 2, 2, 3]);
	});

	it('on the details gives them the keys; from there on the log fills the rows that they leave', () => {
		const given: Given = {changes: {size: {columns: 200, rows: 30}}};
		const detail = played([mouse('click', 3, 190)], given);
		expect(detail.focus).toBe('detail');
		const log = played([mouse('click', 25)], {...given, from: detail});
		expect(log.focus).toBe('log');
		const rows = drawnRows({snapshot: readyCluster(4), options: OPTIONS, size: {columns: 200, rows: 30}, state: log});
		expect(rows.at(-2)).toContain('line 50');
	});

	it('on the header or the footer does nothing', () => {
		expect(played([mouse('click', 0), mouse('click', 22), mouse('click', 23)])).toEqual(INITIAL_STATE);
	});
});

it('does nothing while a question or a prompt is open', () => {
	const open = played([key('/'), key('a')]);
	expect(played([mouse('click', FIRST_WORKER + 2), mouse('wheel-up', LOG)], {from: open})).toEqual(open);
});

it('does nothing without --mouse, whatever the terminal reports', () => {
	const changes = {options: PLAIN_OPTIONS};
	expect(played([mouse('click', FIRST_WORKER + 2), mouse('wheel-up', LOG)], {changes})).toEqual(INITIAL_STATE);
});
