import type {ClusterView} from './model/operator.js';

/** A first worker that takes longer than this does not need all of the CPU for it. */
const LIMIT_MS = 250;

/**
 * Resolves when the first instance is ready, or soon after. What can wait until then leaves the cores to the workers: the
 * screen takes as much CPU to load as two of them to start.
 */
export async function firstReady({getSnapshot, subscribe}: ClusterView): Promise<void> {
	await new Promise<void>(resolve => {
		const done = () => {
			clearTimeout(timer);
			unsubscribe();
			resolve();
		};
		const timer = setTimeout(done, LIMIT_MS);
		const unsubscribe = subscribe(() => {
			if (getSnapshot().instances.some(({state}) => state.kind === 'ready')) {
				done();
			}
		});
	});
}
