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
		expect(left(['right'], {lines: [line(1, 'short')]})).toBe(0);
	});

	it('leave time and number where they are', () => {
		const rows = drawnRows({state: press(['right']), log: logOf([LONG]), size: SIZE, snapshot: readyCluster(2)});
		expect(rows).toContain('12:29:01 0 ‹12345678901234567890123456789012345678›');
		expect(rows.some(row => row.startsWith('━━ log · all · ‹ 20 ━'))).toBe(true);
	});

	it('do nothing while the log has not the focus', () => {
		expect(left(['right'], {from: INITIAL_STATE})).toBe(0);
	});

	it('say why they do nothing where lines are wrapped', () => {
		expect(press(['w', 'right']).notice?.text).toBe('long lines are wrapped: w cuts them');
		expect(left(['w', 'right'])).toBe(0);
	});
});

it('to wrap goes back to the beginning of the lines', () => {
	expect(press(['right', 'w']).log).toMatchObject({left: 0, wrap: true});
	expect(press(['right', 'w', 'w']).log).toMatchObject({left: 0, wrap: false});
});

it('Esc goes back to the beginning of the lines before it follows the log', () => {
	const moved = press(['up', 'right']);
	expect(press(['escape'], {from: moved}).log).toEqual({...moved.log, left: 0});
});

describe('a match', () => {
	const far = `${'.'.repeat(70)}needle${'.'.repeat(70)}`;
	const lines = [line(1, far), line(2, 'a needle'), line(3, far)];

	it('that is out of view is brought into its middle, and back to the beginning where it is seen there', () => {
		const first = press(find('needle'), {lines});
		expect(first.log).toMatchObject({cursor: {seq: 3}, left: 50});
		const second = press(['n'], {lines, from: first});
		expect(second.log).toMatchObject({cursor: {seq: 2}, left: 0});
		expect(press(['N'], {lines, from: second}).log).toMatchObject({cursor: {seq: 3}, left: 50});
	});

	it('that is seen already moves nothing', () => {
		expect(left([...find('needle'), 'n'], {lines: [line(1, far), line(2, `..${far}`)]})).toBe(52);
	});

	it('counts as seen only where no mark of the edge covers it', () => {
		const at = (place: number) => [line(1, `${'.'.repeat(place)}X${'.'.repeat(60)}`)];
		expect(left(find('X'), {lines: at(38)})).toBe(0);
		expect(left(find('X'), {lines: at(39)})).toBe(19);
		expect(left(find('X'), {lines: [line(1, `${'.'.repeat(39)}X`)]})).toBe(0);
	});

	it('wider than the view is seen where it begins', () => {
		expect(left(find('[0-9]+'), {lines: [line(1, `${'.'.repeat(50)}${'7'.repeat(90)}`)]})).toBe(30);
	});

	it('counts in cells', () => {
		expect(left(find('X'), {lines: [line(1, `${'漢'.repeat(30)}X${'.'.repeat(60)}`)]})).toBe(40);
	});

	it('that is given up with Esc leaves the view where it was', () => {
		const moved = press(['right']);
		expect(left(['/', ...'needle', 'escape'], {lines, from: moved})).toBe(20);
	});
});
