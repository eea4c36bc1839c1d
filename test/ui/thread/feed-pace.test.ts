import {describe, expect, it} from 'vitest';
import {restAfter} from '../../../src/ui/thread/feed-pace.js';

describe('restAfter', () => {
	it('paints more log at most ten times a second', () => {
		expect(restAfter(1).logMs).toBe(100);
	});

	it('spends at most a tenth of the time on more log, half of it on states', () => {
		expect(restAfter(12)).toEqual({stateMs: 12, logMs: 120});
	});

	it('does not let the log fall behind for that, but never spends more than half of the time', () => {
		expect(restAfter(30)).toEqual({stateMs: 30, logMs: 150});
		expect(restAfter(400)).toEqual({stateMs: 400, logMs: 400});
	});

	it('paints once a second, however long a frame takes', () => {
		expect(restAfter(5000)).toEqual({stateMs: 1000, logMs: 1000});
	});
});
