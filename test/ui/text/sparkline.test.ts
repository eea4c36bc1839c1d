import {describe, expect, it} from 'vitest';
import {UNICODE_GLYPHS} from '../../../src/ui/text/glyphs.js';
import {drawSparkline, lastMinute, mean, memoryScale, PERCENT_SCALE, peak} from '../../../src/ui/text/sparkline.js';

const plain = (text: string) => text;
const loud = (text: string) => text.toUpperCase();

function graph(values: readonly number[], scale = PERCENT_SCALE): string {
	return drawSparkline(values, {scale, spark: UNICODE_GLYPHS.spark, styleOf: () => plain})
		.map(({text}) => text)
		.join('');
}

describe('lastMinute', () => {
	it('has one cell for each second where there is room, the newest at the right', () => {
		const history = Array.from({length: 120}, (_, second) => second);
		const cells = lastMinute(history, {width: 60, at: 5_000_000, combine: peak});
		expect(cells).toEqual(history.slice(60));
	});

	it('leaves blank what was before the beginning, and where there was no worker', () => {
		const cells = lastMinute([Number.NaN, 7], {width: 60, at: 5_000_000, combine: peak});
		expect(cells.slice(-3)).toEqual([Number.NaN, Number.NaN, 7]);
	});

	it('makes one cell of several seconds, whose peak shows', () => {
		const history = Array.from({length: 60}, (_, second) => (second === 30 ? 100 : 0));
		// At a full minute, cells of 10 s begin and end with it.
		const cells = lastMinute(history, {width: 6, at: 59_000, combine: peak});
		expect(cells).toEqual([0, 0, 0, 100, 0, 0]);
	});

	it('moves a value from cell to cell only as a whole: what a cell has seen does not change while it wanders', () => {
		const series = Array.from({length: 300}, (_, second) => (second * 37) % 101);
		const at = (second: number) =>
			lastMinute(series.slice(0, second + 1), {width: 6, at: second * 1000, combine: peak});
		for (let second = 100; second < 200; second += 1) {
			const before = at(second).slice(1, -1);
			const after = at(second + 1);
			const moved = (second + 1) % 10 === 0 ? after.slice(0, -2) : after.slice(1, -1);
			expect(moved).toEqual(before);
		}
	});

	it('draws nothing in no room', () => {
		expect(lastMinute([1, 2], {width: 0, at: 0, combine: mean})).toEqual([]);
	});
});

describe('drawSparkline', () => {
	it('goes from the lowest to the highest level, and stays at the highest for what is more', () => {
		expect(graph([0, 13, 26, 38, 51, 63, 76, 88, 400])).toBe('▁▂▃▄▅▆▇██');
	});

	it('is blank where there is no value', () => {
		expect(graph([0, Number.NaN, 100])).toBe('▁ █');
	});

	it('is one span for neighbours of one style', () => {
		const spans = drawSparkline([10, 20, 95, 20], {
			scale: PERCENT_SCALE,
			spark: UNICODE_GLYPHS.spark,
			styleOf: value => (value > 90 ? loud : plain),
		});
		expect(spans.map(({text}) => text.length)).toEqual([2, 1, 1]);
	});
});

describe('memoryScale', () => {
	it('has the limit at its top where that is near', () => {
		expect(graph([300, 600, 868], memoryScale([300, 600, 868], 1000))).toBe('▃▅▇');
		expect(graph([868], memoryScale([868], 150))).toBe('█');
	});

	it('draws what is steady and far from the limit at half height, whatever its size', () => {
		expect(graph([43, 43], memoryScale([43, 43], 24_000))).toBe('▄▄');
		expect(graph([80, 80], memoryScale([80, 80], 24_000))).toBe('▄▄');
	});

	it('shows growth that is far from the limit', () => {
		const rising = [20, 40, 60, 80, 100];
		expect(graph(rising, memoryScale(rising, 24_000))).toBe('▁▂▃▃▄');
	});

	it('takes any values', () => {
		expect(graph([Number.NaN], memoryScale([Number.NaN], 1000))).toBe(' ');
		expect(graph([0, 0], memoryScale([0, 0], 1000))).toBe('▁▁');
	});
});
