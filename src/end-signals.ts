import process from 'node:process';

const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type EndSignal = (typeof END_SIGNALS)[number];

/** Calls `onSignal` for each signal that asks clumon to end, which then no longer end it by themselves. */
export function onEndSignals(onSignal: (signal: EndSignal) => void): void {
	for (const signal of END_SIGNALS) {
		process.on(signal, onSignal);
	}
}

/**
 * Ends this process as the signal would have. After a terminal hung up there is no other clean way: on Node 20
 * `process.exit` wants to reset that terminal, cannot, and aborts (seen: SIGABRT).
 */
export function endBySignal(signal: EndSignal): void {
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
}
