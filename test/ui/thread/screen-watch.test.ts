import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {ScreenWatch} from '../../../src/ui/thread/screen-watch.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

it('reports a screen that has not answered ten seconds after the first key', () => {
	const onSilence = vi.fn();
	const watch = new ScreenWatch(onSilence);
	watch.expect();
	vi.advanceTimersByTime(5000);
	watch.expect();
	vi.advanceTimersByTime(4999);
	expect(onSilence).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(onSilence).toHaveBeenCalledTimes(1);
});

it('is content with any answer, at any time until then', () => {
	const onSilence = vi.fn();
	const watch = new ScreenWatch(onSilence);
	watch.expect();
	vi.advanceTimersByTime(9999);
	watch.stop();
	vi.advanceTimersByTime(60_000);
	watch.expect();
	watch.stop();
	vi.advanceTimersByTime(60_000);
	expect(onSilence).not.toHaveBeenCalled();
	expect(vi.getTimerCount()).toBe(0);
});

it('reads what has come while the process was stopped before it judges', async () => {
	const onSilence = vi.fn();
	const watch = new ScreenWatch(onSilence);
	watch.expect();
	// Both time-outs are long past when the timers run again; the answer is read after the first.
	vi.advanceTimersByTime(9000);
	setTimeout(() => watch.stop(), 0);
	vi.advanceTimersByTime(60_000);
	expect(onSilence).not.toHaveBeenCalled();
});
