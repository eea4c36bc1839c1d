import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {latencyPercentile, sumLatencies} from '../../src/model/latency-histogram.js';
import {startProbe} from './harness/start-probe.js';
import {waitFor} from './harness/wait-for.js';

const NOTHING = {started: 0, finished: 0, aborted: 0, inFlight: 0, statusClasses: [0, 0, 0, 0, 0]};
const hasHttp2Channels = Number(process.versions.node.split('.')[0]) >= 22;

describe('the probe of a worker', () => {
	test('counts answers by their status, and how long they took', async () => {
		const worker = startProbe('probe/http.mjs', 'answers');
		expect(await worker.waitForTraffic(({finished}) => finished >= 6)).toEqual({
			...NOTHING,
			started: 6,
			finished: 6,
			statusClasses: [0, 3, 1, 1, 1],
		});
		const latencies = sumLatencies(worker.reports().map(({latency}) => latency));
		// `/slow` takes 50 ms at least, and a timer may be a millisecond early.
		expect(latencyPercentile(latencies, 1)).toBeGreaterThan(48);
	});

	test('counts requests whose client did not wait, as node tells of none', async () => {
		const worker = startProbe('probe/http.mjs', 'aborts');
		expect(await worker.waitForTraffic(({aborted}) => aborted >= 3)).toEqual({...NOTHING, started: 3, aborted: 3});
	});

	test('knows what is under way', async () => {
		const worker = startProbe('probe/http.mjs', 'waits');
		expect(await worker.waitForTraffic(({started}) => started >= 2)).toEqual({...NOTHING, started: 2, inFlight: 2});
	});

	test('counts each of the requests that are sent without waiting for answers', async () => {
		const worker = startProbe('probe/http.mjs', 'pipelines');
		expect(await worker.waitForTraffic(({finished}) => finished >= 2)).toEqual({
			...NOTHING,
			started: 2,
			finished: 2,
			statusClasses: [0, 1, 0, 1, 0],
		});
	});

	test.runIf(hasHttp2Channels)('counts HTTP/2 requests where node tells of them', async () => {
		const worker = startProbe('probe/http.mjs', 'http2');
		expect(await worker.waitForTraffic(({aborted}) => aborted >= 1)).toEqual({
			...NOTHING,
			started: 3,
			finished: 2,
			aborted: 1,
			statusClasses: [0, 1, 0, 1, 0],
		});
	});

	test('tells of a loop that stood still as soon as it turns again', async () => {
		const worker = startProbe('probe/http.mjs', 'blocks');
		const blocked = await waitFor(() => worker.reports().find(({lagMs}) => lagMs > 1600), {
			what: 'the lag of a loop that is busy for 2 s',
			context: () => JSON.stringify(worker.reports()),
		});
		expect(blocked.utilisation).toBeGreaterThan(0.6);
		expect(blocked.intervalMs).toBeGreaterThan(2000);
		expect(blocked.heapUsedBytes).toBeGreaterThan(1e6);
		expect(blocked.heapLimitBytes).toBeGreaterThan(blocked.heapUsedBytes);
		// Its two servers, at least.
		expect(blocked.handles).toBeGreaterThanOrEqual(2);
	});
});

describe('the probe goes on in an app that', () => {
	test.each([
		'floods its channel',
		'replaces process.send',
		"sends in clumon's name",
		'replaces http.Server.prototype.emit',
		'uses async_hooks',
		'has clocks and timers of its own',
		'listens on the channels that the probe listens on, and throws there',
		'answers with statuses that are none',
	])('%s', async deed => {
		const worker = startProbe('probe/hostile.cjs', deed);
		const {started, finished, aborted} = await worker.waitForTraffic(traffic => traffic.finished >= 10);
		expect({started, finished, aborted}).toEqual({started: 10, finished: 10, aborted: 0});
	});
});

// Why: src/preload/channel.cts.
test('the probe does not call process.nextTick', async () => {
	const worker = startProbe('probe/still.cjs');
	const calls = await waitFor(() => /next ticks: (\d+)/.exec(worker.output())?.[1], {
		what: 'the end of three still seconds',
		context: worker.output,
	});
	expect(worker.reports().length).toBeGreaterThan(0);
	expect(calls).toBe('0');
});

test('the probe sends a bare pulse where the app has broken what it measures with', async () => {
	const worker = startProbe('probe/hostile.cjs', 'breaks what node itself needs');
	await waitFor(() => worker.output().match(/"act":"pulse"}/g)?.length === 2, {
		what: 'two pulses',
		context: worker.output,
	});
	expect(worker.output()).toContain('served');
	expect(worker.reports()).toEqual([]);
});
