import {expect, test} from 'vitest';
import {formatMessage} from '../../src/logs/format-message.js';

test('a message is JSON on one line', () => {
	expect(formatMessage({type: 'ready', text: 'two\nlines'})).toBe('{"type":"ready","text":"two\\nlines"}');
	expect(formatMessage('ready')).toBe('"ready"');
	expect(formatMessage(null)).toBe('null');
});

test('what JSON cannot say becomes a line that says why', () => {
	expect(formatMessage(1n)).toBe('[a message that is not JSON: Do not know how to serialize a BigInt]');
	expect(formatMessage(undefined)).toBe('[a message that is not JSON: undefined]');
	const circle: {self?: unknown} = {};
	circle.self = circle;
	expect(formatMessage(circle)).toBe('[a message that is not JSON: Converting circular structure to JSON]');
	const thrower = {
		toJSON() {
			throw 'no error at all';
		},
	};
	expect(formatMessage(thrower)).toBe('[a message that is not JSON: unknown reason]');
});
