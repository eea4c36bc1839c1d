import {describe, expect, it} from 'vitest';
import {ClusterHarness} from './cluster-harness.js';

const restart = (instance: number) => ({type: 'restart', instance}) as const;

describe('restart of an instance', () => {
	it('forks the replacement first and retires the old worker only when the new one is ready', () => {
		const cluster = new ClusterHarness(2).ready(1, 2);
		cluster.taken();
		expect(cluster.request(restart(0)).ok).toBe(true);
		expect(cluster.taken()).toEqual(['fork 0']);
		cluster.worker(3, {type: 'online'}).pass(5000);
		expect(cluster.taken()).toEqual([]);
		expect(cluster.snapshot()[0]?.workers.map(({id, role}) => [id, role])).toEqual([
			[1, 'serving'],
			[3, 'replacement'],
		]);
		cluster.worker(3, {type: 'listening', address: ':3000'});
		expect(cluster.taken()).toEqual(['disconnect w1']);
		expect(cluster.snapshot()[0]?.workers.map(({id, role}) => [id, role])).toEqual([
			[3, 'serving'],
			[1, 'retiring'],
		]);
		expect(cluster.snapshot()[0]?.restarts).toBe(1);
		expect(cluster.states()).toEqual(['ready', 'ready']);
	});

	it('gives the old worker the drain time, then SIGTERM, then SIGKILL', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.ready(2);
		cluster.taken();
		expect(cluster.pass(9999).taken()).toEqual([]);
		expect(cluster.pass(1).taken()).toEqual(['SIGTERM w1']);
		expect(cluster.pass(5000).taken()).toEqual(['SIGKILL w1']);
		expect(cluster.pass(600_000).taken()).toEqual([]);
		cluster.exits(1, 0);
		expect(cluster.snapshot()[0]?.workers.map(({id}) => id)).toEqual([2]);
	});

	it('ends an old worker that has closed its channel but does not exit', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.ready(2).worker(1, {type: 'disconnected'});
		cluster.taken();
		expect(cluster.pass(250).taken()).toEqual(['SIGTERM w1']);
	});

	it('keeps the old worker when the replacement dies, and says why', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.reports();
		cluster.exits(2, 1, ['/app.js:1', 'TypeError: x is not a function', '    at app.js:1:1']);
		expect(cluster.reports()).toEqual([
			'replacement w2 exited with code 1 after 0ms · w1 serves on: TypeError: x is not a function',
		]);
		expect(cluster.states()).toEqual(['ready']);
		cluster.taken();
		expect(cluster.pass(600_000).taken()).toEqual([]);
		expect(cluster.snapshot()[0]?.restarts).toBe(0);
	});

	it('keeps the old worker and ends the replacement when that is not ready in time', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.worker(2, {type: 'online'});
		cluster.taken();
		expect(cluster.pass(10_000).taken()).toEqual(['SIGTERM w2']);
		expect(cluster.states()).toEqual(['ready']);
		cluster.worker(2, {type: 'listening', address: ':3000'});
		expect(cluster.taken()).toEqual([]);
	});

	it('lets the replacement take over when the old worker dies meanwhile', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.taken();
		cluster.exits(1);
		expect(cluster.taken()).toEqual([]);
		expect(cluster.states()).toEqual(['starting']);
		cluster.ready(2);
		expect(cluster.states()).toEqual(['ready']);
		expect(cluster.snapshot()[0]?.restarts).toBe(1);
	});

	it('refuses a second restart while one is under way', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request(restart(0));
		cluster.taken();
		expect(cluster.request(restart(0))).toEqual({ok: false, message: 'instance 0 is being replaced already by w2'});
		expect(cluster.taken()).toEqual([]);
	});

	it('stops the old worker before it forks with --stop-first', () => {
		const cluster = new ClusterHarness(1, {stopFirst: true}).ready(1);
		cluster.taken();
		cluster.request(restart(0));
		expect(cluster.taken()).toEqual(['disconnect w1']);
		expect(cluster.states()).toEqual(['draining']);
		cluster.exits(1, 0);
		expect(cluster.taken()).toEqual(['fork 0']);
		expect(cluster.snapshot()[0]?.restarts).toBe(1);
	});

	it('starts a stopped instance at once, while the old worker may still be draining', () => {
		const cluster = new ClusterHarness(1).ready(1);
		cluster.request({type: 'disconnect', instance: 0});
		cluster.taken();
		cluster.request(restart(0));
		expect(cluster.taken()).toEqual(['fork 0']);
		cluster.ready(2);
		expect(cluster.snapshot()[0]?.workers.map(({id, role}) => [id, role])).toEqual([
			[2, 'serving'],
			[1, 'retiring'],
		]);
	});

	it('says which instances there are when asked for one that is not', () => {
		const cluster = new ClusterHarness(2);
		expect(cluster.request(restart(5))).toEqual({ok: false, message: 'no instance 5: there are 0 to 1'});
	});
});

describe('ready', () => {
	it('is the first listening socket', () => {
		const cluster = new ClusterHarness(1).worker(1, {type: 'online'});
		expect(cluster.states()).toEqual(['online']);
		expect(cluster.worker(1, {type: 'listening', address: ':3000'}).states()).toEqual(['ready']);
		expect(cluster.clusterSnapshot().addresses).toEqual([':3000']);
	});

	it('is one second online for an app that never listens', () => {
		const cluster = new ClusterHarness(1).worker(1, {type: 'online'}).pass(999);
		expect(cluster.states()).toEqual(['online']);
		expect(cluster.pass(1).states()).toEqual(['ready']);
	});

	it('is the first pulse for an app that never listens, where there are pulses', () => {
		const cluster = new ClusterHarness(1, {hasPulse: true}).worker(1, {type: 'online'}).pass(60_000);
		expect(cluster.states()).toEqual(['online']);
		expect(cluster.worker(1, {type: 'first-pulse'}).states()).toEqual(['ready']);
	});

	it('is a listening socket, not a pulse, where the worker before listened', () => {
		const cluster = new ClusterHarness(1, {hasPulse: true}).ready(1).exits(1).worker(2, {type: 'online'});
		expect(cluster.worker(2, {type: 'first-pulse'}).states()).toEqual(['online']);
		expect(cluster.worker(2, {type: 'listening', address: ':3000'}).states()).toEqual(['ready']);
	});

	it('is a listening socket where the worker before listened, however long that takes', () => {
		const cluster = new ClusterHarness(1).ready(1).exits(1).worker(2, {type: 'online'}).pass(5000);
		expect(cluster.states()).toEqual(['online']);
	});

	it.each([true, false])('is reached, again and again, where only another instance listens (pulses: %s)', hasPulse => {
		const cluster = new ClusterHarness(2, {hasPulse}).ready(1);
		const comesOnline = (id: number) => {
			cluster.worker(id, {type: 'online'}).pass(1000);
			return hasPulse ? cluster.worker(id, {type: 'first-pulse'}) : cluster;
		};
		expect(comesOnline(2).states()).toEqual(['ready', 'ready']);
		cluster.exits(2);
		expect(comesOnline(3).states()).toEqual(['ready', 'ready']);
	});

	it.each([true, false])(
		'of a replacement is not before it listens, though the first worker was taken as ready before it listened (pulses: %s)',
		hasPulse => {
			const cluster = new ClusterHarness(1, {hasPulse}).worker(1, {type: 'online'}).pass(1000);
			cluster.worker(1, {type: 'first-pulse'}).pass(4000).worker(1, {type: 'listening', address: ':3000'});
			cluster.request({type: 'reload'});
			cluster.taken();
			cluster.worker(2, {type: 'online'}).pass(1000).worker(2, {type: 'first-pulse'}).pass(4000);
			expect(cluster.taken()).toEqual([]);
			cluster.worker(2, {type: 'listening', address: ':3000'});
			expect(cluster.taken()).toEqual(['disconnect w1']);
		},
	);

	it("is the app's own word with --wait-ready", () => {
		const cluster = new ClusterHarness(1, {waitReady: true}).ready(1).pass(5000);
		expect(cluster.states()).toEqual(['online']);
		expect(cluster.worker(1, {type: 'app-ready'}).states()).toEqual(['ready']);
	});

	it('is not taken back from, nor demanded of, an only worker that is late', () => {
		const cluster = new ClusterHarness(1, {waitReady: true}).worker(1, {type: 'online'});
		cluster.taken();
		cluster.pass(60_000);
		expect(cluster.reports()).toEqual(['w1 not ready after 10s, goes on waiting']);
		expect(cluster.taken()).toEqual([]);
		expect(cluster.states()).toEqual(['online']);
	});

	it('is given up for a fork that never comes online', () => {
		const cluster = new ClusterHarness(1);
		cluster.taken();
		expect(cluster.pass(30_000).taken()).toEqual(['SIGKILL w1']);
	});
});
