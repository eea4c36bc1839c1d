import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {waitFor} from './wait-for.mjs';

const hook = fileURLToPath(new URL('loop-delay-hook.cjs', import.meta.url));

/**
 * Measures the event-loop delay of a program's main thread.
 *
 * @returns `environment`, to start it with, and `read()`, which waits for the window's end and answers with
 * `{p50Ms, p99Ms, maxMs}`
 */
export function createLoopDelay({warmUpMs, windowMs}) {
	const window = {LOOP_DELAY_WARM_UP_MS: String(warmUpMs), LOOP_DELAY_WINDOW_MS: String(windowMs)};
	return startMeasure({window, timeoutMs: warmUpMs + windowMs + 30_000});
}

/** The same, from when there is a file `from` until there is a file `until`. */
export function createLoopDelayBetween({from, until}) {
	return startMeasure({window: {LOOP_DELAY_FROM: from, LOOP_DELAY_UNTIL: until}, timeoutMs: 30_000});
}

function startMeasure({window, timeoutMs}) {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-bench-loop-'));
	const file = join(folder, 'delay.json');
	const remove = () => rmSync(folder, {recursive: true, force: true});
	return {
		environment: {
			NODE_OPTIONS: `--require ${hook}`,
			LOOP_DELAY_FILE: file,
			...window,
		},
		async read() {
			await waitFor(() => existsSync(file) && readFileSync(file, 'utf8') !== '', {
				what: 'the event-loop delay',
				timeoutMs,
			});
			const delay = JSON.parse(readFileSync(file, 'utf8'));
			remove();
			return delay;
		},
		/** For who does not read it. */
		remove,
	};
}
