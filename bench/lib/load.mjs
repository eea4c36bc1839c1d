import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';

const generator = fileURLToPath(new URL('load-generator.mjs', import.meta.url));

/**
 * Keeps `connections` requests open on a port, from a process of its own, until `stop` is called.
 *
 * @param load.client `http` (node:http, what apps use) or `raw` (a socket and the least work: for throughput)
 * @param load.timeoutMs a request that takes longer hangs
 * @returns {Promise<{stop: () => Promise<LoadResult>}>} once the first request has been answered. `stop` waits for the
 * requests that are under way.
 *
 * @typedef {object} LoadResult
 * @property {number} requests all that ended, however they did
 * @property {Record<string, number>} failures by kind: an error code, `status 503`
 * @property {number} hung past the time-out; not among the failures
 * @property {number} seconds
 * @property {number} p50Ms of the answered ones, as p95Ms, p99Ms and maxMs
 * @property {Record<string, {requests: number, firstAt: number}>} workers what each worker answered, by pid; when first: epoch, ms
 */
export async function startLoad({port, connections, keepAlive, timeoutMs = 5000, client = 'http'}) {
	const child = fork(generator, [JSON.stringify({port, connections, keepAlive, timeoutMs, client})], {execArgv: []});
	await message(child);
	return {
		async stop() {
			const result = message(child);
			child.send('stop');
			return result;
		},
	};
}

/** The sum of several, as if it had been one load; the percentiles are the worst of them. */
export function addLoads(results) {
	const sum = {requests: 0, failures: {}, hung: 0, seconds: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0, workers: {}};
	for (const result of results) {
		sum.requests += result.requests;
		sum.hung += result.hung;
		for (const key of ['seconds', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs']) {
			sum[key] = Math.max(sum[key], result[key]);
		}
		for (const [kind, count] of Object.entries(result.failures)) {
			sum.failures[kind] = (sum.failures[kind] ?? 0) + count;
		}
		for (const [pid, {requests, firstAt}] of Object.entries(result.workers)) {
			const worker = sum.workers[pid];
			sum.workers[pid] = {
				requests: requests + (worker?.requests ?? 0),
				firstAt: Math.min(firstAt, worker?.firstAt ?? firstAt),
			};
		}
	}
	return sum;
}

export function countFailed({failures}) {
	return Object.values(failures).reduce((sum, count) => sum + count, 0);
}

/** `3 (ECONNRESET 2, status 503 1)` */
export function formatFailures(result) {
	const kinds = Object.entries(result.failures).map(([kind, count]) => `${kind} ${count}`);
	return kinds.length === 0 ? '0' : `${countFailed(result)} (${kinds.join(', ')})`;
}

async function message(child) {
	const [answer] = await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(([code]) => {
			throw new Error(`the load generator ended with code ${code}`);
		}),
	]);
	return answer;
}
