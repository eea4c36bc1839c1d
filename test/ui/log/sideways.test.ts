import {describe, expect, it} from 'vitest';
import type {LogLine} from '../../../src/logs/log-block.js';
import {contextOf} from '../../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../../src/ui/screen-state.js';
import {updateScreen} from '../../../src/ui/update-screen.js';
import {drawnRows, line, logOf, PLAIN_OPTIONS, readyCluster, scene} from '../screen-fixtures.js';

const SIZE = {columns: 51, rows: 24};
// 40 cells of text: half a page is 20.
const LONG = line(1, '0123456789'.repeat(10));
const LOG_FOCUS: ScreenState = {...INITIAL_STATE, focus: 'log'};

type Given = {readonly lines?: readonly LogLine[]; readonly from?: ScreenState; readonly vim?: boolean};

function press(
	keys: readonly string[],
	{lines = [LONG, line(2, 'short')], from = LOG_FOCUS, vim = false}: Given = {},
): ScreenState {
	const options = {...PLAIN_OPTIONS, vim};
	const context = contextOf(scene({snapshot: readyCluster(2), log: logOf(lines), size: SIZE, options}));
	return keys.reduce((state, key) => updateScreen(state, {type: 'key', key}, context).state, from);
}

const left = (...args: Parameters<typeof press>) => press(...args).log.left;
const find = (text: string) => ['/', ...text, 'enter'];

describe('left and right in the log', () => {
	it('move by half a page, and back to the beginning', () => {
		expect(left(['right'])).toBe(20);
		expect(left(['right', 'right'])).toBe(40);
		expect(left(['right', 'right', 'left'])).toBe(20);
		expect(left(['right', 'left', 'left'])).toBe(0);
		expect(left(['l', 'l', 'h'], {vim: true})).toBe(20);
	});

	it('go no further right than some line does that is seen', () => {
		const end = press(Array(9).fill('right'));
		expect(end.log.left).toBe(60);
		expect(end.notice?.text).toBe('no line that is seen goes on to the right');
		expect(left(['right'], {lines: [line(1, 'short')]})).toBeUndefined();
	});

	it('leave time and number where they are', () => {
		const rows = drawnRows({state: press(['right']), log: logOf([LONG]), size: SIZE, snapshot: readyCluster(2)});
		expect(rows).toContain('12:29:01 0 ‹12345678901234567890123456789012345678›');
		expect(rows.some(row => row.startsWith('━━ log · all · ‹ 20 ━'))).toBe(true);
	});

	it('move the log wherever the focus is, and leave it there', () => {
		expect(press(['right'], {from: INITIAL_STATE})).toMatchObject({focus: 'table', log: {left: 20}});
	});

	it('say why they do nothing where lines are wrapped', () => {
		expect(press(['w', 'right']).notice?.text).toBe('long lines are wrapped: w cuts them');
		expect(left(['w', 'right'])).toBeUndefined();
	});
});

it('to wrap goes back to the beginning of the lines', () => {
	expect(press(['right', 'w']).log).toMatchObject({left: undefined, wrap: true});
	expect(press(['right', 'w', 'w']).log).toMatchObject({left: undefined, wrap: false});
});

it('Esc goes back to the beginning of the lines before it follows the log', () => {
	const moved = press(['up', 'right']);
	expect(press(['escape'], {from: moved}).log).toEqual({...moved.log, left: undefined});
});

it('Home goes to the beginning of the oldest line', () => {
	expect(press(['right', 'home']).log).toMatchObject({left: undefined, cursor: {seq: 1}});
});

describe('a match', () => {
	const far = `${'.'.repeat(70)}needle${'.'.repeat(70)}`;
	const lines = [line(1, far), line(2, 'a needle'), line(3, far)];
	const FROM_20 = press(['right']);

	function rowsAfter(...[keys, given = {}]: Parameters<typeof press>): readonly string[] {
		const state = press(keys, given);
		const rows = drawnRows({state, log: logOf(given.lines ?? []), size: SIZE, snapshot: readyCluster(2)});
		return rows.filter(row => /^12:29:0/.test(row)).map(row => row.slice('12:29:01 0 '.length));
	}
	const seen = (text: string, given: Given) => rowsAfter(find(text), given).at(0);

	it('that is out of view is brought into the middle of its line, and no other line is moved', () => {
		const fromBeginning = `${'.'.repeat(39)}›`;
		const around = `‹${'.'.repeat(19)}needle${'.'.repeat(13)}›`;
		const first = press(find('needle'), {lines});
		expect(rowsAfter([], {lines, from: first})).toEqual([fromBeginning, 'a needle', around]);
		expect(rowsAfter(['n', 'n'], {lines, from: first})).toEqual([around, 'a needle', fromBeginning]);
		expect(first.log.left).toBeUndefined();
	});

	it('that is seen already moves nothing', () => {
		expect(left(find('5'), {lines: [LONG], from: FROM_20})).toBe(20);
		expect(left(find('needle'), {lines, from: FROM_20})).toBeUndefined();
	});

	it('counts as seen only where no mark of the edge covers it', () => {
		const at = (place: number) => [line(1, `${'.'.repeat(place)}X${'.'.repeat(60)}`)];
		expect(seen('X', {lines: at(38)})).toBe(`${'.'.repeat(38)}X›`);
		expect(seen('X', {lines: at(39)})).toBe(`‹${'.'.repeat(19)}X${'.'.repeat(18)}›`);
		expect(seen('X', {lines: [line(1, `${'.'.repeat(39)}X`)]})).toBe(`${'.'.repeat(39)}X`);
	});

	it('wider than the view is seen where it begins', () => {
		const wide = [line(1, `${'.'.repeat(50)}${'7'.repeat(90)}`)];
		expect(seen('[0-9]+', {lines: wide})).toBe(`‹${'.'.repeat(19)}${'7'.repeat(19)}›`);
	});

	it('counts in cells', () => {
		const wide = [line(1, `${'漢'.repeat(30)}X${'.'.repeat(60)}`)];
		expect(seen('X', {lines: wide})).toBe(`‹ ${'漢'.repeat(9)}X${'.'.repeat(18)}›`);
	});

	it('is where the keys that go left and right go on from', () => {
		const found = press(find('needle'), {lines});
		expect(left(['right'], {lines, from: found})).toBe(70);
		expect(left(['left'], {lines, from: found})).toBe(30);
		expect(left(['left', 'left', 'left'], {lines, from: found})).toBe(0);
	});

	it('that is given up with Esc leaves the view where it was', () => {
		expect(left(['/', ...'needle', 'escape'], {lines, from: FROM_20})).toBe(20);
	});
});
