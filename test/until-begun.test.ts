import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {ClusterSnapshot} from '../src/model/snapshot.js';
import {untilBegun} from '../src/until-begun.js';

describe('untilBegun', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('waits until all first workers are ready, and a little longer', async () => {
		const {show, hasBegun} = start();
		show('ready', 'online');
		await vi.advanceTimersByTimeAsync(100);
		expect(hasBegun()).toBe(false);
		show('ready', 'ready');
		await vi.advanceTimersByTimeAsync(29);
		expect(hasBegun()).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		expect(hasBegun()).toBe(true);
	});

	it('does not wait longer than a quarter of a second for them', async () => {
		const {show, hasBegun} = start();
		show('ready', 'online');
		await vi.advanceTimersByTimeAsync(249);
		expect(hasBegun()).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		expect(hasBegun()).toBe(true);
	});
});

type Kind = ClusterSnapshot['instances'][number]['state']['kind'];

function start() {
	let kinds: readonly Kind[] = ['starting', 'starting'];
	let onChange = () => {};
	let begun = false;
	void untilBegun({
		getSnapshot: () => ({instances: kinds.map(kind => ({state: {kind}}))}) as unknown as ClusterSnapshot,
		getSamples: () => [],
		subscribe: listener => {
			onChange = listener;
			return () => {};
		},
	}).then(() => {
		begun = true;
	});
	return {
		show: (...next: readonly Kind[]) => {
			kinds = next;
			onChange();
		},
		hasBegun: () => begun,
	};
}
