import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {Diagnoses, type DiagnosisOutcome, type Patient} from '../../src/supervisor/diagnoses.js';
import {createFakePort} from './fake-cluster-port.js';

beforeEach(() => {
	vi.useFakeTimers({now: Date.UTC(2026, 10, 23, 1, 45, 7)});
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp() {
	const {port, workers} = createFakePort();
	port.fork({}, {} as never);
	const [forked] = workers;
	if (forked === undefined) {
		throw new Error('no worker');
	}
	const diagnose = vi.spyOn(forked, 'diagnose');
	const tell = vi.fn<(outcome: DiagnosisOutcome) => void>();
	const diagnoses = new Diagnoses({folder: '/srv/shop', name: 'my/app.js', tell});
	const patient: Patient = {ref: '3:0', instance: 3, forked};
	return {diagnoses, patient, forked, diagnose, tell};
}

it('names the file after the app, the instance, the process and the time', () => {
	const {diagnoses, patient, diagnose, tell} = setUp();
	expect(diagnoses.begin(patient, 'profile')).toEqual({ok: true, message: 'CPU profile of w1: measures for 10 s…'});
	const file = 'my_app.js-3-101-20261123T014507.cpuprofile';
	expect(diagnose).toHaveBeenCalledWith({kind: 'profile', file: `/srv/shop/${file}`, profileMs: 10_000});
	diagnoses.onResult('3:0', {kind: 'profile', ok: true, url: undefined});
	const text = `CPU profile of w1: ${file}`;
	expect(tell.mock.calls).toEqual([[{instance: 3, workerId: 1, ok: true, text, path: '/srv/shop'}]]);
});

it('does one thing at a time in each worker', () => {
	const {diagnoses, patient, diagnose} = setUp();
	diagnoses.begin(patient, 'profile');
	expect(diagnoses.begin(patient, 'heap-snapshot')).toEqual({
		ok: false,
		message: 'not begun: the CPU profile of w1 is under way, wait for it',
	});
	expect(diagnose).toHaveBeenCalledTimes(1);
	expect(diagnoses.begin({...patient, ref: '4:0'}, 'profile').ok).toBe(true);
});

it('begins nothing where no order arrives', () => {
	const {diagnoses, patient, forked} = setUp();
	forked.connected = false;
	expect(diagnoses.begin(patient, 'inspect')).toEqual({ok: false, message: 'not begun: w1 has no open channel'});
});

it('knows who stands still because it was told to', () => {
	const {diagnoses, patient} = setUp();
	diagnoses.begin(patient, 'heap-snapshot');
	expect(diagnoses.standingStill()).toEqual(['3:0']);
	diagnoses.onResult('3:0', {kind: 'heap-snapshot', ok: true, url: undefined});
	expect(diagnoses.standingStill()).toEqual([]);
});

it('tells why there is none, once', () => {
	const {diagnoses, patient, tell} = setUp();
	diagnoses.begin(patient, 'heap-snapshot');
	diagnoses.onResult('3:0', {kind: 'heap-snapshot', ok: false, error: 'ENOSPC: no space left on device, write'});
	diagnoses.forget('3:0');
	const text = 'no heap snapshot of w1: ENOSPC: no space left on device, write';
	expect(tell.mock.calls).toEqual([[{instance: 3, workerId: 1, ok: false, text, path: undefined}]]);
});

it('tells of a worker that ends meanwhile, and of one that does not answer', () => {
	const {diagnoses, patient, tell} = setUp();
	diagnoses.begin(patient, 'profile');
	diagnoses.forget('3:0');
	diagnoses.begin(patient, 'profile');
	vi.advanceTimersByTime(30_000);
	expect(tell.mock.calls.map(([{ok, text}]) => [ok, text])).toEqual([
		[false, 'no CPU profile of w1: the worker has ended'],
		[false, 'no CPU profile of w1: no answer for 30 s'],
	]);
	expect(diagnoses.begin(patient, 'profile').ok).toBe(true);
});

it('believes no answer that nobody asked for', () => {
	const {diagnoses, patient, tell} = setUp();
	diagnoses.onResult('3:0', {kind: 'inspect', ok: true, url: 'ws://127.0.0.1:1/a'});
	diagnoses.begin(patient, 'profile');
	diagnoses.onResult('3:0', {kind: 'inspect', ok: true, url: 'ws://127.0.0.1:1/a'});
	expect(tell).not.toHaveBeenCalled();
});
