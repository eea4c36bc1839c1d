import {request} from '../../e2e/harness/http-request.js';
import type {HeadlessClumon} from '../../e2e/harness/start-headless.js';
import {waitForPort, waitForReady} from './life.js';

/** Has both workers of `faults/obeys.js` turn no event loop any more, and a child of theirs run. */
export async function burnAll(clumon: HeadlessClumon): Promise<void> {
	const port = await waitForPort(clumon);
	await waitForReady(clumon, 2);
	await request(port, '/child');
	await clumon.waitForLine('stdout', /child \d+/);
	await request(port, '/burn');
	await request(port, '/burn');
	await clumon.waitForLine('stdout', /^\[0\] burning/);
	await clumon.waitForLine('stdout', /^\[1\] burning/);
}
