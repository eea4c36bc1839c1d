import {expect, it} from 'vitest';
import {PulseWatch, SILENT_AFTER_MS} from '../../src/supervisor/pulse-watch.js';

it('finds a worker silent once, ten seconds after its last pulse', () => {
	const watch = new PulseWatch();
	watch.pulse('0:0', 1000);
	watch.pulse('1:0', 5000);
	expect(watch.findSilent(1000 + SILENT_AFTER_MS - 1)).toEqual([]);
	expect(watch.findSilent(1000 + SILENT_AFTER_MS)).toEqual(['0:0']);
	expect(watch.findSilent(2000 + SILENT_AFTER_MS)).toEqual([]);
});

it('tells of the first pulse, and of the first after a silence', () => {
	const watch = new PulseWatch();
	expect(watch.pulse('0:0', 0)).toBe('first-pulse');
	expect(watch.pulse('0:0', 1000)).toBeUndefined();
	watch.findSilent(1000 + SILENT_AFTER_MS);
	expect(watch.pulse('0:0', 20_000)).toBe('recovered');
	expect(watch.pulse('0:0', 21_000)).toBeUndefined();
});

it('expects nothing of a worker that never had a pulse, or has gone', () => {
	const watch = new PulseWatch();
	watch.pulse('0:0', 0);
	watch.forget('0:0');
	expect(watch.findSilent(1e9)).toEqual([]);
});

it('counts no silence for which there is an excuse', () => {
	const watch = new PulseWatch();
	watch.pulse('0:0', 0);
	watch.excuse('0:0', 60_000);
	watch.excuse('1:0', 60_000);
	expect(watch.findSilent(60_000)).toEqual([]);
	expect(watch.findSilent(60_000 + SILENT_AFTER_MS)).toEqual(['0:0']);
});

it('expects a pulse of a worker that serves, though none has come yet', () => {
	const watch = new PulseWatch();
	watch.expect('0:0', 0);
	expect(watch.findSilent(SILENT_AFTER_MS)).toEqual(['0:0']);
	expect(watch.pulse('0:0', 20_000)).toBe('recovered');
});
