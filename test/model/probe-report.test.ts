import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {LATENCY_BUCKETS} from '../../src/model/latency-histogram.js';
import {type ProbeReport, parseProbeReport} from '../../src/model/probe-report.js';
import {PROBE_REPORT} from './probe-report-fixture.js';

describe('parseProbeReport', () => {
	it('takes what the preload sends, as it comes out of JSON', () => {
		expect(parseProbeReport(JSON.parse(JSON.stringify(PROBE_REPORT)))).toEqual(PROBE_REPORT);
	});

	it('leaves out what it does not know', () => {
		expect(parseProbeReport({...PROBE_REPORT, more: 'x'.repeat(1000)})).toEqual(PROBE_REPORT);
	});

	it.each<[string, object]>([
		['a count that is no number', {started: '3'}],
		['a negative count', {inFlight: -1}],
		['a fraction of a request', {finished: 1.5}],
		['an endless measure', {heapUsedBytes: Number.POSITIVE_INFINITY}],
		['what JSON makes of NaN', {lagMs: null}],
		['a utilisation above 1', {utilisation: 1.01}],
		['no time at all', {intervalMs: 0}],
		['too few classes', {statusClasses: [1, 2]}],
		['a class that is no count', {statusClasses: [0, 1, 0, 0, {}]}],
		['a bucket that there is not', {latency: [LATENCY_BUCKETS, 1]}],
		['a bucket without a count', {latency: [1]}],
		['more buckets than there are', {latency: Array.from({length: 2 * LATENCY_BUCKETS + 2}, () => 1)}],
		['something missing', {handles: undefined}],
	])('refuses %s', (_, part) => {
		expect(parseProbeReport({...PROBE_REPORT, ...part})).toBeUndefined();
	});

	it('survives anything', () => {
		fc.assert(
			fc.property(fc.anything(), value => {
				expect(() => parseProbeReport(value)).not.toThrow();
			}),
		);
		const part = fc.constantFrom(...(Object.keys(PROBE_REPORT) as Array<keyof ProbeReport>));
		fc.assert(
			fc.property(part, fc.jsonValue(), (key, value) => {
				const parsed = parseProbeReport({...PROBE_REPORT, [key]: value});
				const numbers = Object.values(parsed ?? {}).flat();
				expect(numbers.every(number => Number.isFinite(number) && number >= 0)).toBe(true);
			}),
		);
	});
});
