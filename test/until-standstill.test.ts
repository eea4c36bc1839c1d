import {expect, it, vi} from 'vitest';
import {untilStandstill} from '../src/until-standstill.js';
import {ClusterHarness} from './model/cluster-harness.js';

/** A cluster of one instance, of which the test says when it changes. */
function watched({unattended = Promise.resolve(), isWatching = false} = {}) {
	const harness = new ClusterHarness(1, {autorestart: false}).ready(1);
	const listeners = new Set<() => void>();
	const supervisor = {
		get cluster() {
			return harness.cluster;
		},
		subscribe: (listener: () => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const event = vi.fn();
	const onEnd = vi.fn();
	void untilStandstill({supervisor, recorder: {event}, unattended, isWatching}).then(onEnd);
	const change = async () => {
		for (const listener of listeners) {
			listener();
		}
		await new Promise(setImmediate);
	};
	return {harness, change, event, onEnd};
}

it('comes when nothing runs, and tells how that came', async () => {
	const {harness, change, onEnd} = watched();
	await change();
	expect(onEnd).not.toHaveBeenCalled();
	harness.exits(1, 1);
	await change();
	expect(onEnd).toHaveBeenCalledWith('failed');
});

it('comes when the screen breaks after nothing ran any more, and not before', async () => {
	let loseScreen = () => {};
	const unattended = new Promise<void>(resolve => {
		loseScreen = resolve;
	});
	const {harness, change, onEnd} = watched({unattended});
	harness.exits(1, 1);
	await change();
	expect(onEnd).not.toHaveBeenCalled();
	loseScreen();
	await change();
	expect(onEnd).toHaveBeenCalledWith('failed');
});

it('does not come where a change of a file may start the app again; it is told once each time', async () => {
	const {harness, change, onEnd, event} = watched({isWatching: true});
	await change();
	harness.exits(1, 1);
	await change();
	await change();
	expect(event).toHaveBeenCalledTimes(1);
	harness.request({type: 'reload'});
	await change();
	harness.exits(2, 1);
	await change();
	expect(event).toHaveBeenCalledTimes(2);
	expect(onEnd).not.toHaveBeenCalled();
});
