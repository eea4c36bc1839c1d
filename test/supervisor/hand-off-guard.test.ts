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

describe('a dead worker whose channel is not read to its end yet', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	/** Node gives a worker connections until it is told that its channel has ended: at once what was declined in its name, too. */
	function known() {
		const {child, answers, ...rest} = guarded(true);
		const node = {knows: true, given: 0};
		child.once('disconnect', () => {
			node.knows = false;
		});
		child.on('internalMessage', ({accepted}) => {
			if (accepted === false && node.knows) {
				node.given += 1;
				expect(node.given).toBeLessThan(100);
				child.send(newConnection(100 + node.given));
			}
		});
		return {child: Object.assign(child, {connected: true}), answers, node, ...rest};
	}

	it('is given nothing of what is declined in its name', () => {
		const {child, answers, node} = known();
		child.send(newConnection(1));
		child.emit('exit');
		child.send(newConnection(2));
		vi.advanceTimersByTime(20);
		child.connected = false;
		vi.advanceTimersByTime(20);
		expect(answers).toEqual([1, 2].map(seq => ({cmd: 'NODE_CLUSTER', ack: seq, accepted: false})));
		expect(node).toEqual({knows: false, given: 0});
	});

	it('is forgotten after a while, should something that it has started hold the channel', () => {
		const {child, answers} = known();
		child.send(newConnection(1));
		child.emit('exit');
		vi.advanceTimersByTime(1000);
		expect(answers).toEqual([{cmd: 'NODE_CLUSTER', ack: 1, accepted: false}]);
	});

	it('is not forgotten twice where node tells of the end itself', () => {
		const {child} = known();
		const onDisconnect = vi.fn();
		child.on('disconnect', onDisconnect);
		child.emit('exit');
		child.connected = false;
		child.emit('disconnect');
		vi.advanceTimersByTime(1000);
		expect(onDisconnect).toHaveBeenCalledTimes(1);
	});
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
