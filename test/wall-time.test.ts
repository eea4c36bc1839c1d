import {expect, it} from 'vitest';
import {createWallTime} from '../src/wall-time.js';

function createClocks() {
	const clocks = {steady: 1000, epoch: 1_000_000};
	const wallTime = createWallTime({now: () => clocks.steady, epochNow: () => clocks.epoch});
	const pass = (steadyMs: number, epochMs = steadyMs) => {
		clocks.steady += steadyMs;
		clocks.epoch += epochMs;
		wallTime.look();
	};
	return {wallTime, pass};
}

it('goes with the clock of the model', () => {
	const {wallTime, pass} = createClocks();
	pass(5000);
	expect([1000, 3000, 6000].map(wallTime.of)).toEqual([1_000_000, 1_002_000, 1_005_000]);
});

it('stays what it was of what was before a standstill, a sleep or a clock that was set', () => {
	const {wallTime, pass} = createClocks();
	pass(5000);
	pass(1000, 61_000);
	pass(1000, -3_599_000);
	expect(wallTime.of(3000)).toBe(1_002_000);
	expect(wallTime.of(7000)).toBe(1_066_000);
	expect(wallTime.of(8000)).toBe(1_066_000 - 3_599_000);
});

it('does not follow the small difference between two looks', () => {
	const {wallTime, pass} = createClocks();
	pass(1000, 1300);
	expect(wallTime.of(2000)).toBe(1_001_000);
});
