import {setTimeout} from 'node:timers/promises';

/** Far past what a slow, busy machine needs: a test that waits this long has failed. */
const limitMs = 30_000;

/**
 * Waits until `check` returns something other than undefined and false, and returns it.
 *
 * @param what is awaited, and `context` what there is instead; both for the error.
 */
export async function waitFor<T>(
	check: () => T | undefined | false | Promise<T | undefined | false>,
	{what, context}: {readonly what: string; readonly context: () => string},
): Promise<T> {
	const end = performance.now() + limitMs;
	for (;;) {
		const result = await check();
		if (result !== undefined && result !== false) {
			return result;
		}

		if (performance.now() > end) {
			throw new Error(`waited ${limitMs / 1000} s for ${what}. There is:\n${context()}`);
		}

		await setTimeout(20);
	}
}
