import type {Worker} from 'node:cluster';
import {EventEmitter} from 'node:events';
import {expect, it, vi} from 'vitest';
import {surviveMessages} from '../../src/supervisor/survive-messages.js';

function surviving() {
	const child = new EventEmitter();
	const onFault = vi.fn();
	surviveMessages({process: child} as unknown as Worker, onFault);
	return {child, onFault};
}

it('hands on what a listener of an internal message throws', () => {
	const {child, onFault} = surviving();
	const error = new Error('assert');
	child.on('internalMessage', () => {
		throw error;
	});
	expect(child.emit('internalMessage', {cmd: 'NODE_HANDLE_ACK'})).toBe(true);
	expect(onFault).toHaveBeenCalledWith(error);
});

it('leaves all other events as they are', () => {
	const {child, onFault} = surviving();
	const onMessage = vi.fn();
	child.on('message', onMessage);
	child.emit('message', {a: 1}, 'handle');
	expect(onMessage).toHaveBeenCalledWith({a: 1}, 'handle');
	child.on('exit', () => {
		throw new Error('mine');
	});
	expect(() => child.emit('exit')).toThrow('mine');
	expect(onFault).not.toHaveBeenCalled();
});
