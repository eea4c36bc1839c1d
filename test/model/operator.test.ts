import {describe, expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

describe('kill', () => {
	it('sends SIGTERM, SIGKILL after the kill time-out, and leaves the instance stopped until restart', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.taken();
		expect(cluster.request({type: 'kill', instance: 0}).message).toContain('r starts a new worker');
		expect(cluster.taken()).toEqual(['SIGTERM w1']);
		expect(cluster.snapshot()[0]?.state).toEqual({kind: 'stopping', leftMs: 5000});
		expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
		cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGKILL'}, stderrTail: []}).pass(60_000);
		expect(cluster.states()).toEqual(['stopped', 'ready']);
		expect(cluster.taken()).toEqual([]);
		cluster.request({type: 'restart', instance: 0});
		expect(cluster.taken()).toEqual(['fork 0']);
	});

	it('sends SIGKILL at once with now', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		cluster.request({type: 'kill', instance: 0, now: true});
		expect(cluster.taken()).toEqual(['SIGKILL w1']);
	});

	it('outranks whatever the worker exits with', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'kill', instance: 0});
		cluster.exits(1, 99, ['Error: dying']);
		expect(cluster.snapshot()[0]).toMatchObject({
			state: {kind: 'stopped', reason: 'killed by the operator'},
			exits: [{reason: 'exit 99: Error: dying', unexpected: false}],
		});
	});

	it('of a worker that is stopping already says how to kill it now', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'kill', instance: 0});
		expect(cluster.request({type: 'kill', instance: 0})).toEqual({
			ok: false,
			message: 'instance 0 has been sent SIGTERM already · K kills it now',
		});
		expect(cluster.request({type: 'kill', instance: 0, now: true}).ok).toBe(true);
		expect(cluster.request({type: 'kill', instance: 0, now: true})).toEqual({
			ok: false,
			message: 'instance 0 has been sent SIGKILL already',
		});
		expect(cluster.request({type: 'kill', instance: 0}).message).toBe('instance 0 has been sent SIGKILL already');
	});

	it('calls off the next try of a waiting instance', () => {
		const cluster = new ClusterHarness(1).exits(1).exits(2);
		cluster.taken();
		cluster.request({type: 'kill', instance: 0});
		expect(cluster.pass(60_000).taken()).toEqual([]);
		expect(cluster.states()).toEqual(['stopped']);
	});

	it('ends a replacement along with the worker', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'restart', instance: 0});
		cluster.taken();
		cluster.request({type: 'kill', instance: 0});
		expect(cluster.taken()).toEqual(['SIGTERM w1', 'SIGTERM w2']);
	});

	it('is refused where there is nothing to kill', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'kill', instance: 0});
		cluster.exits(1);
		expect(cluster.request({type: 'kill', instance: 0})).toEqual({
			ok: false,
			message: 'instance 0 has no worker to act on · r starts one',
		});
	});
});

describe('disconnect', () => {
	it('sets no limit to the connections that are left', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		cluster.request({type: 'disconnect', instance: 0});
		expect(cluster.taken()).toEqual(['disconnect w1']);
		expect(cluster.snapshot()[0]?.state).toEqual({kind: 'draining'});
		expect(cluster.pass(86_400_000).taken()).toEqual([]);
		expect(cluster.exits(1, 0).states()).toEqual(['stopped']);
	});

	it('ends a worker whose connections have ended and that a timer keeps alive', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'disconnect', instance: 0});
		cluster.worker(1, {type: 'disconnected'});
		cluster.taken();
		expect(cluster.pass(250).taken()).toEqual(['SIGTERM w1']);
	});

	it('is given a limit by a stop that follows', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'disconnect', instance: 0});
		cluster.taken();
		expect(cluster.request({type: 'stop', instance: 0}).ok).toBe(true);
		expect(cluster.pass(10_000).taken()).toEqual(['SIGTERM w1']);
	});
});

describe('stop', () => {
	it('drains, then sends SIGTERM, then SIGKILL', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		cluster.request({type: 'stop', instance: 0});
		expect(cluster.taken()).toEqual(['disconnect w1']);
		expect(cluster.pass(10_000).taken()).toEqual(['SIGTERM w1']);
		expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
	});

	it('calls off a restart that waits for the old worker to go', () => {
		const cluster = new ClusterHarness(1, {stopFirst: true}).ready(1);
		cluster.request({type: 'restart', instance: 0});
		expect(cluster.request({type: 'stop', instance: 0}).ok).toBe(true);
		cluster.taken();
		expect(cluster.exits(1, 0).taken()).toEqual([]);
		expect(cluster.states()).toEqual(['stopped']);
	});

	it('says so when the worker is on its way out already', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'stop', instance: 0});
		expect(cluster.request({type: 'stop', instance: 0})).toEqual({
			ok: false,
			message: 'instance 0 is on its way out already · k ends it sooner, K now',
		});
	});
});

describe('rolling reload', () => {
	it('restarts one instance after the other', () => {
		const cluster = new ClusterHarness(3).ready(1, 2, 3);
		cluster.taken();
		cluster.request({type: 'reload'});
		expect(cluster.taken()).toEqual(['fork 0']);
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'reloading', done: 0, total: 3});
		cluster.ready(4);
		expect(cluster.taken()).toEqual(['disconnect w1', 'fork 1']);
		cluster.ready(5);
		expect(cluster.taken()).toEqual(['disconnect w2', 'fork 2']);
		cluster.reports();
		cluster.ready(6);
		expect(cluster.reports()).toContain('reload done: 3 of 3 instances run the new code');
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'running'});
	});

	it('stops at the first failure, and the rest serve on', () => {
		const cluster = new ClusterHarness(3).ready(1, 2, 3);
		cluster.request({type: 'reload'});
		cluster.ready(4);
		cluster.taken();
		cluster.exits(5, 1, ['Error: new code']);
		expect(cluster.troubles()).toContain(
			'reload stopped at instance 1 (exit 1: Error: new code): 1 of 3 run the new code',
		);
		expect(cluster.pass(60_000).taken()).toEqual(['SIGTERM w1', 'SIGKILL w1']);
		expect(cluster.states()).toEqual(['ready', 'ready', 'ready']);
		expect(cluster.snapshot().map(({workers}) => workers[0]?.id)).toEqual([4, 2, 3]);
	});

	it('replaces several at a time with --parallel', () => {
		const cluster = new ClusterHarness(4, {parallel: 3}).ready(1, 2, 3, 4);
		cluster.taken();
		cluster.request({type: 'reload'});
		expect(cluster.taken()).toEqual(['fork 0', 'fork 1', 'fork 2']);
		expect(cluster.ready(6).taken()).toEqual(['disconnect w2', 'fork 3']);
	});

	it('starts what is stopped or failed, too', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'kill', instance: 0});
		cluster.exits(1, 0);
		cluster.taken();
		cluster.request({type: 'reload'});
		expect(cluster.taken()).toEqual(['fork 0']);
		expect(cluster.ready(3).taken()).toEqual(['fork 1']);
	});

	it('is stopped by an operator who kills the instance that it is at', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'reload'});
		cluster.taken();
		cluster.request({type: 'kill', instance: 0});
		expect(cluster.taken()).toEqual(['SIGTERM w1', 'SIGTERM w3']);
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'running'});
	});

	it('does not take an old worker that becomes ready meanwhile for the new one', () => {
		const cluster = new ClusterHarness(2).ready(1).worker(2, {type: 'online'});
		cluster.request({type: 'reload'});
		cluster.ready(3);
		cluster.taken();
		cluster.worker(2, {type: 'listening', address: ':3000'});
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'reloading', done: 1, total: 2});
		cluster.exits(4);
		expect(cluster.clusterSnapshot().outcome).toMatchObject({ok: false});
	});

	it('leaves alone what the operator stops before its turn', () => {
		const cluster = new ClusterHarness(3).ready(1, 2, 3);
		cluster.request({type: 'reload'});
		cluster.request({type: 'kill', instance: 1});
		cluster.exits(2, 0);
		cluster.taken();
		expect(cluster.ready(4).taken()).toEqual(['disconnect w1', 'fork 2']);
		cluster.ready(5);
		expect(cluster.clusterSnapshot()).toMatchObject({phase: {kind: 'running'}, outcome: {ok: true}});
		expect(cluster.states()).toEqual(['ready', 'stopped', 'ready']);
	});

	it('is refused while one is under way', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'reload'});
		expect(cluster.request({type: 'reload'})).toEqual({ok: false, message: 'a reload is under way: 0 of 2 done'});
	});

	it('takes in a restart that was under way when it came to the instance', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'restart', instance: 0});
		cluster.taken();
		cluster.request({type: 'reload'});
		expect(cluster.taken()).toEqual([]);
		expect(cluster.ready(3).taken()).toEqual(['disconnect w1', 'fork 1']);
	});

	it('ends when the instance that it waits for is scaled away', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'reload'});
		cluster.ready(3);
		cluster.request({type: 'scale', to: 1});
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'running'});
	});
});

describe('scale', () => {
	it('adds instances with the next numbers', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		expect(cluster.request({type: 'scale', by: 2}).ok).toBe(true);
		expect(cluster.taken()).toEqual(['fork 1', 'fork 2']);
		expect(cluster.snapshot().map(({index, restarts}) => [index, restarts])).toEqual([
			[0, 0],
			[1, 0],
			[2, 0],
		]);
	});

	it('takes the highest away, drained, and out of the table when its worker is gone', () => {
		const cluster = new ClusterHarness(3).ready(1, 2, 3);
		cluster.taken();
		cluster.request({type: 'scale', to: 1});
		expect(cluster.taken()).toEqual(['disconnect w2', 'disconnect w3']);
		expect(cluster.states()).toEqual(['ready', 'draining', 'draining']);
		cluster.exits(3, 0);
		expect(cluster.states()).toEqual(['ready', 'draining']);
		cluster.exits(2, 0);
		expect(cluster.states()).toEqual(['ready']);
	});

	it('keeps the numbers apart when the instances leave in another order', () => {
		const cluster = new ClusterHarness(4).ready(1, 2, 3, 4);
		cluster.request({type: 'scale', to: 2});
		cluster.exits(3, 0);
		expect(cluster.states()).toEqual(['ready', 'ready', 'stopped', 'draining']);
		cluster.taken();
		cluster.request({type: 'scale', to: 4});
		expect(cluster.taken()).toEqual(['fork 2', 'fork 3']);
		cluster.exits(4, 0).ready(5, 6);
		expect(cluster.snapshot().map(({index, state}) => [index, state.kind])).toEqual([
			[0, 'ready'],
			[1, 'ready'],
			[2, 'ready'],
			[3, 'ready'],
		]);
	});

	it('brings a leaving instance back', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.request({type: 'scale', by: -1});
		cluster.taken();
		cluster.request({type: 'scale', by: 1});
		expect(cluster.taken()).toEqual(['fork 1']);
		cluster.exits(2, 0).ready(3);
		expect(cluster.states()).toEqual(['ready', 'ready']);
	});

	it.each([0, -1, 1.5, Number.NaN, 1025])('refuses %s instances', to => {
		const cluster = new ClusterHarness(1).ready(1);
		expect(cluster.request({type: 'scale', to})).toEqual({
			ok: false,
			message: `cannot scale to ${to}: from 1 to 1024 instances; s stops one, q ends all`,
		});
	});
});

describe('quit', () => {
	it('drains all workers, and ends with the last of them', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.taken();
		cluster.request({type: 'quit'});
		expect(cluster.taken()).toEqual(['disconnect w1', 'disconnect w2']);
		expect(cluster.clusterSnapshot().phase).toEqual({kind: 'quitting', step: 'drain', leftMs: 10_000});
		cluster.exits(1, 0);
		expect(cluster.hasEnded).toBe(false);
		cluster.exits(2, 1);
		expect(cluster.hasEnded).toBe(true);
		expect(cluster.taken()).toEqual([]);
	});

	it('sends SIGTERM the second time and SIGKILL the third', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'quit'});
		cluster.taken();
		cluster.request({type: 'quit'});
		expect(cluster.taken()).toEqual(['SIGTERM w1']);
		expect(cluster.clusterSnapshot().phase).toMatchObject({step: 'terminate', leftMs: 5000});
		cluster.request({type: 'quit'});
		expect(cluster.taken()).toEqual(['SIGKILL w1']);
		expect(cluster.clusterSnapshot().phase).toMatchObject({step: 'kill', leftMs: undefined});
	});

	it('gets harder by itself', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'quit'});
		cluster.taken();
		expect(cluster.pass(15_000).taken()).toEqual(['SIGTERM w1', 'SIGKILL w1']);
	});

	it('ends at once where no worker runs, and calls off every retry', () => {
		const cluster = new ClusterHarness(1).exits(1).exits(2);
		cluster.taken();
		cluster.request({type: 'quit'});
		expect(cluster.hasEnded).toBe(true);
		expect(cluster.pass(60_000).taken()).toEqual([]);
	});

	it('lets nothing else be done', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'quit'});
		cluster.taken();
		expect(cluster.request({type: 'restart', instance: 0}).ok).toBe(false);
		expect(cluster.taken()).toEqual([]);
	});
});
