import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {endGroup} from '../../src/supervisor/end-group.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A group that is empty once `members` is 0. */
function ending(members: number) {
	const group = {members, signals: [] as string[], onGone: vi.fn()};
	endGroup(7, group.onGone, (_, signal) => {
		if (signal !== 0) {
			group.signals.push(signal);
		}
		return group.members > 0;
	});
	return group;
}

it('is done at once where nobody is left', () => {
	const {onGone} = ending(0);
	expect(onGone).toHaveBeenCalledTimes(1);
	expect(vi.getTimerCount()).toBe(0);
});

it('kills after five seconds who does not heed SIGTERM', () => {
	const group = ending(1);
	vi.advanceTimersByTime(4900);
	expect(group.signals).toEqual(['SIGTERM']);
	expect(group.onGone).not.toHaveBeenCalled();
	vi.advanceTimersByTime(100);
	expect(group.signals).toEqual(['SIGTERM', 'SIGKILL']);
	expect(group.onGone).toHaveBeenCalledTimes(1);
	expect(vi.getTimerCount()).toBe(0);
});

it('sends nothing more to an id that may be reused, as the group has been empty for a moment', () => {
	const group = ending(1);
	vi.advanceTimersByTime(1000);
	group.members = 0;
	vi.advanceTimersByTime(100);
	expect(group.onGone).toHaveBeenCalledTimes(1);
	group.members = 1;
	vi.advanceTimersByTime(60_000);
	expect(group.signals).toEqual(['SIGTERM']);
});
