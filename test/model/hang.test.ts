import {expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

/** Worker w1 of a ready cluster has not turned its event loop for 10 s. */
function hanging(settings: ConstructorParameters<typeof ClusterHarness>[1] = {}) {
	const cluster = new ClusterHarness(1, settings).ready(1).pass(10_000);
	cluster.worker(1, {type: 'fell-silent', since: cluster.at - 10_000});
	cluster.taken();
	return cluster;
}

it('marks a worker whose event loop stands still', () => {
	expect(hanging().snapshot()[0]?.workers[0]?.silentMs).toBe(10_000);
});

it('replaces it after 30 s, and ends it by signal, as it cannot drain', () => {
	const cluster = hanging().pass(19_999);
	expect(cluster.taken()).toEqual([]);
	expect(cluster.pass(1).taken()).toEqual(['fork 0']);
	expect(cluster.ready(2).taken()).toEqual(['SIGTERM w1']);
	expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
});

it('lets it be when it recovers', () => {
	const cluster = hanging().worker(1, {type: 'recovered'}).pass(600_000);
	expect(cluster.taken()).toEqual([]);
	expect(cluster.snapshot()[0]?.workers[0]?.silentMs).toBeUndefined();
});

it('only marks it with --no-hang-restart', () => {
	const cluster = hanging({hangRestart: false}).pass(600_000);
	expect(cluster.taken()).toEqual([]);
	expect(cluster.snapshot()[0]?.workers[0]?.silentMs).toBe(610_000);
});

it('ends it when its replacement fails, and what follows a crash follows', () => {
	const cluster = hanging().pass(20_000);
	expect(cluster.taken()).toEqual(['fork 0']);
	expect(cluster.exits(2).taken()).toEqual(['SIGTERM w1']);
	expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
	cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGKILL'}, stderrTail: []});
	expect(cluster.taken()).toEqual(['fork 0']);
});

it('ends it first with --stop-first, and the new worker follows', () => {
	const cluster = hanging({stopFirst: true}).pass(20_000);
	expect(cluster.taken()).toEqual(['SIGTERM w1']);
	expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
	cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGKILL'}, stderrTail: []});
	expect(cluster.taken()).toEqual(['fork 0']);
});

it('says of a worker on its way out that it hangs, not that it is replaced', () => {
	const cluster = new ClusterHarness(1).ready(1).pass(10_000);
	cluster.request({type: 'restart', instance: 0});
	cluster.ready(2).worker(1, {type: 'fell-silent', since: cluster.at - 10_000});
	expect(cluster.troubles().at(-1)).toBe('w1 hangs: its event loop has not turned for 10s');
	cluster.taken();
	expect(cluster.pass(60_000).taken()).toEqual(['SIGTERM w1', 'SIGKILL w1']);
});

it('says when a worker that serves is replaced', () => {
	const cluster = new ClusterHarness(1).ready(1).pass(10_000);
	cluster.worker(1, {type: 'fell-silent', since: cluster.at - 10_000});
	expect(cluster.reports().at(-1)).toBe(
		'w1 hangs: its event loop has not turned for 10s, replaced in 20s if it stays so',
	);
});

it('is the reason for the end of a worker that was given up, which nobody asked for', () => {
	const cluster = hanging().pass(20_000).ready(2);
	cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGTERM'}, stderrTail: []});
	expect(cluster.reports().at(-1)).toBe('w1 was killed by SIGTERM after 30s, hung');
	expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'hung, SIGTERM', unexpected: true}]);
});

it('is not the reason for the end of a worker that the operator kills meanwhile', () => {
	const cluster = hanging();
	cluster.request({type: 'kill', instance: 0});
	cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGTERM'}, stderrTail: []});
	expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'SIGTERM', unexpected: false}]);
});
