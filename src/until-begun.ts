import type {ClusterView} from './model/operator.js';

/** First workers that take longer than this do not need all of the CPU for it. */
const LIMIT_MS = 250;
/** The clients that waited for the first workers come at once when these listen, through this thread. */
const FIRST_CLIENTS_MS = 30;

/**
 * Resolves when the first workers are ready and their first clients served, or soon after. What can wait until then leaves
 * the cores to them: the screen takes as much CPU to load as two workers to start.
 */
export async function untilBegun({getSnapshot, subscribe}: ClusterView): Promise<void> {
	await new Promise<void>(resolve => {
		const done = () => {
			unsubscribe();
			resolve();
		};
		const timer = setTimeout(done, LIMIT_MS);
		const look = () => {
			isToLook = false;
			if (!isReady && getSnapshot().instances.every(({state}) => state.kind === 'ready')) {
				isReady = true;
				unsubscribe();
				clearTimeout(timer);
				setTimeout(done, FIRST_CLIENTS_MS);
			}
		};
		let isReady = false;
		let isToLook = false;
		const unsubscribe = subscribe(() => {
			if (!isToLook) {
				isToLook = true;
				// A snapshot takes time, and the next worker may be about to be forked.
				setImmediate(look);
			}
		});
	});
}
