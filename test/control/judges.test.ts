import {describe, expect, test} from 'vitest';
import {createJudge} from '../../src/control/create-judge.js';
import type {Judge} from '../../src/control/verdict.js';
import type {OperatorRequest} from '../../src/model/operator.js';
import type {ClusterSnapshot, ExitSnapshot} from '../../src/model/snapshot.js';
import {cluster, instance, NOON, readyCluster, worker} from '../ui/screen-fixtures.js';

const before = readyCluster(2);
const judge = (request: OperatorRequest, from: ClusterSnapshot = before): Judge =>
	createJudge(request, {before: from, readyTimeoutMs: 10_000});

const exit = (workerId: number | undefined, changes: Partial<ExitSnapshot> = {}): ExitSnapshot => ({
	workerId,
	pid: 1,
	at: NOON + 1,
	upMs: 20,
	reason: 'exit 1: Error: x',
	unexpected: true,
	...changes,
});

describe('the restart of an instance', () => {
	const old = worker({id: 1});
	const now = (...workers: ReturnType<typeof worker>[]) =>
		cluster([instance(0, {kind: 'ready'}, {workers}), instance(1, {kind: 'ready'})]);
	const restart = judge({type: 'restart', instance: 0});

	test('goes on until the new worker serves and the old one is gone', () => {
		expect(restart(before)).toBeUndefined();
		expect(restart(now(old, worker({id: 3, role: 'replacement', state: {kind: 'online'}})))).toBeUndefined();
		expect(restart(now(worker({id: 3}), worker({id: 1, role: 'retiring', state: {kind: 'draining'}})))).toBeUndefined();
		expect(restart(now(worker({id: 3, pid: 77})))).toEqual({ok: true, message: 'instance 0: w3 is ready, pid 77'});
	});

	test('has failed with the new worker, and says who serves', () => {
		const failed = cluster([instance(0, {kind: 'ready'}, {workers: [old], exits: [exit(3)]})]);
		expect(restart(failed)).toEqual({
			ok: false,
			message: 'instance 0: w3 ended, w1 serves on: exit 1: Error: x',
			workerId: 3,
		});
	});

	test('has failed when the new worker could not be forked', () => {
		const exits = [exit(undefined, {reason: 'spawn failed: EMFILE'})];
		expect(restart(cluster([instance(0, {kind: 'ready'}, {workers: [old], exits})]))?.message).toBe(
			'instance 0: the new worker ended, w1 serves on: spawn failed: EMFILE',
		);
	});

	test('has failed when the new worker is sent away before it served', () => {
		const late = now(old, worker({id: 3, role: 'retiring', state: {kind: 'stopping', leftMs: 5000}}));
		const outcome = {id: 1, ok: false, text: 'instance 0: no restart: not ready after 10s'};
		expect(restart({...late, outcome})).toEqual({ok: false, message: outcome.text, workerId: 3});
	});

	test('of one that was stopped ends with its worker ready, down or late', () => {
		const down = cluster([instance(0, {kind: 'stopped', reason: 'stopped by the operator'})]);
		const start = judge({type: 'restart', instance: 0}, down);
		const starting = (upMs: number) =>
			cluster([instance(0, {kind: 'online'}, {workers: [worker({id: 9, state: {kind: 'online'}, upMs})]})]);
		expect(start(starting(500))).toBeUndefined();
		expect(start(starting(10_001))).toMatchObject({ok: false, workerId: 9});
		expect(start(down)).toEqual({ok: false, message: 'instance 0 is stopped: stopped by the operator'});
	});

	test('ends when the instance is scaled away', () => {
		expect(judge({type: 'restart', instance: 1})(readyCluster(1))).toEqual({
			ok: false,
			message: 'instance 1 was scaled away',
		});
	});
});

describe('a rolling reload', () => {
	const done = {id: 1, ok: true, text: 'reload done'};
	const renewed = cluster([
		instance(0, {kind: 'ready'}, {worker: {id: 3}}),
		instance(1, {kind: 'ready'}, {worker: {id: 4}}),
	]);

	test('goes on while it rolls, and until the old workers are gone', () => {
		const reload = judge({type: 'reload'});
		expect(reload({...before, phase: {kind: 'reloading', done: 0, total: 2}})).toBeUndefined();
		expect(reload({...before, outcome: done})).toBeUndefined();
		expect(reload({...renewed, outcome: {id: 2, ok: false, text: 'what came after'}})).toEqual({
			ok: true,
			message: 'reload done',
			workerId: undefined,
		});
	});

	test('that failed ends at once, with the worker that did not start', () => {
		const outcome = {id: 1, ok: false, text: 'reload stopped at instance 0'};
		const failed = cluster([instance(0, {kind: 'ready'}, {exits: [exit(3)]}), instance(1, {kind: 'ready'})], {outcome});
		expect(judge({type: 'reload'})(failed)).toEqual({ok: false, message: outcome.text, workerId: 3});
	});

	test('that is overtaken by the end of clumon was broken off', () => {
		expect(judge({type: 'reload'})({...before, phase: {kind: 'quitting', step: 'drain', leftMs: 1}})?.ok).toBe(false);
	});
});

test('a stop is done when the workers that were there are gone', () => {
	const stop = judge({type: 'stop', instance: 0});
	expect(stop(before)).toBeUndefined();
	const exits = [exit(1, {reason: 'exit 0', unexpected: false})];
	expect(stop(cluster([instance(0, {kind: 'stopped', reason: ''}, {exits}), instance(1, {kind: 'ready'})]))).toEqual({
		ok: true,
		message: 'instance 0 is stopped (w1 ended: exit 0)',
	});
});

test('scaling up is done when the new ones are ready, down when the last ones have left', () => {
	const up = judge({type: 'scale', by: 1});
	expect(up(before)).toEqual(expect.objectContaining({ok: false}));
	const third = (kind: 'online' | 'ready') =>
		cluster([...before.instances, instance(2, {kind}, {worker: {id: 3, upMs: 10}})]);
	expect(up(third('online'))).toBeUndefined();
	expect(up(third('ready'))).toEqual({ok: true, message: '3 instances'});
	const down = judge({type: 'scale', to: 1});
	expect(down(before)).toBeUndefined();
	expect(down(readyCluster(1))).toEqual({ok: true, message: '1 instance'});
});

test('a look into a worker is done when it is told how it came out', () => {
	const profile = judge(
		{type: 'profile', instance: 0},
		{...before, diagnosis: {id: 1, ok: true, text: 'old.cpuprofile'}},
	);
	expect(profile({...before, diagnosis: {id: 1, ok: true, text: 'old.cpuprofile'}})).toBeUndefined();
	expect(profile({...before, diagnosis: {id: 2, ok: false, text: 'no room'}})).toEqual({ok: false, message: 'no room'});
});
