import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {LogLine} from '../../src/logs/log-block.js';
import {
	type LogPlace,
	type LogViewport,
	refillEnd,
	scrollDown,
	scrollToTop,
	scrollUp,
	settleEnd,
} from '../../src/ui/log-scroll.js';
import {line, logOf, numbered, origin} from './screen-fixtures.js';

function viewport(lines: readonly LogLine[], changes: Partial<LogViewport> = {}): LogViewport {
	return {log: logOf(lines), filter: {}, height: 10, rowCount: () => 1, ...changes};
}

describe('a view that follows a log of 50 lines, 10 rows high', () => {
	const view = viewport(numbered(1, 50));

	it('ends 3 lines further up after scrolling up by 3', () => {
		expect(scrollUp(undefined, 3, view)).toEqual({seq: 47, row: 0});
	});

	it('scrolls up until it begins with the oldest line, and no further', () => {
		expect(scrollUp(undefined, 1000, view)).toEqual({seq: 10, row: 0});
		expect(scrollUp({seq: 10, row: 0}, 1, view)).toEqual({seq: 10, row: 0});
		expect(scrollToTop(view)).toEqual({seq: 10, row: 0});
	});

	it('follows on when there is nothing to scroll', () => {
		expect(scrollUp(undefined, 5, viewport(numbered(1, 10)))).toBeUndefined();
		expect(scrollToTop(viewport(numbered(1, 10)))).toBeUndefined();
		expect(scrollUp(undefined, 5, viewport([]))).toBeUndefined();
	});

	it('scrolls down, and follows again at the end', () => {
		expect(scrollDown({seq: 40}, 3, view)).toEqual({seq: 43, row: 0});
		expect(scrollDown({seq: 40}, 9, view)).toEqual({seq: 49, row: 0});
		expect(scrollDown({seq: 40}, 10, view)).toBeUndefined();
		expect(scrollDown(undefined, 1, view)).toBeUndefined();
	});
});

describe('lines of several rows', () => {
	// Line 5 takes 4 rows, the others one.
	const rowCount = ({seq}: LogLine) => (seq === 5 ? 4 : 1);
	const view = viewport(numbered(1, 9), {rowCount, height: 3});

	it('are scrolled by their rows', () => {
		const places = [1, 2, 3, 4, 5, 6, 7, 8].map(rows => scrollUp(undefined, rows, view));
		expect(places).toEqual([
			{seq: 8, row: 0},
			{seq: 7, row: 0},
			{seq: 6, row: 0},
			{seq: 5, row: 3},
			{seq: 5, row: 2},
			{seq: 5, row: 1},
			{seq: 5, row: 0},
			{seq: 4, row: 0},
		]);
	});

	it('are scrolled down by the same rows', () => {
		let end: LogPlace | undefined = {seq: 4, row: 0};
		const seen: LogPlace[] = [];
		for (let step = 0; step < 20 && end !== undefined; step += 1) {
			seen.push(end);
			end = scrollDown(end, 1, view);
		}
		expect(seen).toHaveLength(8);
		expect(seen.at(-1)).toEqual({seq: 8, row: 0});
	});
});

describe('a view whose end is evicted', () => {
	it('shows the oldest lines that are left', () => {
		expect(settleEnd({seq: 20}, viewport(numbered(31, 60)))).toEqual({seq: 40, row: 0});
	});

	it('stays where it is as long as its end is there', () => {
		expect(settleEnd({seq: 33, row: 0}, viewport(numbered(31, 60)))).toEqual({seq: 33, row: 0});
		expect(settleEnd(undefined, viewport(numbered(31, 60)))).toBeUndefined();
	});
});

describe('a view with a new filter', () => {
	const lines = Array.from({length: 60}, (_, index) =>
		line(index + 1, 'x', {origin: origin('stdout', index < 30 ? 0 : 1)}),
	);

	it('keeps its place where there are lines enough before it', () => {
		expect(refillEnd({seq: 20}, viewport(lines, {filter: {instance: 0}}))).toEqual({seq: 20});
	});

	it('is filled from the oldest line where there are not', () => {
		expect(refillEnd({seq: 33}, viewport(lines, {filter: {instance: 1}}))).toEqual({seq: 40, row: 0});
	});
});

it('scrolls by rows like a window over all of them, for lines of any height', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 1, max: 5}), {minLength: 1, maxLength: 30}),
			fc.integer({min: 1, max: 12}),
			fc.array(fc.integer({min: -15, max: 15}), {maxLength: 20}),
			(heights, height, moves) => {
				const rowCount = ({seq}: LogLine) => heights[seq - 1] ?? 1;
				const view = viewport(numbered(1, heights.length), {rowCount, height});
				const places = heights.flatMap((count, index) =>
					Array.from({length: count}, (_, row): LogPlace => ({seq: index + 1, row})),
				);
				const last = places.length - 1;
				let end: LogPlace | undefined;
				let wanted = last;
				for (const rows of moves.filter(move => move !== 0)) {
					end = rows < 0 ? scrollUp(end, -rows, view) : scrollDown(end, rows, view);
					wanted = Math.min(last, Math.max(Math.min(last, height - 1), wanted + rows));
					expect(end).toEqual(wanted === last ? undefined : places[wanted]);
				}
			},
		),
	);
});
