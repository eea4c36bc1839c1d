import {describe, expect, it} from 'vitest';
import {countLatencies, latencyBucket} from '../../src/model/latency-histogram.js';
import type {ProbeReport} from '../../src/model/probe-report.js';
import {VitalsStore} from '../../src/sampler/vitals-store.js';
import {report} from './report-fixtures.js';

/** A store that hears worker 1 of instance 0. */
function hearing() {
	const store = new VitalsStore();
	const hear = (at: number, changes: Partial<ProbeReport> = {}, workerId = 1) =>
		store.report({instance: 0, workerId}, {at, report: report(changes)});
	const read = (at: number, isDue = true) => {
		store.measure({alive: new Set([1, 2]), at});
		return store.ofWorker(1, {at, isDue});
	};
	return {store, hear, read};
}

describe('a worker', () => {
	it('has no vitals before its first report', () => {
		expect(hearing().read(1000)).toBeUndefined();
	});

	it('has no traffic before its first request, and after it one of nothing', () => {
		const {hear, read} = hearing();
		hear(1000);
		expect(read(1000)).toMatchObject({traffic: undefined, heapUsedBytes: 10e6, handles: 3});
		hear(2000, {started: 1, inFlight: 1});
		expect(read(2000)?.traffic).toMatchObject({requestsPerSecond: 0, inFlight: 1, p95Ms: undefined});
		hear(20_000);
		expect(read(20_000)?.traffic?.requestsPerSecond).toBe(0);
	});

	it('that does not report lags by as much, and what it told before is not told as news', () => {
		const {hear, read} = hearing();
		hear(1000, {started: 1, finished: 1});
		expect(read(2050)?.lagMs).toBe(1);
		expect(read(2500)?.lagMs).toBe(500);
		expect(read(3500)).toMatchObject({lagMs: 1500, utilisation: 0.1});
		expect(read(4500)).toMatchObject({lagMs: 2500, utilisation: undefined, heapUsedBytes: undefined});
		expect(read(30_000)?.traffic).toBeUndefined();
		hear(30_100, {lagMs: 28_100});
		expect(read(30_100)).toMatchObject({lagMs: 28_100, utilisation: 0.1});
	});

	it('shows the worst lag of all that it has told since it was last looked at, for as long as until the next time', () => {
		const {hear, read, store} = hearing();
		hear(1000);
		expect(read(1050)?.lagMs).toBe(1);
		hear(3060, {lagMs: 2000});
		hear(4010, {lagMs: 2});
		expect(read(4100)?.lagMs).toBe(2000);
		expect(store.secondOf(1, 4100)?.lagMs).toBe(2000);
		hear(5010, {lagMs: 2});
		expect(read(5100)?.lagMs).toBe(2);
	});

	it('that is not to report any more does not lag, and is forgotten', () => {
		const {hear, read} = hearing();
		hear(1000);
		expect(read(3500, false)?.lagMs).toBe(1);
		expect(read(4500, false)).toBeUndefined();
	});
});

it('the traffic of all counts a worker that has ended until ten seconds later', () => {
	const {store, hear} = hearing();
	for (let second = 1; second <= 10; second += 1) {
		hear(second * 1000, {finished: 100, inFlight: 4});
	}
	const ofAll = (at: number) => {
		store.measure({alive: new Set(), at});
		return store.ofAll();
	};
	expect(ofAll(10_000)).toMatchObject({requestsPerSecond: 100, inFlight: 0});
	expect(ofAll(15_000)?.requestsPerSecond).toBe(50);
	expect(ofAll(21_000)).toBeUndefined();
	expect(store.ofWorker(1, {at: 21_000, isDue: true})).toBeUndefined();
});

it('the totals of an instance go on when its worker is replaced', () => {
	const {store, hear} = hearing();
	const latency = [latencyBucket(3), 5];
	hear(1000, {finished: 5, aborted: 1, statusClasses: [0, 4, 0, 0, 1], latency});
	store.measure({alive: new Set([2]), at: 60_000});
	hear(61_000, {finished: 5, statusClasses: [0, 5, 0, 0, 0], latency}, 2);
	const totals = store.getTotals().get(0);
	expect(totals).toMatchObject({statusClasses: [0, 9, 0, 0, 1], aborted: 1});
	expect(totals && countLatencies(totals.latencies)).toBe(10);
});

it('a second of history has what that second told, and a gap where nothing was told', () => {
	const {store, hear} = hearing();
	hear(1000, {intervalMs: 2000, finished: 10, latency: [latencyBucket(3), 10]});
	expect(store.secondOf(1, 1000)).toMatchObject({requestsPerSecond: 5, lagMs: 1, utilisation: 0.1});
	expect(store.secondOf(1, 1000)?.p95Ms).toBeCloseTo(3, 0);
	expect(store.secondOf(1, 6000)).toEqual({
		requestsPerSecond: Number.NaN,
		p95Ms: Number.NaN,
		lagMs: 4000,
		utilisation: Number.NaN,
		heapUsedBytes: Number.NaN,
	});
	expect(store.secondOf(9, 1000)).toBeUndefined();
});
