/**
 * Loaded into a program by NODE_OPTIONS, measures how late its main thread's event loop is: writes `{p50Ms, p99Ms, maxMs}` as
 * JSON into LOOP_DELAY_FILE, of LOOP_DELAY_WINDOW_MS that begin LOOP_DELAY_WARM_UP_MS after the start. Only of the
 * process that was started so: its children and threads inherit nothing.
 */
const {writeFileSync} = require('node:fs');
const {monitorEventLoopDelay} = require('node:perf_hooks');
const process = require('node:process');
const {isMainThread} = require('node:worker_threads');

/** How often it looks. Its histogram has the whole time between two looks, so this is taken off again. */
const RESOLUTION_MS = 2;

if (isMainThread) {
	const file = take('LOOP_DELAY_FILE');
	const warmUpMs = Number(take('LOOP_DELAY_WARM_UP_MS'));
	const windowMs = Number(take('LOOP_DELAY_WINDOW_MS'));
	take('NODE_OPTIONS');
	const histogram = monitorEventLoopDelay({resolution: RESOLUTION_MS});
	setTimeout(() => {
		histogram.enable();
		setTimeout(() => {
			histogram.disable();
			const ms = nanoseconds => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
			const delay = {
				p50Ms: ms(histogram.percentile(50)),
				p99Ms: ms(histogram.percentile(99)),
				maxMs: ms(histogram.max),
			};
			writeFileSync(file, JSON.stringify(delay));
		}, windowMs).unref();
	}, warmUpMs).unref();
}

/** @returns a variable that no child is to see. */
function take(name) {
	const value = process.env[name];
	delete process.env[name];
	return value;
}
