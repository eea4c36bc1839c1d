import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatMetrics, type MetricFamily} from '../../src/control/prometheus-text.js';

const up: MetricFamily = {name: 'up', type: 'gauge', help: 'Whether it is up.', samples: [{value: 1}]};

describe('the text format of Prometheus', () => {
	test('has help, type and samples of each metric', () => {
		const requests: MetricFamily = {
			name: 'requests_total',
			type: 'counter',
			help: 'Requests.',
			samples: [
				{labels: {index: 0, code: '2xx'}, value: 12},
				{labels: {index: 1, code: '5xx'}, value: 0.5},
			],
		};
		expect(formatMetrics([up, requests])).toBe(
			[
				'# HELP up Whether it is up.',
				'# TYPE up gauge',
				'up 1',
				'# HELP requests_total Requests.',
				'# TYPE requests_total counter',
				'requests_total{index="0",code="2xx"} 12',
				'requests_total{index="1",code="5xx"} 0.5',
				'',
			].join('\n'),
		);
	});

	test('has the parts of a histogram under one type', () => {
		const text = formatMetrics([
			{
				name: 'duration_seconds',
				type: 'histogram',
				help: 'Duration.',
				samples: [
					{suffix: '_bucket', labels: {le: '+Inf'}, value: 3},
					{suffix: '_sum', value: 0.25},
					{suffix: '_count', value: 3},
				],
			},
		]);
		expect(text).toContain(
			'duration_seconds_bucket{le="+Inf"} 3\nduration_seconds_sum 0.25\nduration_seconds_count 3\n',
		);
	});

	test('leaves out a metric without samples', () => {
		expect(formatMetrics([{...up, samples: []}])).toBe('');
	});

	test.each([
		[Number.NaN, 'NaN'],
		[Number.POSITIVE_INFINITY, '+Inf'],
		[Number.NEGATIVE_INFINITY, '-Inf'],
		[1e21, '1e+21'],
	])('writes %d as Go reads it', (value, written) => {
		expect(formatMetrics([{...up, samples: [{value}]}])).toContain(`\nup ${written}\n`);
	});

	test('escapes help', () => {
		expect(formatMetrics([{...up, help: 'a\\b\n"c"'}])).toContain('# HELP up a\\\\b\\n"c"\n');
	});

	test('keeps any label value whole and on one line', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), value => {
				const [, , line = ''] = formatMetrics([{...up, samples: [{labels: {value}, value: 1}]}]).split('\n');
				const [, written = ''] = /^up\{value="((?:[^"\\]|\\[\\n"])*)"\} 1$/s.exec(line) ?? [];
				expect(written.replaceAll(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))).toBe(value);
			}),
			{examples: [['\\'], ['"'], ['\n'], ['\\n'], ['\\"\n'], ['a\\']]},
		);
	});
});
