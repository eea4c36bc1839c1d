import {expect, it, vi} from 'vitest';
import {createPidusageProbe} from '../../src/sampler/pidusage-probe.js';
import {HISTORY_LENGTH, type ProcessReading, Sampler} from '../../src/sampler/sampler.js';

const reading = (cpuPercent: number, rssBytes: number): ProcessReading => ({cpuPercent, rssBytes});

it('keeps two minutes of history for each instance, with a gap where no worker served', async () => {
	let pid: number | undefined = 7;
	let cpu = 0;
	const sampler = new Sampler({
		probe: async () => new Map([[7, reading(++cpu, 100)]]),
		targets: () => ({instances: new Map([[0, pid]]), pids: [7]}),
		onSample: () => {},
	});
	for (let i = 0; i < HISTORY_LENGTH + 5; i++) {
		await sampler.poll();
	}
	const {cpuHistory, rssHistory} = sampler.ofInstance(0);
	expect(cpuHistory).toHaveLength(HISTORY_LENGTH);
	expect(cpuHistory[0]).toBe(6);
	expect(cpuHistory.at(-1)).toBe(HISTORY_LENGTH + 5);
	expect(rssHistory.at(-1)).toBe(100);
	pid = undefined;
	await sampler.poll();
	expect(sampler.ofInstance(0).cpuHistory.at(-1)).toBeNaN();
});

it('forgets instances that are no more', async () => {
	const instances = new Map<number, number | undefined>([[0, 7]]);
	const sampler = new Sampler({
		probe: async () => new Map(),
		targets: () => ({instances, pids: [7]}),
		onSample: () => {},
	});
	await sampler.poll();
	expect(sampler.ofInstance(0).cpuHistory).toHaveLength(1);
	instances.delete(0);
	await sampler.poll();
	expect(sampler.ofInstance(0).cpuHistory).toEqual([]);
});

it('does not start a poll while another is under way', async () => {
	const finish: Array<(readings: ReadonlyMap<number, ProcessReading>) => void> = [];
	const probe = vi.fn(() => new Promise<ReadonlyMap<number, ProcessReading>>(resolve => finish.push(resolve)));
	const sampler = new Sampler({probe, targets: () => ({instances: new Map(), pids: [7]}), onSample: () => {}});
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
	const targets = () => ({instances: new Map([[0, 7]]), pids: [7]});
	const sampler = new Sampler({probe: () => probe(), targets, onSample, onFailure});
	await sampler.poll();
	await sampler.poll();
	expect(onFailure).toHaveBeenCalledTimes(1);
	expect(sampler.ofInstance(0).rssHistory).toEqual([Number.NaN, Number.NaN]);
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
	const sampler = new Sampler({probe, targets: () => ({instances: new Map(), pids: []}), onSample: () => {}});
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
