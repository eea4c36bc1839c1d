import {describe, expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

/** The id of the worker that the instance has now. */
const currentId = (cluster: ClusterHarness, instance = 0) => cluster.snapshot()[instance]?.workers[0]?.id ?? 0;

describe('a crash', () => {
	it('is followed by a new worker at once the first time', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		cluster.exits(1);
		expect(cluster.taken()).toEqual(['fork 0']);
		expect(cluster.snapshot()[0]?.restarts).toBe(1);
	});

	it('is followed by a new worker whatever the exit code', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.taken();
		expect(cluster.exits(1, 0).taken()).toEqual(['fork 0']);
	});

	it('is trouble, unlike an end that is clean or was asked for', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.exits(1, 1, ['Error: boom']);
		expect(cluster.troubles()).toEqual(['w1 exited with code 1 after 0ms · restart 1/10 now: Error: boom']);
		cluster.ready(2).pass(20_000).exits(2, 0);
		expect(cluster.troubles()).toEqual([]);
		cluster.ready(3).request({type: 'kill', instance: 0, now: true});
		cluster.exits(3);
		expect(cluster.troubles()).toEqual([]);
	});

	it('waits longer each time it repeats, up to 30 s, and gives up after more than ten', () => {
		const cluster = new ClusterHarness(1);
		const waits: number[] = [];
		while (cluster.states()[0] !== 'failed' && waits.length < 50) {
			cluster.exits(currentId(cluster), 7, ['boom']);
			const state = cluster.snapshot()[0]?.state;
			if (state?.kind === 'waiting') {
				waits.push(state.leftMs);
				expect(state).toMatchObject({attempt: waits.length + 1, maxAttempts: 10, reason: 'exit 7: boom'});
				cluster.pass(state.leftMs);
			}
		}
		expect(waits).toHaveLength(9);
		waits.forEach((wait, i) => {
			const plain = Math.min(30_000, 100 * 2 ** i);
			expect(wait).toBeGreaterThanOrEqual(plain * 0.8);
			expect(wait).toBeLessThanOrEqual(plain * 1.2);
		});
		expect(cluster.snapshot()[0]).toMatchObject({
			restarts: 10,
			state: {kind: 'failed', reason: 'exit 7 ×11: boom', stderrTail: ['boom']},
		});
		cluster.taken();
		expect(cluster.pass(3_600_000).taken()).toEqual([]);
	});

	it('ends in failed when workers live 20 s and die, over and over', () => {
		const cluster = new ClusterHarness(1);
		let lives = 0;
		while (cluster.states()[0] !== 'failed' && lives < 50) {
			cluster.pass(1).ready(currentId(cluster)).pass(20_000).exits(currentId(cluster));
			lives += 1;
		}
		expect(lives).toBe(11);
	});

	it('never ends in failed when it happens once an hour', () => {
		const cluster = new ClusterHarness(1);
		for (let hour = 0; hour < 100; hour++) {
			cluster.ready(currentId(cluster)).pass(3_600_000);
			cluster.taken();
			cluster.exits(currentId(cluster));
			expect(cluster.taken()).toEqual(['fork 0']);
		}
	});

	it('starts again without delay after 10 s of ready', () => {
		const cluster = new ClusterHarness(1).ready(1).exits(1).ready(2).exits(2);
		expect(cluster.states()).toEqual(['waiting']);
		cluster.pass(200).ready(3).pass(10_000).worker(3, {type: 'disconnected'});
		cluster.taken();
		expect(cluster.exits(3).taken()).toEqual(['fork 0']);
	});

	it('is forgotten when the operator restarts a failed instance', () => {
		const cluster = new ClusterHarness(1);
		for (let failures = 0; failures < 11; failures++) {
			cluster.exits(currentId(cluster));
			const state = cluster.snapshot()[0]?.state;
			cluster.pass(state?.kind === 'waiting' ? state.leftMs : 0);
		}
		expect(cluster.states()).toEqual(['failed']);
		cluster.request({type: 'restart', instance: 0});
		cluster.taken();
		expect(cluster.exits(currentId(cluster)).taken()).toEqual(['fork 0']);
	});

	it('is kept with its reason, its time and how long the worker lived', () => {
		const cluster = new ClusterHarness(1).ready(1).pass(2500);
		cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGSEGV'}, stderrTail: []}).pass(4000);
		expect(cluster.snapshot()[0]?.exits).toEqual([
			{
				workerId: 1,
				pid: 1001,
				at: 1_700_000_000_000 - 4000,
				upMs: 2500,
				reason: 'SIGSEGV',
				unexpected: true,
			},
		]);
	});

	it('of a fork that failed is a state, with its reason', () => {
		const cluster = new ClusterHarness(1).exits(1).worker(2, {
			type: 'exited',
			cause: {kind: 'spawn-error', message: 'spawn node EMFILE'},
			stderrTail: [],
		});
		expect(cluster.snapshot()[0]?.state).toMatchObject({
			kind: 'waiting',
			reason: 'spawn failed: spawn node EMFILE',
		});
	});
});

describe('--no-autorestart', () => {
	it('leaves a worker that exits cleanly stopped, and one that does not failed', () => {
		const cluster = new ClusterHarness(2, {autorestart: false}).ready(1, 2);
		cluster.taken();
		cluster.exits(1, 0).exits(2, 3, ['RangeError: too far']).pass(60_000);
		expect(cluster.taken()).toEqual([]);
		expect(cluster.snapshot().map(({state}) => state)).toEqual([
			{kind: 'stopped', reason: 'exit 0'},
			{kind: 'failed', reason: 'exit 3: RangeError: too far', stderrTail: ['RangeError: too far']},
		]);
	});
});

describe('an app that fails to start', () => {
	it('is told once, when every instance has failed before any was ready', () => {
		const cluster = new ClusterHarness(2);
		cluster.reports();
		cluster.exits(1, 1, ['SyntaxError: nope']);
		expect(cluster.clusterSnapshot().startFailure).toBeUndefined();
		cluster.exits(2, 1, ['SyntaxError: nope']);
		cluster.exits(3, 1, ['SyntaxError: nope']);
		expect(cluster.clusterSnapshot().startFailure).toBe('exit 1: SyntaxError: nope');
		expect(cluster.reports().filter(text => text.includes('fails to start'))).toEqual([
			'the app fails to start: exit 1: SyntaxError: nope',
		]);
	});

	it('is not told of one that ran and ended well', () => {
		const cluster = new ClusterHarness(1, {autorestart: false});
		cluster.reports();
		cluster.exits(1, 0);
		expect(cluster.states()).toEqual(['stopped']);
		expect(cluster.clusterSnapshot().startFailure).toBeUndefined();
		expect(cluster.reports()).toEqual(['w1 exited with code 0 after 0ms · stays down']);
	});

	it('is no longer told once a worker is ready', () => {
		const cluster = new ClusterHarness(1).exits(1).ready(2);
		expect(cluster.clusterSnapshot().startFailure).toBeUndefined();
	});

	it('is not told of an app that has been ready', () => {
		const cluster = new ClusterHarness(1).ready(1).exits(1).exits(2);
		expect(cluster.clusterSnapshot().startFailure).toBeUndefined();
	});
});

describe('a worker that leaves the cluster by itself', () => {
	it('is replaced when it lives on, and drained', () => {
		const cluster = new ClusterHarness(1).ready(1).worker(1, {type: 'disconnected'});
		cluster.taken();
		expect(cluster.pass(249).taken()).toEqual([]);
		expect(cluster.pass(1).taken()).toEqual(['fork 0']);
		expect(cluster.pass(10_000).taken()).toEqual(['SIGTERM w1']);
	});

	it('is a plain crash when it exits right after', () => {
		const cluster = new ClusterHarness(1).ready(1).worker(1, {type: 'disconnected'}).exits(1, 5);
		expect(cluster.snapshot()[0]?.exits).toMatchObject([{reason: 'exit 5', unexpected: true}]);
		expect(cluster.states()).toEqual(['starting']);
	});
});
