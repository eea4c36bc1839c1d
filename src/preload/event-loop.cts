import perf_hooks = require('node:perf_hooks');

/**
 * How often the loop's lag is looked at: what holds it up for less may be missed. An idle worker wakes for it (measured, in
 * CPU of a core: every 100 ms 0.14 %, 250 ms 0.06 %, 1000 ms 0.02 %).
 */
const TICK_MS = 250;

type LoopFigures = {
	/** 0…1. */
	readonly utilisation: number;
	/** The worst in the time. */
	readonly lagMs: number;
	/** How long it was. */
	readonly intervalMs: number;
};

/**
 * Calls `onInterval` about every `intervalMs`, and at once when the loop comes back from standing still for longer; `take`
 * says how the loop did since it was last called. Its lag is by how much a timer was late: `monitorEventLoopDelay` would
 * say the same for three times the CPU. The timer keeps no process alive.
 */
function watchEventLoop(intervalMs: number, onInterval: (take: () => LoopFigures) => void): void {
	// The app may put its own clock and timers in place of node's.
	const {performance} = perf_hooks;
	const now = performance.now.bind(performance);
	const eventLoopUtilization = performance.eventLoopUtilization.bind(performance);
	let busy = eventLoopUtilization();
	let takenAt = now();
	let calledAt = takenAt;
	let tickedAt = takenAt;
	let lagMs = 0;

	const take = () => {
		const busyNow = eventLoopUtilization();
		const {utilization: utilisation} = eventLoopUtilization(busyNow, busy);
		const at = now();
		const figures = {utilisation, lagMs, intervalMs: at - takenAt};
		busy = busyNow;
		takenAt = at;
		lagMs = 0;
		return figures;
	};
	setInterval(() => {
		const at = now();
		lagMs = Math.max(lagMs, at - tickedAt - TICK_MS);
		tickedAt = at;
		if (at - calledAt > intervalMs - TICK_MS / 2) {
			calledAt = at;
			onInterval(take);
		}
	}, TICK_MS).unref();
}

export = {watchEventLoop};
