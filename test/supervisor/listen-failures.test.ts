import type {Worker} from 'node:cluster';
import {EventEmitter} from 'node:events';
import {constants} from 'node:os';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {tellListenFailures} from '../../src/supervisor/listen-failures.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const PORT = {address: null, port: 3000, addressType: 4};
const IN_USE = -constants.errno.EADDRINUSE;

function createWorker() {
	const child = Object.assign(new EventEmitter(), {exitCode: null as number | null, signalCode: null, send: vi.fn()});
	const sent = child.send;
	const failures: string[] = [];
	tellListenFailures({process: child} as unknown as Worker, what => failures.push(what));
	return {
		child,
		sent,
		failures,
		ask: (seq: number) => child.emit('internalMessage', {cmd: 'NODE_CLUSTER', act: 'queryServer', seq, ...PORT}),
		answer: (ack: number, errno: number) => child.send({cmd: 'NODE_CLUSTER', ack, errno}),
	};
}

it('tells which address a worker that goes on could not have, and why', () => {
	const {ask, answer, failures, sent} = createWorker();
	ask(7);
	answer(7, IN_USE);
	expect(sent).toHaveBeenCalledWith({cmd: 'NODE_CLUSTER', ack: 7, errno: IN_USE});
	vi.advanceTimersByTime(1000);
	expect(failures).toEqual([':3000: EADDRINUSE']);
});

it('says nothing of one that ends of it, of what went well, and of what was not asked', () => {
	const {child, ask, answer, failures} = createWorker();
	ask(1);
	answer(1, 0);
	answer(2, IN_USE);
	child.send('a message of the app');
	child.send(null);
	vi.advanceTimersByTime(1000);
	ask(3);
	answer(3, IN_USE);
	child.exitCode = 1;
	vi.advanceTimersByTime(1000);
	expect(failures).toEqual([]);
});
