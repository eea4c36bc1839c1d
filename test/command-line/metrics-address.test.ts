import {describe, expect, test} from 'vitest';
import {resolveMetrics} from '../../src/command-line/metrics-address.js';

describe('--metrics', () => {
	test.each([
		['9464', '127.0.0.1', 9464],
		['0', '127.0.0.1', 0],
		['0.0.0.0:9464', '0.0.0.0', 9464],
		['localhost:80', 'localhost', 80],
		['[::1]:9464', '::1', 9464],
		['[::]:65535', '::', 65_535],
	])('understands %s', (metrics, host, port) => {
		expect(resolveMetrics({metrics}, 2)).toEqual({host, port, readyMin: 1});
	});

	test.each(['', 'on', ':9464', '65536', '127.0.0.1', '::1:9464', 'a b:1', 'http://x:1', '1.5'])(
		'refuses %j',
		metrics => {
			expect(() => resolveMetrics({metrics}, 2)).toThrow(
				`--metrics must be a port or host:port, such as 9464 or 0.0.0.0:9464, got ${JSON.stringify(metrics)}`,
			);
		},
	);

	test('is off unless it is asked for', () => {
		expect(resolveMetrics({}, 2)).toBeUndefined();
	});
});

describe('--ready-min', () => {
	test('is how many instances must be ready', () => {
		expect(resolveMetrics({metrics: '1', readyMin: '2'}, 2)?.readyMin).toBe(2);
	});

	test('cannot be more than there are', () => {
		expect(() => resolveMetrics({metrics: '1', readyMin: '3'}, 2)).toThrow(
			'--ready-min must be at most 2, the number of instances, got "3"',
		);
	});

	test('is nothing without --metrics', () => {
		expect(() => resolveMetrics({readyMin: '1'}, 2)).toThrow('--ready-min is for /readyz, which needs --metrics');
	});
});
