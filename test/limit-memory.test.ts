import {expect, it, vi} from 'vitest';
import {createMemoryLimit} from '../src/limit-memory.js';
import {Sampler} from '../src/sampler/sampler.js';
import {ClusterHarness} from './model/cluster-harness.js';

const MIB = 1024 ** 2;

/** Two ready instances (pids 1001, 1002) and what each has resident. `sample` measures once and applies the limit. */
function limited() {
	const harness = new ClusterHarness(2).ready(1, 2);
	const rss = new Map([
		[1001, 50 * MIB],
		[1002, 50 * MIB],
	]);
	const sampler = new Sampler({
		probe: async () => new Map([...rss].map(([pid, rssBytes]) => [pid, {cpuPercent: 1, rssBytes}])),
		pids: () => [...rss.keys()],
		onSample: () => {},
	});
	const replaceFor = vi.fn((_instance: number, _reason: string) => true);
	const supervisor = {cluster: harness.cluster, replaceFor};
	const state = {at: 0};
	const limitMemory = createMemoryLimit({limitBytes: 100 * MIB, supervisor, sampler, now: () => state.at});
	const sample = async () => {
		state.at += 1000;
		await sampler.poll();
		limitMemory();
	};
	return {rss, replaceFor, sample};
}

it('has the worker replaced that stays over the limit for three samples, and says how much it had', async () => {
	const {rss, replaceFor, sample} = limited();
	rss.set(1002, 150 * MIB);
	await sample();
	await sample();
	expect(replaceFor).not.toHaveBeenCalled();
	await sample();
	expect(replaceFor.mock.calls).toEqual([[1, '150M resident, over the limit of 100M']]);
	await sample();
	expect(replaceFor).toHaveBeenCalledTimes(1);
});

it('asks again at the next sample where it could not be done', async () => {
	const {rss, replaceFor, sample} = limited();
	replaceFor.mockReturnValueOnce(false);
	rss.set(1001, 150 * MIB);
	for (let i = 0; i < 4; i++) {
		await sample();
	}
	expect(replaceFor).toHaveBeenCalledTimes(2);
	await sample();
	expect(replaceFor).toHaveBeenCalledTimes(2);
});
