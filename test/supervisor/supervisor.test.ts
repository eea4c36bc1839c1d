import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {ClusterPort} from '../../src/supervisor/cluster-port.js';
import type {Journal, ReportListener} from '../../src/supervisor/journal.js';
import {createSteadyClock} from '../../src/supervisor/steady-clock.js';
import {Supervisor} from '../../src/supervisor/supervisor.js';
import {SETTINGS} from '../model/cluster-harness.js';
import {PROBE_REPORT} from '../model/probe-report-fixture.js';
import {createFakePort} from './fake-cluster-port.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function start({
	instances = 1,
	hasPulse = false,
	port: otherPort,
}: {
	instances?: number;
	hasPulse?: boolean;
	port?: ClusterPort;
} = {}) {
	const {port, workers} = createFakePort();
	const journal = {
		write: vi.fn<Journal['write']>(),
		endOutput: vi.fn<Journal['endOutput']>(),
		message: vi.fn<Journal['message']>(),
		event: vi.fn<Journal['event']>(),
		stderrTail: () => ['Error: last words'],
	};
	const onReport = vi.fn<ReportListener>();
	const supervisor = new Supervisor({
		port: otherPort ?? port,
		journal,
		clock: createSteadyClock(),
		settings: {...SETTINGS, hasPulse},
		onReport,
		diagnoses: {folder: '/tmp', name: 'my/app'},
	});
	supervisor.start(instances);
	const worker = (id: number) => {
		const found = workers[id - 1];
		if (found === undefined) {
			throw new Error(`no worker w${id}`);
		}
		return found;
	};
	const states = () => supervisor.cluster.instances.map(({place}) => place.kind);
	return {supervisor, workers, worker, journal, onReport, states};
}

describe('Supervisor', () => {
	it('tells each worker which instance it is', () => {
		const {workers} = start({instances: 2});
		expect(workers.map(({env}) => env)).toEqual([
			{NODE_APP_INSTANCE: '0', CLUMON_INSTANCE: '0'},
			{NODE_APP_INSTANCE: '1', CLUMON_INSTANCE: '1'},
		]);
	});

	it('forks again when a worker ends, with its last stderr lines as the reason', () => {
		const {workers, worker, supervisor, journal} = start();
		worker(1).listener.onEnded({kind: 'exit', code: 1});
		expect(journal.endOutput).toHaveBeenCalledWith({instance: 0, workerId: 1});
		expect(workers).toHaveLength(2);
		expect(supervisor.cluster.instances[0]?.exits[0]?.reason).toBe('exit 1: Error: last words');
	});

	it('does what is due when it is due', () => {
		const {worker, supervisor} = start();
		worker(1).listener.onEvent({type: 'online'});
		worker(1).listener.onEvent({type: 'listening', address: ':1'});
		supervisor.request({type: 'stop', instance: 0});
		expect(worker(1).done).toEqual(['disconnect']);
		vi.advanceTimersByTime(10_000);
		expect(worker(1).done).toEqual(['disconnect', 'SIGTERM']);
		vi.advanceTimersByTime(5000);
		expect(worker(1).done).toEqual(['disconnect', 'SIGTERM', 'SIGKILL']);
	});

	it('hands on what workers write and send, under their instance and id', () => {
		const {worker, journal} = start({instances: 2});
		const chunk = Buffer.from('hello\n');
		worker(2).listener.onOutput('stderr', chunk);
		worker(2).listener.onMessage({a: 1});
		expect(journal.write).toHaveBeenCalledWith({instance: 1, workerId: 2, stream: 'stderr', chunk});
		expect(journal.message).toHaveBeenCalledWith({instance: 1, workerId: 2, message: {a: 1}});
	});

	it('hands on what probes report, but not what is none of theirs', () => {
		const {worker, onReport} = start({instances: 2});
		worker(2).listener.onPulse(PROBE_REPORT);
		worker(2).listener.onPulse(undefined);
		expect(onReport.mock.calls).toEqual([[{instance: 1, workerId: 2}, PROBE_REPORT]]);
	});

	it('treats a fork that throws as a failure of the instance', async () => {
		const port = {
			fork: () => {
				throw new Error('spawn E2BIG');
			},
		};
		const {states, supervisor} = start({port});
		await vi.waitFor(() => expect(states()).toEqual(['waiting']));
		expect(supervisor.cluster.instances[0]?.exits[0]?.reason).toBe('spawn failed: spawn E2BIG');
	});

	it('lets nothing that breaks after a fork pass for a fork that failed', async () => {
		const {port, workers} = createFakePort();
		const {supervisor} = start({port});
		const unsubscribe = supervisor.subscribe(() => {
			throw new Error('a fault of our own');
		});
		expect(() => supervisor.request({type: 'scale', to: 2})).toThrow('a fault of our own');
		unsubscribe();
		await Promise.resolve();
		expect(workers).toHaveLength(2);
		expect(supervisor.cluster.instances.map(({exits}) => exits)).toEqual([[], []]);
	});

	it('has an end for what a child of a dead worker wrote to its pipe, too', () => {
		const {worker, journal} = start();
		worker(1).listener.onEnded({kind: 'exit', code: 1});
		worker(1).listener.onOutput('stdout', Buffer.from('late'));
		journal.endOutput.mockClear();
		worker(1).listener.onOutputEnd();
		expect(journal.endOutput).toHaveBeenCalledWith({instance: 0, workerId: 1});
	});

	it('tells subscribers of every change until they leave', () => {
		const {supervisor, worker} = start();
		const onChange = vi.fn();
		const unsubscribe = supervisor.subscribe(onChange);
		worker(1).listener.onEvent({type: 'online'});
		expect(onChange).toHaveBeenCalledTimes(1);
		unsubscribe();
		worker(1).listener.onEvent({type: 'listening', address: ':1'});
		expect(onChange).toHaveBeenCalledTimes(1);
	});

	it('has ended when the last worker is gone after a quit', async () => {
		const {supervisor, worker} = start({instances: 2});
		let hasEnded = false;
		void supervisor.ended.then(() => {
			hasEnded = true;
		});
		supervisor.request({type: 'quit'});
		worker(1).listener.onEnded({kind: 'exit', code: 0});
		await Promise.resolve();
		expect(hasEnded).toBe(false);
		worker(2).listener.onEnded({kind: 'exit', code: 0});
		await supervisor.ended;
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('send', () => {
	it('reaches the worker of one instance, or all', () => {
		const {supervisor, workers} = start({instances: 2});
		expect(supervisor.request({type: 'send', instance: 1, message: 'hi'})).toEqual({ok: true, message: 'sent to w2'});
		expect(supervisor.request({type: 'send', message: [1]})).toEqual({ok: true, message: 'sent to w1, w2'});
		expect(workers.map(({done}) => done)).toEqual([['send [1]'], ['send "hi"', 'send [1]']]);
	});

	it('says so when nobody can be reached', () => {
		const {supervisor, worker} = start();
		worker(1).connected = false;
		expect(supervisor.request({type: 'send', instance: 0, message: 'hi'})).toEqual({
			ok: false,
			message: 'not sent: no worker of instance 0 has an open channel',
		});
	});

	it('has the workers of an instance wait with what they write, and one that is forked meanwhile too', () => {
		const {supervisor, worker} = start({instances: 2});
		supervisor.holdOutput(instance => instance === 1);
		expect([worker(1).done, worker(2).done]).toEqual([['release'], ['hold']]);
		supervisor.request({type: 'restart', instance: 1});
		expect(worker(3).done).toEqual(['hold']);
		supervisor.holdOutput(() => false);
		expect([worker(2).done.at(-1), worker(3).done.at(-1)]).toEqual(['release', 'release']);
	});
});

describe('a look into a worker', () => {
	it('is told in the log and to the screen when it is done', () => {
		const {supervisor, worker, journal} = start({hasPulse: true});
		worker(1).listener.onEvent({type: 'online'});
		expect(supervisor.request({type: 'inspect', instance: 0}).ok).toBe(true);
		expect(worker(1).done).toEqual(['diagnose inspect']);
		worker(1).listener.onDiagnosis({kind: 'inspect', ok: true, url: 'ws://127.0.0.1:1/a'});
		const text = 'inspector of w1: ws://127.0.0.1:1/a';
		expect(journal.event).toHaveBeenLastCalledWith({instance: 0, workerId: 1, text});
		expect(supervisor.cluster.diagnosis).toEqual({id: 1, ok: true, text});
	});

	it('that makes it stand still does not make it hang', () => {
		const {supervisor, worker} = start({hasPulse: true});
		worker(1).listener.onEvent({type: 'online'});
		worker(1).listener.onEvent({type: 'listening', address: ':1'});
		worker(1).listener.onPulse(undefined);
		supervisor.request({type: 'heap-snapshot', instance: 0});
		vi.advanceTimersByTime(60_000);
		expect(worker(1).done).toEqual(['diagnose heap-snapshot']);
		worker(1).listener.onDiagnosis({kind: 'heap-snapshot', ok: true, url: undefined});
		vi.advanceTimersByTime(60_000);
		expect(worker(1).done).not.toEqual(['diagnose heap-snapshot']);
	});

	it('is refused without a worker, or without a probe in it', () => {
		expect(start({instances: 0, hasPulse: true}).supervisor.request({type: 'profile', instance: 0})).toEqual({
			ok: false,
			message: 'instance 0 has no worker: r starts one',
		});
		expect(start().supervisor.request({type: 'profile', instance: 0})).toEqual({
			ok: false,
			message: 'not with --no-probe: nothing is in the workers that could do it',
		});
	});
});
