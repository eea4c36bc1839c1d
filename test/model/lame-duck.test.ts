import {expect, it} from 'vitest';
import {ClusterHarness, SETTINGS} from './cluster-harness.js';

const timeouts = {...SETTINGS.timeouts, lameDuckMs: 1000};

/** w2 has just taken over from w1. */
function takenOver() {
	const cluster = new ClusterHarness(1, {timeouts}).ready(1);
	cluster.request({type: 'restart', instance: 0});
	cluster.taken();
	return cluster.ready(2);
}

it('has clients go elsewhere before the old worker is disconnected', () => {
	const cluster = takenOver();
	expect(cluster.taken()).toEqual(['drain w1']);
	expect(cluster.pass(999).taken()).toEqual([]);
	expect(cluster.pass(1).taken()).toEqual(['disconnect w1']);
	expect(cluster.pass(9999).taken()).toEqual([]);
	expect(cluster.pass(1).taken()).toEqual(['SIGTERM w1']);
});

it('takes the old worker back when the new one dies meanwhile', () => {
	const cluster = takenOver();
	cluster.taken();
	cluster.reports();
	cluster.exits(2, 1, ['Error: late']);
	expect(cluster.reports()).toEqual(['w2 exited with code 1 after 0ms · w1 serves again: Error: late']);
	expect(cluster.taken()).toEqual(['serve w1']);
	expect(cluster.states()).toEqual(['ready']);
	expect(cluster.snapshot()[0]?.workers.map(({id, role}) => [id, role])).toEqual([[1, 'serving']]);
	expect(cluster.pass(60_000).taken()).toEqual([]);
});

it('stops a reload whose first new worker dies after its turn', () => {
	const cluster = new ClusterHarness(3, {timeouts}).ready(1, 2, 3);
	cluster.request({type: 'reload'});
	cluster.ready(4).exits(4);
	expect(cluster.clusterSnapshot().phase).toEqual({kind: 'running'});
});

it('is skipped by an operator who disconnects', () => {
	const cluster = new ClusterHarness(1, {timeouts}).ready(1);
	cluster.taken();
	cluster.request({type: 'stop', instance: 0});
	expect(cluster.taken()).toEqual(['drain w1']);
	cluster.request({type: 'disconnect', instance: 0});
	expect(cluster.taken()).toEqual(['disconnect w1']);
});

it('that hangs is not taken back', () => {
	const cluster = takenOver();
	cluster.worker(1, {type: 'fell-silent', since: 0});
	cluster.taken();
	expect(cluster.exits(2).taken()).toEqual(['fork 0']);
});
