import {describe, expect, it} from 'vitest';
import type {FigureKey} from '../../../src/ui/text/figures.js';
import {momentOf} from '../../../src/ui/workers/moment.js';
import {findOutliers} from '../../../src/ui/workers/outliers.js';
import {cluster, instance, NOON, sample, samplesOf, vitals} from '../screen-fixtures.js';

const MIB = 1024 * 1024;

type Load = {readonly cpu: number; readonly mib?: number};

const withLoads = (loads: readonly Load[]) =>
	cluster(
		loads.map(({cpu, mib = 100}, index) =>
			instance(index, {kind: 'ready'}, {worker: {cpuPercent: cpu, rssBytes: mib * MIB}}),
		),
	);

function sidesOf(
	key: FigureKey,
	loads: readonly Load[],
	samples = samplesOf(loads.map(({cpu}) => ({cpuPercent: cpu}))),
) {
	return [...findOutliers(withLoads(loads), momentOf(samples, undefined)).values()].map(outlier => outlier[key]);
}

const cpuSides = (loads: readonly Load[]) => sidesOf('cpuPercent', loads);

describe('findOutliers', () => {
	it('marks the one that works twice as much as its siblings', () => {
		expect(cpuSides([{cpu: 30}, {cpu: 35}, {cpu: 90}])).toEqual([undefined, undefined, 'above']);
	});

	it('marks the one that gets nothing to do', () => {
		expect(cpuSides([{cpu: 60}, {cpu: 55}, {cpu: 58}, {cpu: 2}])).toEqual([undefined, undefined, undefined, 'below']);
	});

	it('does not care about factors between small loads', () => {
		expect(cpuSides([{cpu: 1}, {cpu: 1}, {cpu: 9}])).toEqual([undefined, undefined, undefined]);
	});

	it('does not care about a single busy second', () => {
		const samples = [
			...samplesOf([{cpuPercent: 10}, {cpuPercent: 10}, {cpuPercent: 10}]),
			sample(NOON, [{cpuPercent: 100}]),
		];
		const loads = [{cpu: 100}, {cpu: 10}, {cpu: 10}];
		expect(sidesOf('cpuPercent', loads, samples)).toEqual([undefined, undefined, undefined]);
	});

	it('marks nobody whose figure is like the others, however busy it was before', () => {
		const samples = [
			...samplesOf([{cpuPercent: 400}, {cpuPercent: 3}, {cpuPercent: 4}]),
			sample(NOON, [{cpuPercent: 3}, {cpuPercent: 3}, {cpuPercent: 4}]),
		];
		expect(sidesOf('cpuPercent', [{cpu: 3}, {cpu: 3}, {cpu: 4}], samples)).toEqual([undefined, undefined, undefined]);
	});

	it('marks the one whose memory has grown away from the others', () => {
		const loads = [
			{cpu: 1, mib: 120},
			{cpu: 1, mib: 118},
			{cpu: 1, mib: 300},
		];
		expect(sidesOf('rssBytes', loads)).toEqual([undefined, undefined, 'above']);
	});

	it('marks the one whose event loop stands still', () => {
		const snapshot = cluster(
			[1, 2, 1200, 3].map((lagMs, index) => instance(index, {kind: 'ready'}, {worker: {vitals: vitals({lagMs})}})),
		);
		const found = findOutliers(snapshot, momentOf([], undefined));
		expect([...found.values()].map(({lagMs}) => lagMs)).toEqual([undefined, undefined, 'above', undefined]);
	});

	it('compares only what is ready, and never only two', () => {
		expect(cpuSides([{cpu: 0}, {cpu: 99}])).toEqual([undefined, undefined]);
		const starting = cluster([
			instance(0, {kind: 'ready'}),
			instance(1, {kind: 'ready'}),
			instance(2, {kind: 'starting'}, {worker: {cpuPercent: 1000}}),
		]);
		expect([...findOutliers(starting, momentOf([], undefined)).keys()]).toEqual([0, 1]);
	});
});
