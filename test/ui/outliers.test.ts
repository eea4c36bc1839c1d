import {describe, expect, it} from 'vitest';
import {findOutliers} from '../../src/ui/outliers.js';
import {cluster, instance} from './screen-fixtures.js';

const MIB = 1024 * 1024;

function withLoads(loads: readonly {readonly cpu: number; readonly mib?: number}[]) {
	return cluster(
		loads.map(({cpu, mib = 100}, index) =>
			instance(
				index,
				{kind: 'ready'},
				{worker: {cpuPercent: cpu, rssBytes: mib * MIB}, cpuHistory: [cpu, cpu, cpu, cpu, cpu]},
			),
		),
	);
}

const cpuSides = (snapshot: ReturnType<typeof cluster>) => [...findOutliers(snapshot).values()].map(({cpu}) => cpu);
const memorySides = (snapshot: ReturnType<typeof cluster>) =>
	[...findOutliers(snapshot).values()].map(({memory}) => memory);

describe('findOutliers', () => {
	it('marks the one that works twice as much as its siblings', () => {
		expect(cpuSides(withLoads([{cpu: 30}, {cpu: 35}, {cpu: 90}]))).toEqual([undefined, undefined, 'above']);
	});

	it('marks the one that gets nothing to do', () => {
		expect(cpuSides(withLoads([{cpu: 60}, {cpu: 55}, {cpu: 58}, {cpu: 2}]))).toEqual([
			undefined,
			undefined,
			undefined,
			'below',
		]);
	});

	it('does not care about factors between small loads', () => {
		expect(cpuSides(withLoads([{cpu: 1}, {cpu: 1}, {cpu: 9}]))).toEqual([undefined, undefined, undefined]);
	});

	it('does not care about a single busy second', () => {
		const snapshot = withLoads([{cpu: 10}, {cpu: 10}, {cpu: 10}]);
		const [first, ...others] = snapshot.instances;
		const spiked = first === undefined ? [] : [{...first, cpuHistory: [10, 10, 10, 10, 100]}];
		expect(cpuSides({...snapshot, instances: [...spiked, ...others]})).toEqual([undefined, undefined, undefined]);
	});

	it('marks the one whose memory has grown away from the others', () => {
		const snapshot = withLoads([
			{cpu: 1, mib: 120},
			{cpu: 1, mib: 118},
			{cpu: 1, mib: 300},
		]);
		expect(memorySides(snapshot)).toEqual([undefined, undefined, 'above']);
	});

	it('compares only what is ready, and never only two', () => {
		expect(cpuSides(withLoads([{cpu: 0}, {cpu: 99}]))).toEqual([undefined, undefined]);
		const starting = cluster([
			instance(0, {kind: 'ready'}),
			instance(1, {kind: 'ready'}),
			instance(2, {kind: 'starting'}, {cpuHistory: [1000]}),
		]);
		expect([...findOutliers(starting).keys()]).toEqual([0, 1]);
	});
});
