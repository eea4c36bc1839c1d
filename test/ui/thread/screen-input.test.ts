import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {ScreenInput} from '../../../src/ui/thread/screen-input.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function listen(input: ScreenInput): {readonly keys: string[]; readonly stop: () => void} {
	const keys: string[] = [];
	const stop = input.source(event => keys.push(event.type === 'key' ? event.key : 'paste'));
	return {keys, stop};
}

describe('ScreenInput', () => {
	it('keeps what was typed before anybody listened', () => {
		const input = new ScreenInput();
		input.push(Buffer.from('ab'));
		const {keys, stop} = listen(input);
		input.push(Buffer.from('c'));
		expect(keys).toEqual(['a', 'b', 'c']);
		stop();
		input.push(Buffer.from('d'));
		expect(listen(input).keys).toEqual(['d']);
	});

	it('takes an ESC for the Escape key when nothing follows for 50 ms', () => {
		const input = new ScreenInput();
		const {keys} = listen(input);
		input.push(Buffer.from('\u001b'));
		vi.advanceTimersByTime(49);
		expect(keys).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(keys).toEqual(['escape']);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('takes it for the start of a sequence when the rest follows', () => {
		const input = new ScreenInput();
		const {keys} = listen(input);
		input.push(Buffer.from('\u001b'));
		vi.advanceTimersByTime(49);
		input.push(Buffer.from('[A'));
		vi.advanceTimersByTime(1000);
		expect(keys).toEqual(['up']);
	});
});
