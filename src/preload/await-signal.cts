/** How long after its channel has closed a worker waits for SIGTERM, which comes after 250 ms while the primary lives. */
const PATIENCE_MS = 5000;
const LOOK_MS = 500;

// The app may put its own in place of node's.
const {setInterval, clearInterval} = globalThis;

/**
 * Keeps a worker that is being disconnected alive until SIGTERM comes, if the app has a handler for it: one with nothing
 * left to do ends by itself as soon as its last connection has, and what the handler is there for (flush, say goodbye to a
 * database) would be left undone.
 */
function awaitSignal(): void {
	if (process.listenerCount('SIGTERM') === 0) {
		return;
	}
	let waitedMs = 0;
	const timer = setInterval(() => {
		waitedMs += process.connected ? 0 : LOOK_MS;
		if (waitedMs >= PATIENCE_MS) {
			// The primary is gone.
			clearInterval(timer);
		}
	}, LOOK_MS);
}

export = {awaitSignal};
