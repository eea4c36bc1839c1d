import {expect, it} from 'vitest';
import {findStandstill} from '../../src/model/standstill.js';
import {ClusterHarness} from './cluster-harness.js';

it('is reached when every instance has failed', () => {
	const cluster = new ClusterHarness(1);
	for (let failures = 0; failures < 11; failures++) {
		expect(findStandstill(cluster.cluster)).toBeUndefined();
		cluster.exits(cluster.snapshot()[0]?.workers[0]?.id ?? 0);
		const state = cluster.snapshot()[0]?.state;
		cluster.pass(state?.kind === 'waiting' ? state.leftMs : 0);
	}
	expect(findStandstill(cluster.cluster)).toBe('failed');
});

it('is reached when every worker has ended and stays down', () => {
	const cluster = new ClusterHarness(2, {autorestart: false}).ready(1, 2).exits(1, 0);
	expect(findStandstill(cluster.cluster)).toBeUndefined();
	expect(findStandstill(cluster.exits(2, 0).cluster)).toBe('ended');
});

it('is a failure when one of the workers did not end well', () => {
	const cluster = new ClusterHarness(2, {autorestart: false}).ready(1, 2).exits(1, 0).exits(2, 1);
	expect(findStandstill(cluster.cluster)).toBe('failed');
});

it('is not what the operator brought about by stopping everything: it can be started again', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request({type: 'stop', instance: 0});
	expect(findStandstill(cluster.exits(1, 0).cluster)).toBeUndefined();
});
