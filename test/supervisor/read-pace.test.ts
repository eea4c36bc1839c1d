import {describe, expect, it} from 'vitest';
import {nextRead} from '../../src/supervisor/read-pace.js';

const KIBIBYTE = 1024;

describe('nextRead', () => {
	it('reads on after a lone line, so that the next is not late either', () => {
		expect(nextRead({bytes: 100, sinceLastMs: 500, turnBytes: 100})).toBe('at once');
	});

	it('lets a pipe rest that gives line after line', () => {
		expect(nextRead({bytes: 100, sinceLastMs: 0.01, turnBytes: 100})).toBe('after a rest');
	});

	it('reads on where a rest has brought much, as the pipe must not get full', () => {
		expect(nextRead({bytes: 16 * KIBIBYTE, sinceLastMs: 1.1, turnBytes: 16 * KIBIBYTE})).toBe('at once');
	});

	it('leaves the rest to the next turn when this one has done enough, however little this pipe gave', () => {
		const turnBytes = KIBIBYTE * KIBIBYTE;
		expect(nextRead({bytes: 64 * KIBIBYTE, sinceLastMs: 0.1, turnBytes})).toBe('next turn');
		expect(nextRead({bytes: 10, sinceLastMs: 0.1, turnBytes})).toBe('next turn');
	});
});
