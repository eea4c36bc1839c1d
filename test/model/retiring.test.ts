import {expect, it} from 'vitest';
import {ClusterHarness, SETTINGS} from './cluster-harness.js';

/** w3 serves; w1 and w2, which served before it, are both still on their way out. */
function twoRetiring(settings: ConstructorParameters<typeof ClusterHarness>[1] = {}) {
	const cluster = new ClusterHarness(1, settings).ready(1);
	for (const next of [2, 3]) {
		cluster.request({type: 'restart', instance: 0});
		cluster.ready(next).pass(100);
	}
	cluster.taken();
	return cluster;
}

const roles = (cluster: ClusterHarness) => cluster.snapshot()[0]?.workers.map(({id, role}) => `w${id} ${role}`);

it('is done by several workers of an instance at once, each in its own time', () => {
	const cluster = twoRetiring();
	expect(roles(cluster)).toEqual(['w3 serving', 'w1 retiring', 'w2 retiring']);
	expect(cluster.pass(9800).taken()).toEqual(['SIGTERM w1']);
	expect(cluster.pass(100).taken()).toEqual(['SIGTERM w2']);
	cluster.exits(2, 0);
	expect(roles(cluster)).toEqual(['w3 serving', 'w1 retiring']);
	expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
	cluster.exits(1, 0);
	expect(roles(cluster)).toEqual(['w3 serving']);
	expect(cluster.states()).toEqual(['ready']);
});

it('ends all of them with a kill of the instance', () => {
	const cluster = twoRetiring();
	cluster.request({type: 'kill', instance: 0, now: true});
	expect(cluster.taken().toSorted()).toEqual(['SIGKILL w1', 'SIGKILL w2', 'SIGKILL w3']);
	expect(cluster.exits(3).exits(1).states()).toEqual(['stopping']);
	expect(cluster.exits(2).states()).toEqual(['stopped']);
});

it('takes the newest back that still takes connections', () => {
	const cluster = twoRetiring({timeouts: {...SETTINGS.timeouts, lameDuckMs: 1000}});
	cluster.exits(3);
	expect(cluster.taken()).toEqual(['serve w2']);
	expect(roles(cluster)).toEqual(['w2 serving', 'w1 retiring']);
});
