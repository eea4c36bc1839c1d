import {expect, it, vi} from 'vitest';
import {warnOfPlainDisconnects} from '../src/warn-of-plain-disconnects.js';
import {ClusterHarness} from './model/cluster-harness.js';

it('is said once, when the first worker is to be replaced, and not for a start', () => {
	const harness = new ClusterHarness(1).ready(1);
	let onChange = () => {};
	const supervisor = {
		get cluster() {
			return harness.cluster;
		},
		subscribe: (listener: () => void) => {
			onChange = listener;
			return () => {
				onChange = () => {};
			};
		},
	};
	const event = vi.fn();
	warnOfPlainDisconnects(supervisor, {event});
	harness.exits(1).ready(2);
	onChange();
	expect(event).not.toHaveBeenCalled();
	harness.request({type: 'reload'});
	onChange();
	harness.ready(3);
	harness.request({type: 'reload'});
	onChange();
	expect(event).toHaveBeenCalledTimes(1);
});
