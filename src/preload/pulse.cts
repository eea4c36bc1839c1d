import v8 = require('node:v8');
import channel = require('./channel.cjs');
import eventLoop = require('./event-loop.cjs');
import type requests = require('./requests.cjs');

const INTERVAL_MS = 1000;

type TakeLoop = Parameters<Parameters<typeof eventLoop.watchEventLoop>[1]>[0];

/**
 * Tells the primary once a second that the event loop turns, and how the worker does (src/model/probe-report.ts). The
 * app sees neither the timer nor the message.
 */
function startPulse({takeCounts}: ReturnType<typeof requests.followRequests>): void {
	const {getHeapStatistics} = v8;
	// 0.03 µs for each that there is.
	const {getActiveResourcesInfo} = process;

	eventLoop.watchEventLoop(INTERVAL_MS, takeLoop => {
		channel.tellPrimary('pulse', {vitals: measure(takeLoop)});
	});

	function measure(takeLoop: TakeLoop): object | undefined {
		try {
			const {intervalMs, utilisation, lagMs} = takeLoop();
			const heap = getHeapStatistics();
			return {
				intervalMs: round(intervalMs, 10),
				...takeCounts(),
				utilisation: round(utilisation, 10_000),
				lagMs: round(lagMs, 10),
				heapUsedBytes: heap.used_heap_size,
				heapLimitBytes: heap.heap_size_limit,
				externalBytes: heap.external_memory,
				handles: getActiveResourcesInfo().length,
			};
		} catch {
			// The app has broken what node itself measures with (seen: `process.hrtime`), and is not to end of that here.
			return undefined;
		}
	}
}

function round(value: number, parts: number): number {
	return Math.round(value * parts) / parts;
}

export = {startPulse};
