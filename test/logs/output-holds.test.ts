import {expect, test, vi} from 'vitest';
import {OutputHolds} from '../../src/logs/output-holds.js';

test('an instance is held as long as one of its holders is full', () => {
	const onChange = vi.fn();
	const holds = new OutputHolds(onChange);
	const held = () => [0, 1].map(instance => holds.isHeld(instance));
	expect(held()).toEqual([false, false]);
	holds.set({holder: 'file 1', instance: 1, isFull: true});
	expect(held()).toEqual([false, true]);
	holds.set({holder: 'stdout', isFull: true});
	expect(held()).toEqual([true, true]);
	holds.set({holder: 'file 1', instance: 1, isFull: false});
	expect(held()).toEqual([true, true]);
	holds.set({holder: 'stdout', isFull: false});
	expect(held()).toEqual([false, false]);
	expect(onChange).toHaveBeenCalledTimes(4);
});
