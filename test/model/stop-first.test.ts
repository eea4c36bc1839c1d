import {expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

/** An app that cannot run twice: never two processes of an instance that both are to serve. */
function stopFirst(instances = 1) {
	const cluster = new ClusterHarness(instances, {stopFirst: true});
	cluster.taken();
	return cluster;
}

it('brings a leaving instance back only when its old worker is gone', () => {
	const cluster = stopFirst(2).ready(1, 2);
	cluster.request({type: 'scale', by: -1});
	cluster.taken();
	cluster.request({type: 'scale', by: 1});
	expect(cluster.taken()).toEqual([]);
	expect(cluster.exits(2, 0).taken()).toEqual(['fork 1']);
});

it('replaces a worker that left the cluster by itself only when that is gone', () => {
	const cluster = stopFirst().ready(1).worker(1, {type: 'disconnected'}).pass(250);
	expect(cluster.reports().at(-1)).toBe('w1 has disconnected itself from the cluster · restart 1/10 when w1 is gone');
	expect(cluster.pass(10_000).taken()).toEqual(['SIGTERM w1']);
	expect(cluster.exits(1, 0).taken()).toEqual(['fork 0']);
});

it('waits for it after a backoff, too', () => {
	const cluster = stopFirst().ready(1).exits(1).ready(2).worker(2, {type: 'disconnected'}).pass(250);
	expect(cluster.states()).toEqual(['waiting']);
	cluster.taken();
	expect(cluster.pass(5000).taken()).toEqual([]);
	expect(cluster.exits(2, 0).taken()).toEqual(['fork 0']);
});
