import {describe, expect, it} from 'vitest';
import {restAfter} from '../../../src/ui/thread/feed-pace.js';

describe('restAfter', () => {
	it('paints more log at most ten times a second', () => {
		expect(restAfter(1).logMs).toBe(100);
	});

	it('keeps the view less than 200 ms behind, as long as a frame takes less than half of that', () => {
		expect(restAfter(80)).toEqual({stateMs: 80, logMs: 100});
	});

	it('never spends more than half of the time', () => {
		expect(restAfter(400)).toEqual({stateMs: 400, logMs: 400});
	});

	it('paints once a second, however long a frame takes', () => {
		expect(restAfter(5000)).toEqual({stateMs: 1000, logMs: 1000});
	});
});
