import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {forecastLimit, type Point} from '../../src/model/forecast.js';

const MINUTE = 60_000;
const LIMIT = 1000;

/** A value a second, for some minutes. */
const seconds = (minutes: number, valueAt: (second: number) => number): readonly Point[] =>
	Array.from({length: minutes * 60}, (_, second) => ({at: second * 1000, value: valueAt(second)}));
const line = (start: number, perMinute: number) => (second: number) => start + (perMinute * second) / 60;

describe('the forecast', () => {
	it('says when a line meets the limit', () => {
		// At the end of ten minutes: 300, and 50 more each minute.
		expect((forecastLimit(seconds(10, line(-200, 50)), LIMIT) ?? 0) / MINUTE).toBeCloseTo(14, 1);
	});

	it('goes by the minima of a heap that is collected', () => {
		const sawtooth = (second: number) => line(200, 40)(second) + (second % 13) * 8;
		expect((forecastLimit(seconds(10, sawtooth), LIMIT) ?? 0) / MINUTE).toBeCloseTo(10, 0);
	});

	it.each([
		['stays', line(500, 0)],
		['falls', line(900, -20)],
		['grows by a hundredth of a percent', line(500, 0.01)],
		['is far from its limit', line(10, 2)],
		['is collected every 13 s', (second: number) => 400 + (second % 13) * 30],
		['is collected every 100 s', (second: number) => 300 + (second % 100) * 5],
		['steps up once', (second: number) => (second < 300 ? 300 : 500)],
		['swings', (second: number) => 500 + 200 * Math.sin(second / 40)],
	])('is silent of what %s', (_, valueAt) => {
		expect(forecastLimit(seconds(10, valueAt), LIMIT)).toBeUndefined();
	});

	it('is silent for the first three minutes', () => {
		expect(forecastLimit(seconds(2, line(200, 50)), LIMIT)).toBeUndefined();
		expect(forecastLimit(seconds(4, line(200, 50)), LIMIT)).toBeDefined();
		expect(forecastLimit([], LIMIT)).toBeUndefined();
	});

	it('passes over gaps', () => {
		const gaps = (second: number) => (second % 7 === 0 ? Number.NaN : line(-200, 50)(second));
		expect((forecastLimit(seconds(10, gaps), LIMIT) ?? 0) / MINUTE).toBeCloseTo(14, 0);
	});

	it('has no time left past the limit', () => {
		expect(forecastLimit(seconds(10, line(900, 50)), LIMIT)).toBe(0);
	});

	it('of steady growth with noise is near the truth, whatever the unit', () => {
		fc.assert(
			fc.property(
				fc.double({min: 20, max: 60, noNaN: true}),
				fc.double({min: 1, max: 1e9, noNaN: true}),
				fc.array(fc.double({min: 0, max: 30, noNaN: true}), {minLength: 600, maxLength: 600}),
				(perMinute, unit, noise) => {
					const points = seconds(10, second => unit * (line(200, perMinute)(second) + (noise[second] ?? 0)));
					const truth = (LIMIT - 200 - perMinute * 10) / perMinute;
					const forecast = (forecastLimit(points, LIMIT * unit) ?? Number.NaN) / MINUTE;
					expect(Math.abs(forecast - truth)).toBeLessThan(2);
				},
			),
			{numRuns: 30},
		);
	});

	it('of noise around a level is none', () => {
		fc.assert(
			fc.property(fc.integer(), seed => {
				let state = seed;
				const random = () => {
					state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
					return state / 0x7fffffff;
				};
				expect(
					forecastLimit(
						seconds(10, () => 300 + 300 * random()),
						LIMIT,
					),
				).toBeUndefined();
			}),
		);
	});
});
