import {describe, expect, it} from 'vitest';
import {contextOf, type Scene} from '../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../src/ui/screen-state.js';
import type {ScreenStep} from '../../src/ui/screen-step.js';
import type {InputEvent, MouseInput} from '../../src/ui/terminal/input-event.js';
import {updateScreen} from '../../src/ui/update-screen.js';
import {drawnRows, PLAIN_OPTIONS, readyCluster, scene} from './screen-fixtures.js';

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
	it('over the log scrolls it three rows and pauses it', () => {
		const before = rowsOf(INITIAL_STATE);
		const up = played([mouse('wheel-up', LOG)]);
		expect(up.log.cursor).toBeDefined();
		const scrolled = rowsOf(up).map(row => row.replace('▸line', ' line'));
		expect(scrolled.slice(LOG + 3, 22)).toEqual(before.slice(LOG, 19));
		expect(up.focus).toBe('table');
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
