import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {LogLine, LogOrigin} from '../../../src/logs/log-block.js';
import {LogStore} from '../../../src/logs/log-store.js';
import {
	cursorDown,
	cursorTo,
	cursorUp,
	fillView,
	type LogCursor,
	type LogViewport,
	newestCursor,
	oldestCursor,
	placeLines,
	scrollDown,
	scrollUp,
	settleCursor,
} from '../../../src/ui/log/log-scroll.js';
import {line, logOf, numbered, origin} from '../screen-fixtures.js';

function viewport(lines: readonly LogLine[], changes: Partial<LogViewport> = {}): LogViewport {
	return {log: logOf(lines), filter: {}, height: 10, rowCount: () => 1, ...changes};
}

/** The numbers of the lines that are seen, and the row of the first. */
function seen(cursor: LogCursor | undefined, view: LogViewport) {
	const placed = placeLines(cursor, view);
	return {first: placed.at(0)?.line.seq, last: placed.at(-1)?.line.seq, row: placed.at(0)?.row};
}

describe('a log of 50 lines in a view of 10 rows', () => {
	const view = viewport(numbered(1, 50));

	it('shows its newest lines while it is followed', () => {
		expect(seen(undefined, view)).toEqual({first: 41, last: 50, row: 0});
		expect(newestCursor(view)).toEqual({seq: 50, row: 9});
	});

	it('is gone through line by line, and goes along at its edges', () => {
		expect(cursorUp(undefined, view)).toEqual({seq: 49, row: 8});
		expect(cursorUp({seq: 41, row: 0}, view)).toEqual({seq: 40, row: 0});
		expect(cursorUp({seq: 1, row: 0}, view)).toEqual({seq: 1, row: 0});
		expect(cursorDown({seq: 20, row: 9}, view)).toEqual({seq: 21, row: 9});
		expect(cursorDown({seq: 49, row: 8}, view)).toEqual({seq: 50, row: 9});
		expect(cursorDown({seq: 50, row: 9}, view)).toBeUndefined();
	});

	it('keeps the cursor at its line while that is seen when it is scrolled', () => {
		expect(scrollUp({seq: 45, row: 4}, 3, view)).toEqual({seq: 45, row: 7});
		expect(scrollUp({seq: 45, row: 4}, 9, view)).toEqual({seq: 41, row: 9});
		expect(scrollDown({seq: 11, row: 1}, 9, view)).toEqual({seq: 19, row: 0});
	});

	it('scrolls up to the oldest line, and down until it is followed again', () => {
		expect(scrollUp(undefined, 1000, view)).toEqual({seq: 10, row: 9});
		expect(scrollUp({seq: 10, row: 9}, 9, view)).toEqual({seq: 1, row: 0});
		expect(oldestCursor(view)).toEqual({seq: 1, row: 0});
		expect(scrollDown({seq: 31, row: 0}, 9, view)).toEqual({seq: 40, row: 0});
		expect(scrollDown({seq: 31, row: 0}, 10, view)).toBeUndefined();
		expect(scrollDown(undefined, 1, view)).toBeUndefined();
	});

	it('shows a line where it is, or in the middle', () => {
		expect(cursorTo(44, undefined, view)).toEqual({seq: 44, row: 3});
		expect(cursorTo(20, undefined, view)).toEqual({seq: 20, row: 5});
		expect(cursorTo(2, undefined, view)).toEqual({seq: 2, row: 1});
		expect(cursorTo(49, {seq: 1, row: 0}, view)).toEqual({seq: 49, row: 8});
	});
});

describe('a log that is shorter than its view', () => {
	const view = viewport(numbered(1, 4));

	it('begins at the top, paused or not', () => {
		expect(seen(undefined, view)).toEqual({first: 1, last: 4, row: 0});
		expect(cursorUp(undefined, view)).toEqual({seq: 3, row: 2});
		expect(scrollUp(undefined, 9, view)).toEqual({seq: 1, row: 0});
	});

	it('has no place to go to when it is empty', () => {
		const empty = viewport([]);
		const cursor = {seq: 3, row: 2};
		expect([settleCursor, cursorUp, cursorDown, fillView].map(move => move(cursor, empty))).toEqual(Array(4));
		expect([newestCursor(empty), oldestCursor(empty), scrollUp(cursor, 2, empty)]).toEqual(Array(3));
		expect(placeLines(cursor, empty)).toEqual([]);
	});
});

describe('lines of several rows', () => {
	// Line 5 takes 14 rows, the others two.
	const rowCount = ({seq}: LogLine) => (seq === 5 ? 14 : 2);
	const view = viewport(numbered(1, 9), {rowCount});

	it('are moved into the view whole', () => {
		expect(cursorUp({seq: 4, row: 1}, view)).toEqual({seq: 3, row: 0});
		expect(cursorDown({seq: 8, row: 7}, view)).toEqual({seq: 9, row: 8});
	});

	it('are seen row by row where the view has not enough', () => {
		const places: (LogCursor | undefined)[] = [{seq: 6, row: 1}];
		for (let step = 0; step < 16; step += 1) {
			places.push(cursorUp(places.at(-1), view));
		}
		expect(places.at(1)).toEqual({seq: 5, row: -13});
		expect(places.at(14)).toEqual({seq: 5, row: 0});
		expect(places.at(15)).toEqual({seq: 4, row: 0});
	});
});

describe('a line that is not shown any more', () => {
	it('leaves its place to the next, or else to the last', () => {
		expect(settleCursor({seq: 20, row: 4}, viewport(numbered(31, 60)))).toEqual({seq: 31, row: 4});
		expect(settleCursor({seq: 70, row: 4}, viewport(numbered(31, 60)))).toEqual({seq: 60, row: 4});
	});

	it('is not replaced while the lines of a filter are still being found', () => {
		const searching = viewport([], {log: logOf(numbered(31, 60), false), filter: {level: 'error'}});
		expect(fillView({seq: 20, row: 4}, searching)).toEqual({seq: 20, row: 4});
	});

	it('leaves no empty rows after a new filter', () => {
		const lines = Array.from({length: 60}, (_, index) =>
			line(index + 1, 'x', {origin: origin('stdout', index < 30 ? 0 : 1)}),
		);
		expect(fillView({seq: 33, row: 7}, viewport(lines, {filter: {instance: 1}}))).toEqual({seq: 33, row: 2});
		expect(fillView({seq: 29, row: 1}, viewport(lines, {filter: {instance: 0}}))).toEqual({seq: 29, row: 8});
	});
});

it('the line under the cursor does not move, whatever arrives and is evicted, as long as it is kept', () => {
	const step = fc.record({instance: fc.nat(2), count: fc.integer({min: 1, max: 9})});
	const rowCount = ({seq}: LogLine) => 1 + (seq % 3);
	fc.assert(
		fc.property(fc.array(step, {minLength: 1, maxLength: 60}), fc.nat(30), fc.nat(20), (steps, pauseAt, ups) => {
			const store = new LogStore({maxLines: 40});
			const view = {...viewport([]), log: {...logOf([]), ...readerOf(store)}, rowCount};
			let cursor: LogCursor | undefined;
			for (const [index, {instance, count}] of steps.entries()) {
				append(store, origin('stdout', instance), count);
				if (index === pauseAt) {
					cursor = newestCursor(view);
					for (let up = 0; up < ups; up += 1) {
						cursor = cursorUp(cursor, view);
					}
				}
				if (cursor !== undefined) {
					const wanted = cursor;
					const placed = placeLines(wanted, view);
					const isKept = store.linesFrom({seq: wanted.seq, count: 1}).at(0)?.seq === wanted.seq;
					const row = placed.find(({line: {seq}}) => seq === wanted.seq)?.row;
					expect(row).toBe(isKept ? wanted.row : undefined);
					expect(placed.length).toBeGreaterThan(0);
				}
			}
		}),
	);
});

it('no way through a log leaves the view: rows follow each other, and the cursor is seen', () => {
	const moves = fc.constantFrom('up', 'down', 'pageup', 'pagedown', 'to', 'fill');
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 1, max: 8}), {minLength: 1, maxLength: 30}),
			fc.integer({min: 1, max: 12}),
			fc.array(fc.tuple(moves, fc.integer({min: 1, max: 30})), {maxLength: 30}),
			(heights, height, path) => {
				const rowCount = ({seq}: LogLine) => heights[seq - 1] ?? 1;
				const view = viewport(numbered(1, heights.length), {rowCount, height});
				let cursor: LogCursor | undefined;
				for (const [move, amount] of path) {
					cursor = go({move, amount, cursor, view, count: heights.length});
					const placed = placeLines(cursor, view);
					for (const [index, {row, rows}] of placed.entries()) {
						expect(placed[index + 1]?.row ?? row + rows).toBe(row + rows);
					}
					const at = placed.find(({line: {seq}}) => seq === cursor?.seq);
					if (cursor !== undefined) {
						expect(at?.row).toBe(cursor.row);
						expect(at?.row).toBeLessThan(height);
						expect((at?.row ?? 0) + (at?.rows ?? 0)).toBeGreaterThan(0);
						// A gap would be one at the top.
						expect(placed.at(0)?.row).toBeLessThanOrEqual(0);
					}
				}
			},
		),
	);
});

type Move = {
	readonly move: string;
	readonly amount: number;
	readonly cursor: LogCursor | undefined;
	readonly view: LogViewport;
	readonly count: number;
};

function go({move, amount, cursor, view, count}: Move): LogCursor | undefined {
	switch (move) {
		case 'up':
			return cursorUp(cursor, view);
		case 'down':
			return cursorDown(cursor, view);
		case 'pageup':
			return scrollUp(cursor, amount, view);
		case 'pagedown':
			return scrollDown(cursor, amount, view);
		case 'to':
			return cursorTo((amount % count) + 1, cursor, view);
		default:
			return cursor === undefined ? undefined : fillView(cursor, view);
	}
}

function readerOf(store: LogStore): Pick<LogViewport['log'], 'linesBefore' | 'linesFrom' | 'countFrom'> {
	return {
		linesBefore: range => store.linesBefore(range),
		linesFrom: range => store.linesFrom(range),
		countFrom: place => store.countFrom(place),
	};
}

function append(store: LogStore, from: LogOrigin, lineCount: number): void {
	const bytes = Buffer.from(Array.from({length: lineCount}, () => 'x').join('\n'));
	store.append({seq: store.lastSeq + 1, lineCount, at: 0, origin: from, bytes, missingBytes: 0});
}
