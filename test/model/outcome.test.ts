import {expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

it('of a restart is told when the new worker has taken over, or has not', () => {
	const cluster = new ClusterHarness(1).ready(1);
	expect(cluster.clusterSnapshot().outcome).toBeUndefined();
	cluster.request({type: 'restart', instance: 0});
	cluster.ready(2);
	expect(cluster.clusterSnapshot().outcome).toEqual({
		id: 1,
		ok: true,
		text: 'instance 0: w2 has taken over from w1',
	});
	cluster.request({type: 'restart', instance: 0});
	cluster.exits(3, 3, ['config is bad']);
	expect(cluster.clusterSnapshot().outcome).toEqual({
		id: 2,
		ok: false,
		text: 'instance 0: no restart, w2 serves on: exit 3: config is bad',
	});
});

it('of a reload is told once, at its end', () => {
	const cluster = new ClusterHarness(2).ready(1, 2);
	cluster.request({type: 'reload'});
	cluster.ready(3);
	expect(cluster.clusterSnapshot().outcome).toBeUndefined();
	cluster.exits(4);
	expect(cluster.clusterSnapshot().outcome).toMatchObject({id: 1, ok: false});
});

it('of a restart does not say that a worker serves on that was killed meanwhile', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request({type: 'restart', instance: 0});
	cluster.request({type: 'kill', instance: 0, now: true});
	const text = cluster.clusterSnapshot().outcome?.text;
	expect(text).toMatch(/^instance 0: no restart: /);
	expect(text).not.toContain('serves on');
});
