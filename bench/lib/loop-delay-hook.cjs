/**
 * Loaded into a program by NODE_OPTIONS, measures how late its main thread's event loop is: writes `{p50Ms, p99Ms, maxMs}` as
 * JSON into LOOP_DELAY_FILE, of LOOP_DELAY_WINDOW_MS that begin LOOP_DELAY_WARM_UP_MS after the start, or from when there
 * is a file LOOP_DELAY_FROM until there is one LOOP_DELAY_UNTIL. Only of the process that was started so: its children and
 * threads inherit nothing.
 */
const {existsSync, writeFileSync} = require('node:fs');
const {monitorEventLoopDelay} = require('node:perf_hooks');
const process = require('node:process');
const {isMainThread} = require('node:worker_threads');

/** How often it looks for a file. */
const LOOK_MS = 20;

/** How often it looks how late it is. Its histogram has the whole time between two looks, so this is taken off again. */
const RESOLUTION_MS = 2;

if (isMainThread) {
	const file = take('LOOP_DELAY_FILE');
	const begins = starter({file: take('LOOP_DELAY_FROM'), ms: Number(take('LOOP_DELAY_WARM_UP_MS'))});
	const ends = starter({file: take('LOOP_DELAY_UNTIL'), ms: Number(take('LOOP_DELAY_WINDOW_MS'))});
	take('NODE_OPTIONS');
	const histogram = monitorEventLoopDelay({resolution: RESOLUTION_MS});
	begins(() => {
		histogram.enable();
		ends(() => {
			histogram.disable();
			const ms = nanoseconds => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
			const delay = {
				p50Ms: ms(histogram.percentile(50)),
				p99Ms: ms(histogram.percentile(99)),
				maxMs: ms(histogram.max),
			};
			writeFileSync(file, JSON.stringify(delay));
		});
	});
}

/** @returns what calls back once: when the file is there, or without one after so many ms. */
function starter({file, ms}) {
	if (file === undefined) {
		return callback => void setTimeout(callback, ms).unref();
	}
	return callback => {
		const looking = setInterval(() => {
			if (existsSync(file)) {
				clearInterval(looking);
				callback();
			}
		}, LOOK_MS).unref();
	};
}

/** @returns a variable that no child is to see. */
function take(name) {
	const value = process.env[name];
	delete process.env[name];
	return value;
}
