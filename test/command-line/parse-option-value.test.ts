import {describe, expect, test} from 'vitest';
import {
	parseInstances,
	parseMemorySize,
	parseMilliseconds,
	parseName,
	parseNodeArgs,
	parsePositiveInteger,
	parseScheduling,
	parseVariable,
} from '../../src/command-line/parse-option-value.js';

const invalid = (message: string) => expect.objectContaining({code: 'invalid-value', message});

describe('parseInstances', () => {
	test.each([
		['3', 3],
		['1024', 1024],
		['max', 8],
		['-1', 7],
		['-7', 1],
		['-8', 1],
		['-99', 1],
		['-0', 8],
	])('of %s with 8 cores is %i', (text, instances) => {
		expect(parseInstances(text, 8)).toBe(instances);
	});

	test.each(['two', '', '0', '1.5', '+2', '1e3', ' 2', '--1', '-', 'MAX', '0x10'])('refuses "%s"', text => {
		expect(() => parseInstances(text, 8)).toThrow(
			invalid(`--instances must be a positive integer, "max" or "-n", got "${text}"`),
		);
	});

	test('refuses more than 1024', () => {
		expect(() => parseInstances('1025', 8)).toThrow(invalid('--instances must be at most 1024, got "1025"'));
	});
});

describe('parsePositiveInteger', () => {
	test('takes one', () => {
		expect(parsePositiveInteger('--lines', '50000')).toBe(50_000);
	});

	test.each(['0', '-1', '1.5', 'many', '', '9007199254740993'])('refuses "%s"', text => {
		expect(() => parsePositiveInteger('--lines', text)).toThrow(
			invalid(`--lines must be a positive integer, got "${text}"`),
		);
	});
});

describe('parseMilliseconds', () => {
	test.each([
		['0', 0],
		['250', 250],
		['2147483647', 2_147_483_647],
	])('takes %s', (text, ms) => {
		expect(parseMilliseconds('--kill-timeout', text)).toBe(ms);
	});

	// A Node.js timer of 2^31 ms and more fires at once.
	test.each(['-1', '1.5', '5s', '', '2147483648'])('refuses "%s"', text => {
		expect(() => parseMilliseconds('--kill-timeout', text)).toThrow(
			invalid(`--kill-timeout must be a whole number of milliseconds, 0 to 2147483647, got "${text}"`),
		);
	});
});

describe('parseVariable', () => {
	test.each([
		['PORT=80', ['PORT', '80']],
		['EMPTY=', ['EMPTY', '']],
		['URL=http://a/?b=c d', ['URL', 'http://a/?b=c d']],
		['TEXT=one\ntwo', ['TEXT', 'one\ntwo']],
	])('splits %j at the first "="', (text, entry) => {
		expect(parseVariable(text)).toEqual(entry);
	});

	test.each(['PORT', '=80', 'MY PORT=80', '', '--json'])('refuses "%s"', text => {
		expect(() => parseVariable(text)).toThrow(invalid(`--env must be KEY=VALUE, got "${text}"`));
	});
});

describe('parseName', () => {
	test.each(['api', 'app.js', 'API_2.0-rc', 'x'.repeat(64)])('takes %s', text => {
		expect(parseName(text)).toBe(text);
	});

	test.each(['', '.', '..', '-x', '_x', 'a b', 'a/b', 'ä', 'x'.repeat(65)])('refuses "%s"', text => {
		expect(() => parseName(text)).toThrow(
			invalid(`--name must be at most 64 letters, digits and . _ -, a letter or digit first, got "${text}"`),
		);
	});
});

describe('parseNodeArgs', () => {
	test('splits words as a shell would', () => {
		expect(parseNodeArgs(`--import tsx --title 'my app'`)).toEqual(['--import', 'tsx', '--title', 'my app']);
	});

	test('refuses a quote that is not closed', () => {
		expect(() => parseNodeArgs(`--title 'my app`)).toThrow(
			invalid(`--node-args must be words as for a shell, with each quote closed, got "--title 'my app"`),
		);
	});
});

describe('parseMemorySize', () => {
	test.each([
		['300M', 300 * 1024 ** 2],
		['1.5g', 1.5 * 1024 ** 3],
		['40000K', 40_000 * 1024],
		['512MB', 512 * 1024 ** 2],
		['67108864', 64 * 1024 ** 2],
	])('takes %s', (text, bytes) => {
		expect(parseMemorySize('--max-memory', text)).toBe(bytes);
	});

	test.each(['much', '', '-1M', '1T', '300 M'])('refuses "%s"', text => {
		expect(() => parseMemorySize('--max-memory', text)).toThrow(
			invalid(`--max-memory must be a size such as 300M or 1G, got "${text}"`),
		);
	});

	test('refuses what no worker runs in', () => {
		expect(() => parseMemorySize('--max-memory', '1M')).toThrow(
			invalid('--max-memory must be at least 32M, as no worker runs in less, got "1M"'),
		);
	});
});

describe('parseScheduling', () => {
	test.each(['rr', 'os'] as const)('takes %s anywhere', text => {
		expect(parseScheduling(text, {nodeVersion: '20.0.0', probe: false})).toBe(text);
	});

	test.each(['23.1.0', '24.0.0', '26.10.0'])('takes reuseport on Node %s', nodeVersion => {
		expect(parseScheduling('reuseport', {nodeVersion, probe: true})).toBe('reuseport');
	});

	test.each(['20.20.2', '22.23.3', '23.0.9'])('refuses reuseport on Node %s', nodeVersion => {
		expect(() => parseScheduling('reuseport', {nodeVersion, probe: true})).toThrow(
			invalid(
				`--scheduling must be "rr" or "os" on Node ${nodeVersion}, as reuseport needs 23.1 or later, got "reuseport"`,
			),
		);
	});

	test('refuses reuseport without the preload, and what it does not know', () => {
		expect(() => parseScheduling('reuseport', {nodeVersion: '24.0.0', probe: false})).toThrow('needs the preload');
		expect(() => parseScheduling('random', {nodeVersion: '24.0.0', probe: true})).toThrow(
			invalid('--scheduling must be "rr", "os" or "reuseport", got "random"'),
		);
	});
});
