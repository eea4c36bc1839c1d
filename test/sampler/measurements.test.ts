import {expect, it} from 'vitest';
import {MOST_SAMPLES, seriesOf} from '../../src/model/sample.js';
import {Measurements, type SampleTargets} from '../../src/sampler/measurements.js';
import {VitalsStore} from '../../src/sampler/vitals-store.js';
import {report} from './report-fixtures.js';

const TWO: SampleTargets = {
	instances: [{workerId: 1, pid: 11}, undefined, {workerId: 3, pid: 13}],
	workerIds: [1, 3],
};

function measured(targets = TWO) {
	const vitals = new VitalsStore();
	const sampler = {ofProcess: (pid: number) => (pid === 11 ? {cpuPercent: undefined, rssBytes: 100} : undefined)};
	return {vitals, measurements: new Measurements({sampler, vitals, targets: () => targets, now: () => 1000})};
}

it('a sample has what was measured and told, by instance, with gaps', () => {
	const {vitals, measurements} = measured();
	vitals.report({instance: 2, workerId: 3}, {at: 1000, report: report({finished: 7})});
	measurements.record(1_700_000_000_000);
	expect(measurements.getSamples()).toEqual([
		{
			at: 1_700_000_000_000,
			workerId: [1, Number.NaN, 3],
			cpuPercent: [Number.NaN, Number.NaN, Number.NaN],
			rssBytes: [100, Number.NaN, Number.NaN],
			requestsPerSecond: [Number.NaN, Number.NaN, 7],
			p95Ms: [Number.NaN, Number.NaN, Number.NaN],
			lagMs: [Number.NaN, Number.NaN, 1],
			utilisation: [Number.NaN, Number.NaN, 0.1],
			heapUsedBytes: [Number.NaN, Number.NaN, 10e6],
		},
	]);
	expect(measurements.ofAll()?.requestsPerSecond).toBe(7);
});

it('keeps ten minutes', () => {
	const {measurements} = measured();
	for (let second = 1; second <= MOST_SAMPLES + 5; second += 1) {
		measurements.record(second * 1000);
	}
	const samples = measurements.getSamples();
	expect(samples).toHaveLength(MOST_SAMPLES);
	expect(samples[0]?.at).toBe(6000);
	expect(seriesOf(samples.slice(-2), 'rssBytes', 0)).toEqual([100, 100]);
	expect(seriesOf(samples.slice(-2), 'rssBytes', 7)).toEqual([Number.NaN, Number.NaN]);
});
