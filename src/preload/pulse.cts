const INTERVAL_MS = 1000;

/**
 * Tells the primary once a second that the event loop turns. The timer keeps no process alive, and the app sees neither
 * it nor the message: node keeps to itself what begins with NODE_.
 */
function startPulse(): void {
	// The app may wrap or replace it later.
	const {send} = process;
	if (send === undefined) {
		return;
	}
	const ignore = () => {
		// The channel is closing: the primary sees that for itself.
	};
	setInterval(() => {
		if (process.connected) {
			Reflect.apply(send, process, [{cmd: 'NODE_CLUMON', act: 'pulse'}, undefined, {swallowErrors: true}, ignore]);
		}
	}, INTERVAL_MS).unref();
}

export = {startPulse};
