import {expect, it} from 'vitest';
import {createOomKillerWatch} from '../../src/supervisor/oom-killer.js';

it('tells once of each time that the count rises', () => {
	let count: number | undefined = 3;
	const hasStruck = createOomKillerWatch(() => count);
	expect(hasStruck()).toBe(false);
	count = 4;
	expect(hasStruck()).toBe(true);
	expect(hasStruck()).toBe(false);
});

it('says no where nothing counts', () => {
	expect(createOomKillerWatch(() => undefined)()).toBe(false);
});
