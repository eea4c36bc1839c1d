import {expect, it} from 'vitest';
import {ClusterHarness, SETTINGS} from './cluster-harness.js';

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

it('a replacement that is not ready in time is not said to have ended as asked', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request({type: 'restart', instance: 0});
	cluster.pass(SETTINGS.timeouts.readyMs);
	cluster.worker(2, {type: 'exited', cause: {kind: 'signal', signal: 'SIGTERM'}, stderrTail: []});
	expect(cluster.reports().at(-1)).toMatch(/^w2 was killed by SIGTERM after .*, not ready in time$/);
	expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'not ready in time, SIGTERM', unexpected: true}]);
});

it('nor is a worker that was replaced for its memory; one that the operator replaces is', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.replaceFor(0, '400M of 300M');
	cluster.ready(2).worker(1, {type: 'exited', cause: {kind: 'exit', code: 0}, stderrTail: []});
	cluster.request({type: 'restart', instance: 0});
	cluster.ready(3).worker(2, {type: 'exited', cause: {kind: 'exit', code: 0}, stderrTail: []});
	expect(cluster.snapshot()[0]?.exits).toMatchObject([
		{reason: 'over its memory, exit 0', unexpected: true},
		{reason: 'exit 0', unexpected: false},
	]);
});
