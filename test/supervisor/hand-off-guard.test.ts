import type {Worker} from 'node:cluster';
import {EventEmitter} from 'node:events';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {guardHandOffs} from '../../src/supervisor/hand-off-guard.js';

function guarded(canAnotherServe: boolean) {
	const send = vi.fn((_message: unknown, _handle?: unknown) => true);
	const child = Object.assign(new EventEmitter(), {send});
	guardHandOffs({process: child} as unknown as Worker, () => canAnotherServe);
	const answers: unknown[] = [];
	child.on('internalMessage', message => answers.push(message));
	return {child, send, answers};
}

const newConnection = (seq: number) => ({cmd: 'NODE_CLUSTER', act: 'newconn', seq});
const handle = {};
const ack = (seq: number) => ({cmd: 'NODE_CLUSTER', ack: seq, accepted: true});

it('declines in the name of a dead worker what it has not acknowledged, so that another gets it', () => {
	const {child, answers, send} = guarded(true);
	child.send(newConnection(1));
	child.send(newConnection(2));
	expect(send).toHaveBeenCalledTimes(2);
	child.emit('internalMessage', ack(1));
	answers.length = 0;
	child.emit('exit');
	expect(answers).toEqual([{cmd: 'NODE_CLUSTER', ack: 2, accepted: false}]);
});

it('accepts it where nobody else can serve, so that it is closed', () => {
	const {child, answers} = guarded(false);
	child.send(newConnection(7));
	child.emit('exit');
	expect(answers).toEqual([{cmd: 'NODE_CLUSTER', ack: 7, accepted: true}]);
});

describe('a worker that has no descriptor left for a connection', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('has it declined after a pause', () => {
		const {child, answers} = guarded(true);
		child.send(newConnection(1), handle);
		child.send({cmd: 'NODE_CLUSTER', ack: 5}, handle);
		child.send(newConnection(2), handle);
		child.emit('internalMessage', {cmd: 'NODE_HANDLE_ACK'});
		child.emit('internalMessage', {cmd: 'NODE_HANDLE_ACK'});
		child.emit('internalMessage', {cmd: 'NODE_HANDLE_NACK'});
		answers.length = 0;
		vi.advanceTimersByTime(50);
		expect(answers).toEqual([]);
		vi.advanceTimersByTime(50);
		expect(answers).toEqual([{cmd: 'NODE_CLUSTER', ack: 2, accepted: false}]);
	});

	it('and ends meanwhile has it declined once', () => {
		const {child, answers} = guarded(true);
		child.send(newConnection(1), handle);
		child.emit('internalMessage', {cmd: 'NODE_HANDLE_NACK'});
		answers.length = 0;
		child.emit('exit');
		vi.advanceTimersByTime(1000);
		expect(answers).toEqual([{cmd: 'NODE_CLUSTER', ack: 1, accepted: false}]);
	});
});

it('leaves everything else that is sent alone', () => {
	const {child, answers, send} = guarded(true);
	for (const message of [
		'newconn',
		undefined,
		{act: 'newconn', seq: 1},
		{cmd: 'NODE_CLUSTER', act: 'disconnect', seq: 2},
	]) {
		child.send(message);
	}
	expect(send).toHaveBeenCalledTimes(4);
	child.emit('exit');
	expect(answers).toEqual([]);
});
