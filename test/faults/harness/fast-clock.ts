import {fileURLToPath} from 'node:url';
import type {HeadlessOptions} from '../../e2e/harness/start-headless.js';

const module = new URL('../../fixtures/faults/fast-clock.mjs', import.meta.url);

/** For startHeadless: a primary whose waits take the `speed`th part of their time. The workers' clocks are right. */
export function fastClock(speed: number): Pick<HeadlessOptions, 'nodeArgs' | 'env'> {
	return {nodeArgs: ['--import', fileURLToPath(module)], env: {CLOCK_SPEED: String(speed)}};
}
