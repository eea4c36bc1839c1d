import {expect, it} from 'vitest';
import {createOomKillerWatch} from '../../src/supervisor/oom-killer.js';

function watching(first: number | undefined) {
	const state = {count: first, at: 0};
	const watch = createOomKillerWatch({readCount: () => state.count, now: () => state.at});
	watch.look();
	return {state, watch};
}

it('has each new kill claimed once', () => {
	const {state, watch} = watching(3);
	expect(watch.claim()).toBe(false);
	state.count = 5;
	expect([watch.claim(), watch.claim(), watch.claim()]).toEqual([true, true, false]);
});

it('has a kill claimed that was seen a moment before the worker it struck was known to have ended', () => {
	const {state, watch} = watching(3);
	state.count = 4;
	watch.look();
	state.at += 1000;
	watch.look();
	expect(watch.claim()).toBe(true);
});

it('blames no old kill of another process', () => {
	const {state, watch} = watching(3);
	state.count = 4;
	watch.look();
	state.at += 60_000;
	expect(watch.claim()).toBe(false);
});

it('says no where nothing counts, or no longer', () => {
	const {state, watch} = watching(undefined);
	expect(watch.claim()).toBe(false);
	state.count = 9;
	expect(watch.claim()).toBe(false);
	state.count = undefined;
	expect(watch.claim()).toBe(false);
});
