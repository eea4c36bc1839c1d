import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {createSteadyClock} from '../../src/supervisor/steady-clock.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

it('rings at its time, once, and the newest alarm only', () => {
	const clock = createSteadyClock();
	const first = vi.fn();
	const second = vi.fn();
	clock.setAlarm(clock.now() + 100, first);
	clock.setAlarm(clock.now() + 200, second);
	vi.advanceTimersByTime(150);
	expect(second).not.toHaveBeenCalled();
	vi.advanceTimersByTime(50);
	expect(second).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(1000);
	expect(first).not.toHaveBeenCalled();
	expect(second).toHaveBeenCalledTimes(1);
});

it('stands still while the process does not run', () => {
	let monotonicMs = 0;
	const clock = createSteadyClock(() => monotonicMs);
	let rangAt = -1;
	clock.setAlarm(5000, () => {
		rangAt = clock.now();
	});
	// Stopped for a minute: the timer fires late.
	monotonicMs = 65_000;
	vi.advanceTimersByTime(5000);
	expect(rangAt).toBe(5000);
	expect(clock.now()).toBe(5000);
});

it('takes a busy moment for what it is', () => {
	let monotonicMs = 0;
	const clock = createSteadyClock(() => monotonicMs);
	clock.setAlarm(100, () => {});
	monotonicMs = 600;
	vi.advanceTimersByTime(100);
	expect(clock.now()).toBe(600);
});

it('takes times further away than a timer can be set', () => {
	const clock = createSteadyClock();
	const fire = vi.fn();
	clock.setAlarm(clock.now() + 2 ** 40, fire);
	clock.setAlarm(Infinity, fire);
	vi.advanceTimersByTime(1000);
	expect(fire).not.toHaveBeenCalled();
});
