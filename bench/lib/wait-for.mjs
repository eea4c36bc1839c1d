import {setTimeout as sleep} from 'node:timers/promises';

/** Asks `check` every 10 ms until it answers something true, and returns that; throws after `timeoutMs`, saying `what`. */
export async function waitFor(check, {what, timeoutMs = 30_000}) {
	const giveUpAt = performance.now() + timeoutMs;
	for (;;) {
		const answer = await check();
		if (answer) {
			return answer;
		}
		if (performance.now() > giveUpAt) {
			throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
		}
		await sleep(10);
	}
}

/** The same, but a time-out is an answer: false. */
export async function comesTrue(check, timeoutMs) {
	const giveUpAt = performance.now() + timeoutMs;
	while (!(await check())) {
		if (performance.now() > giveUpAt) {
			return false;
		}
		await sleep(10);
	}
	return true;
}
