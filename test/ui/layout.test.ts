import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {computeLayout, usableRows} from '../../src/ui/layout.js';

function layout(
	columns: number,
	rows: number,
	changes: {workers?: number; bannerRows?: number; zoomed?: boolean; detailFocused?: boolean} = {},
) {
	const {workers = 4, bannerRows = 0, zoomed = false, detailFocused = false} = changes;
	const size = {columns, rows};
	return computeLayout({size, wantedTableRows: workers, bannerRows, zoomed, detailColumns: 130, detailFocused});
}

describe('computeLayout', () => {
	it('gives the table what it needs and the log the rest', () => {
		expect(layout(80, 24)).toMatchObject({tableRows: 5, logRows: 15, hasDetail: false});
	});

	it('keeps half of the room for the log, however many workers there are', () => {
		expect(layout(80, 24, {workers: 64})).toMatchObject({tableRows: 10, logRows: 10});
		expect(layout(60, 15, {workers: 64})).toMatchObject({tableRows: 6, logRows: 5});
	});

	it('has a row for each of four workers and a line of the log in ten rows', () => {
		expect(layout(40, 10)).toMatchObject({isSummary: false, tableRows: 5, logRows: 1});
	});

	it('has a detail pane where there is room for it, and rows for it', () => {
		expect(layout(129, 35).hasDetail).toBe(false);
		expect(layout(130, 35)).toMatchObject({hasDetail: true, tableRows: 11, logRows: 20});
	});

	it('gives the log all but header, title and footer when it is zoomed', () => {
		expect(layout(80, 24, {zoomed: true})).toMatchObject({tableRows: 0, logRows: 20});
	});

	it('says it in one line where there is no room for more', () => {
		expect(layout(39, 24).isSummary).toBe(true);
		expect(layout(80, 5).isSummary).toBe(true);
		expect(layout(1, 1).isSummary).toBe(true);
	});

	it('uses every row but the last, at any size', () => {
		const sizes = fc.record({
			columns: fc.integer({min: 40, max: 300}),
			rows: fc.integer({min: 6, max: 100}),
			workers: fc.integer({min: 0, max: 200}),
			bannerRows: fc.integer({min: 0, max: 4}),
			zoomed: fc.boolean(),
		});
		fc.assert(
			fc.property(sizes, ({columns, rows, ...needs}) => {
				const {bannerRows, tableRows, logRows} = layout(columns, rows, needs);
				const log = logRows === 0 ? 0 : logRows + 1;
				expect(2 + bannerRows + tableRows + log).toBe(usableRows({columns, rows}));
			}),
		);
	});
});
