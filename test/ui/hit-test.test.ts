import fc from 'fast-check';
import {expect, it} from 'vitest';
import {hitTest, type Place} from '../../src/ui/hit-test.js';
import {layoutOf, type Scene} from '../../src/ui/scene.js';
import {INITIAL_STATE} from '../../src/ui/screen-state.js';
import {columnsIn} from '../../src/ui/workers/worker-panes.js';
import {drawnRows, logOf, MIXED, numbered, readyCluster, scene} from './screen-fixtures.js';

const hit = (place: Place, changes: Partial<Scene> = {}) => {
	const given = scene(changes);
	return hitTest(given, layoutOf(given), place);
};

it('is the worker whose number is drawn there, however the table is sorted, scrolled and pushed down', () => {
	fc.assert(
		fc.property(
			fc.record({columns: fc.integer({min: 40, max: 200}), rows: fc.integer({min: 6, max: 50})}),
			fc.integer({min: 1, max: 40}),
			fc.nat(39),
			fc.boolean(),
			fc.constantFrom(undefined, 'exit 1: Error: no such file'),
			(size, count, selected, reversed, startFailure) => {
				const changes: Partial<Scene> = {
					size,
					snapshot: {...readyCluster(count), startFailure},
					state: {
						...INITIAL_STATE,
						selected: Math.min(selected, count - 1),
						sort: {column: 'state', reversed},
					},
				};
				for (const [row, text] of drawnRows(changes).entries()) {
					const [, index] = /^[▸ ] +(\d+) .*ready/.exec(text) ?? [];
					const found = hit({column: 3, row}, changes);
					expect(found?.kind === 'table' ? found.instance : undefined, text).toBe(
						index === undefined ? undefined : Number(index),
					);
				}
			},
		),
	);
});

it('is the log from its title to its last row', () => {
	const rows = drawnRows();
	const title = rows.findIndex(text => text.includes('── log'));
	expect(hit({column: 5, row: title})).toEqual({kind: 'log-title'});
	for (let row = title + 1; row < rows.length - 1; row += 1) {
		expect(hit({column: 5, row})).toEqual({kind: 'log', row: row - title - 1});
	}
	expect(hit({column: 5, row: rows.length - 1})).toBeUndefined();
});

it('is the column whose title is drawn there', () => {
	fc.assert(
		fc.property(fc.integer({min: 40, max: 220}), columns => {
			const changes: Partial<Scene> = {size: {columns, rows: 30}};
			const given = scene(changes);
			const head = drawnRows(changes)[1] ?? '';
			for (const {id, title} of columnsIn(given, layoutOf(given))) {
				const start = head.search(new RegExp(`(?<!\\S)${title}(?!\\S)`));
				for (const column of [start, start + title.length - 1]) {
					expect(hit({column, row: 1}, changes), head).toEqual({kind: 'head', column: id});
				}
			}
			expect(hit({column: 0, row: 1}, changes)).toEqual({kind: 'head', column: undefined});
		}),
	);
});

it('is the details beside the table, or in the place of the log', () => {
	const wide: Partial<Scene> = {size: {columns: 200, rows: 30}, snapshot: MIXED};
	const [, head = ''] = drawnRows(wide);
	const divider = head.indexOf('│');
	expect(divider).toBeGreaterThan(0);
	expect(hit({column: divider + 2, row: 2}, wide)).toEqual({kind: 'detail'});
	expect(hit({column: divider - 3, row: 2}, wide)).toEqual({kind: 'table', instance: 0});
	const below: Partial<Scene> = {state: {...INITIAL_STATE, focus: 'detail'}};
	expect(hit({column: 2, row: 15}, below)).toEqual({kind: 'detail'});
});

it('is nothing where one line says it all, or past the edge', () => {
	expect(hit({column: 1, row: 0}, {size: {columns: 39, rows: 24}})).toBeUndefined();
	expect(hit({column: 80, row: 2})).toBeUndefined();
	expect(hit({column: 1, row: 900})).toBeUndefined();
});

it('is the log alone while that is zoomed', () => {
	const zoomed: Partial<Scene> = {state: {...INITIAL_STATE, zoomed: true, focus: 'log'}, log: logOf(numbered(1, 3))};
	expect(hit({column: 2, row: 1}, zoomed)).toEqual({kind: 'log-title'});
	expect(hit({column: 2, row: 3}, zoomed)).toEqual({kind: 'log', row: 1});
});
