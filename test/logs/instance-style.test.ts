import {Chalk} from 'chalk';
import {expect, test} from 'vitest';
import {createInstanceStyle} from '../../src/logs/instance-style.js';

test('an instance keeps its colour, and its neighbours have others', () => {
	for (const level of [1, 2, 3] as const) {
		const style = createInstanceStyle(new Chalk({level}));
		const first = Array.from({length: 7}, (_, index) => style(index)('0'));
		expect(new Set(first).size).toBe(7);
		expect(style(3)('0')).toBe(first[3]);
	}
});

test('instances past the last colour begin again with the first', () => {
	expect(createInstanceStyle(new Chalk({level: 1}))(7)('0')).toBe('\u001B[36m0\u001B[39m');
	expect(createInstanceStyle(new Chalk({level: 2}))(10)('0')).toBe('\u001B[38;5;37m0\u001B[39m');
});

test('without colour there is none', () => {
	expect(createInstanceStyle(new Chalk({level: 0}))(3)('3')).toBe('3');
});
