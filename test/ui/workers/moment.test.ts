import {describe, expect, it} from 'vitest';
import {instanceFigures, momentOf} from '../../../src/ui/workers/moment.js';
import {instance, NOON, sample, samplesOf, vitals} from '../screen-fixtures.js';

const ready = instance(0, {kind: 'ready'}, {worker: {vitals: vitals()}});
const samples = [10, 20, 30].map((cpuPercent, second) => sample(NOON + second * 1000, [{cpuPercent}]));

describe('the moment that is shown', () => {
	it('is now, while the log follows', () => {
		const moment = momentOf(samples, undefined);
		expect(moment.past).toBeUndefined();
		expect(moment.samples).toHaveLength(3);
		expect(instanceFigures(ready, moment)).toMatchObject({cpuPercent: 42, requestsPerSecond: 629, inFlight: 3});
	});

	it.each([
		[-1400, 10, 1],
		[0, 10, 1],
		[400, 10, 1],
		[600, 20, 2],
		[1999, 30, 3],
		[3500, 30, 3],
	])('is the nearest sample to a line, %d ms from the first one', (ms, cpuPercent, count) => {
		const moment = momentOf(samples, NOON + ms);
		expect(moment.samples).toHaveLength(count);
		expect(instanceFigures(ready, moment)).toMatchObject({cpuPercent, inFlight: undefined, rssBytes: undefined});
	});

	it.each([-1600, 3600])('has no figures where there is no sample near a line (%d ms)', ms => {
		const moment = momentOf(samples, NOON + ms);
		expect(moment.past).toEqual({at: NOON + ms, sample: undefined});
		expect(instanceFigures(ready, moment)).toMatchObject({cpuPercent: undefined, requestsPerSecond: undefined});
	});

	it('has no figures where there is no sample at all', () => {
		expect(momentOf([], NOON).past?.sample).toBeUndefined();
		expect(momentOf(samplesOf([], 0), NOON).samples).toEqual([]);
	});
});
