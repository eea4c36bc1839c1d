import {expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

it('a signal that was asked for is not explained by an error that the worker once wrote', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request({type: 'kill', instance: 0});
	const stderrTail = ['Error: handled long ago'];
	cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGTERM'}, stderrTail});
	expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'SIGTERM', unexpected: false}]);
});

it('an exit that nobody asked for is explained by what the worker wrote last', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.exits(1, 1, ['TypeError: x is not a function']);
	expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'exit 1: TypeError: x is not a function'}]);
});
