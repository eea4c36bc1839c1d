import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	formatAge,
	formatBytes,
	formatLeft,
	formatMs,
	formatPercent,
	formatRate,
	formatShare,
	formatTimeOfDay,
	formatUptime,
} from '../../../src/ui/text/format.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatUptime', () => {
	it.each([
		[0, '0s'],
		[3999, '3s'],
		[59 * SECOND, '59s'],
		[12 * MINUTE + 4 * SECOND, '12m4s'],
		[2 * HOUR + 14 * MINUTE, '2h14m'],
		[3 * HOUR, '3h'],
		[5 * DAY + 4 * HOUR, '5d4h'],
		[312 * DAY, '312d'],
	])('says %d ms as %s', (ms, text) => {
		expect(formatUptime(ms)).toBe(text);
	});

	it('takes at most six cells in the first hundred years', () => {
		fc.assert(fc.property(fc.integer({min: -1000, max: 36_500 * DAY}), ms => formatUptime(ms).length <= 6));
	});
});

it('says an age in one unit of at most four cells', () => {
	expect([9 * SECOND, 12 * MINUTE, 26 * HOUR, 41 * DAY].map(formatAge)).toEqual(['9s', '12m', '26h', '41d']);
	fc.assert(fc.property(fc.integer({min: 0, max: 999 * DAY}), ms => formatAge(ms).length <= 4));
});

it('rounds what is left up, so that 0s means that nothing is', () => {
	expect([0, 1, 1000, 1001, 29_500].map(formatLeft)).toEqual(['0s', '1s', '1s', '2s', '30s']);
});

it('says a share of a core in at most four cells', () => {
	expect([0, 0.4, 42.4, 99.6, 812, 6400].map(formatPercent)).toEqual(['0%', '0%', '42%', '100%', '812%', '>999']);
});

describe('formatBytes', () => {
	it.each([
		[0, '0K'],
		[640 * 1024, '640K'],
		[118 * 1024 ** 2, '118M'],
		[999.6 * 1024 ** 2, '1G'],
		[1.2 * 1024 ** 3, '1.2G'],
		[2 * 1024 ** 3, '2G'],
		[15.6 * 1024 ** 3, '16G'],
	])('says %d as %s', (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});

	it('takes at most four cells up to a petabyte', () => {
		fc.assert(fc.property(fc.double({min: 0, max: 1024 ** 5, noNaN: true}), bytes => formatBytes(bytes).length <= 4));
	});
});

it('says a time of day in local time', () => {
	expect(formatTimeOfDay(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05');
});

it.each([
	[0, '0'],
	[0.01, '0.1'],
	[0.34, '0.3'],
	[2, '2'],
	[9.94, '9.9'],
	[9.96, '10'],
	[629.4, '629'],
	[99_999.4, '99999'],
	[99_999.6, '100k'],
	[1_234_567, '1M'],
	[1e12, '>999M'],
])('a rate of %d is written %s', (rate, text) => {
	expect(formatRate(rate)).toBe(text);
});

it.each([
	[0, '0ms'],
	[0.04, '0ms'],
	[0.4, '0.4ms'],
	[0.96, '1ms'],
	[12.4, '12ms'],
	[999.4, '999ms'],
	[999.6, '1.0s'],
	[9940, '9.9s'],
	[42_000, '42s'],
	[2_147_483, '36m'],
])('a latency of %d ms is written %s', (ms, text) => {
	expect(formatMs(ms)).toBe(text);
});

it.each([
	[0, '.00'],
	[0.44, '.44'],
	[0.994, '.99'],
	[0.996, '1.0'],
])('a share of %d is written %s', (share, text) => {
	expect(formatShare(share)).toBe(text);
});
