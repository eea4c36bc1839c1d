import {expect, it, vi} from 'vitest';
import {createPidusageProbe} from '../../src/sampler/pidusage-probe.js';
import {type ProcessReading, Sampler} from '../../src/sampler/sampler.js';

const reading = (cpuPercent: number, rssBytes: number): ProcessReading => ({cpuPercent, rssBytes});

it('does not start a poll while another is under way', async () => {
	const finish: Array<(readings: ReadonlyMap<number, ProcessReading>) => void> = [];
	const probe = vi.fn(() => new Promise<ReadonlyMap<number, ProcessReading>>(resolve => finish.push(resolve)));
	const sampler = new Sampler({probe, pids: () => [7], onSample: () => {}});
	const first = sampler.poll();
	await sampler.poll();
	expect(probe).toHaveBeenCalledTimes(1);
	finish[0]?.(new Map([[7, reading(1, 2)]]));
	await first;
	expect(sampler.ofProcess(7)).toEqual(reading(1, 2));
});

it('tells once that nothing can be measured, and goes on', async () => {
	let probe: () => Promise<ReadonlyMap<number, ProcessReading>> = async () => {
		throw new Error('EMFILE');
	};
	const onFailure = vi.fn();
	const onSample = vi.fn();
	const pids = () => [7];
	const sampler = new Sampler({probe: () => probe(), pids, onSample, onFailure});
	await sampler.poll();
	await sampler.poll();
	expect(onFailure).toHaveBeenCalledTimes(1);
	expect(sampler.ofProcess(7)).toBeUndefined();
	const failing = probe;
	probe = async () => new Map([[7, reading(1, 2)]]);
	await sampler.poll();
	expect(sampler.ofProcess(7)).toEqual(reading(1, 2));
	probe = failing;
	await sampler.poll();
	expect(onFailure).toHaveBeenCalledTimes(2);
	expect(onSample).toHaveBeenCalledTimes(4);
});

it('asks nothing when no process lives', async () => {
	const probe = vi.fn(async () => new Map());
	const sampler = new Sampler({probe, pids: () => [], onSample: () => {}});
	await sampler.poll();
	expect(probe).not.toHaveBeenCalled();
});

it('reads real processes: no CPU the first time, a number the second, nothing of one that is gone', async () => {
	const probe = createPidusageProbe();
	const gone = 2 ** 22 + 1; // Past the largest pid that Linux gives.
	const first = await probe([process.pid, gone]);
	expect([...first.keys()]).toEqual([process.pid]);
	expect(first.get(process.pid)?.cpuPercent).toBeUndefined();
	expect(first.get(process.pid)?.rssBytes).toBeGreaterThan(1e6);
	expect((await probe([process.pid])).get(process.pid)?.cpuPercent).toBeTypeOf('number');
	expect((await probe([gone])).size).toBe(0);
});
