import {isAlive} from './proc.mjs';
import {comesTrue} from './wait-for.mjs';

/** Longer than clumon drains (10 s) and terminates (5 s). A roll that takes longer is no longer waited for. */
const LIMIT_MS = 17_000;

/**
 * Reloads a run and waits until each of its workers has been replaced and the old ones are gone.
 *
 * @returns {Promise<{startedAt: number, replaced: number[], goneSeconds: number | undefined}>} when it began (epoch, ms),
 * the pids of the new workers, and how long it took until no old one was left; undefined when one still is.
 */
export async function roll(run) {
	const old = run.workers.alive().map(({pid}) => pid);
	const known = new Set(run.workers.all().map(({pid}) => pid));
	const startedAt = Date.now();
	const newcomers = () =>
		run.workers
			.all()
			.map(({pid}) => pid)
			.filter(pid => !known.has(pid));
	// What it says of itself, such as pm2's exit code, is not what counts.
	const reloaded = run.reload().catch(error => console.error(error.message));
	const done = await comesTrue(() => newcomers().length >= old.length && !old.some(isAlive), LIMIT_MS);
	const goneSeconds = done ? (Date.now() - startedAt) / 1000 : undefined;
	await reloaded;
	return {startedAt, replaced: newcomers(), goneSeconds};
}

/**
 * How long it took until the last of the new workers had answered a client, in seconds; NaN when one never did.
 *
 * @param workers of a load's result
 */
export function secondsToServe({startedAt, replaced}, workers) {
	return (Math.max(...replaced.map(pid => workers[pid]?.firstAt ?? Number.NaN)) - startedAt) / 1000;
}
