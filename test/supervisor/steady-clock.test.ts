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

it('stands still while the process does not run, and the alarm is that much later', () => {
	const stopped = createStoppableClock();
	const rang = vi.fn();
	stopped.clock.setAlarm(stopped.clock.now() + 5000, rang);
	vi.advanceTimersByTime(2000);
	const before = stopped.clock.now();
	stopped.forMs(60_000);
	vi.advanceTimersByTime(1000);
	expect(stopped.clock.now() - before).toBeLessThanOrEqual(2000);
	expect(rang).not.toHaveBeenCalled();
	vi.advanceTimersByTime(5000);
	expect(rang).toHaveBeenCalledTimes(1);
});

it('has stood still also for the first who asks, before any timer', () => {
	const stopped = createStoppableClock();
	vi.advanceTimersByTime(2000);
	const before = stopped.clock.now();
	stopped.forMs(60_000);
	expect(stopped.clock.now() - before).toBeLessThanOrEqual(1000);
});

it('knows how much time really passed between two of its times', () => {
	const stopped = createStoppableClock();
	const {clock} = stopped;
	const times: number[] = [];
	for (const standstillMs of [0, 60_000, 30_000]) {
		stopped.forMs(standstillMs);
		vi.advanceTimersByTime(5000);
		times.push(clock.now());
	}
	const [first = 0, second = 0, third = 0] = times;
	expect(clock.elapsedMs(first, second)).toBe(65_000);
	expect(clock.elapsedMs(second, third)).toBe(35_000);
	expect(clock.elapsedMs(first, third)).toBe(100_000);
	expect(clock.elapsedMs(third, third)).toBe(0);
});

it('takes a busy moment for what it is', () => {
	const busy = createStoppableClock();
	vi.advanceTimersByTime(2000);
	const before = busy.clock.now();
	busy.forMs(1500);
	expect(busy.clock.now() - before).toBe(1500);
});

it('takes times further away than a timer can be set', () => {
	const clock = createSteadyClock();
	const fire = vi.fn();
	clock.setAlarm(clock.now() + 2 ** 40, fire);
	clock.setAlarm(Infinity, fire);
	vi.advanceTimersByTime(1000);
	expect(fire).not.toHaveBeenCalled();
});

/** Its time passes with the fake timers', and without them by `forMs`. */
function createStoppableClock() {
	let aheadMs = 0;
	const clock = createSteadyClock(() => performance.now() + aheadMs);
	return {
		clock,
		forMs: (ms: number) => {
			aheadMs += ms;
		},
	};
}
