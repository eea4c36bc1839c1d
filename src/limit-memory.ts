import type {Cluster} from './model/cluster.js';
import {judgeMemory, type MemoryReading, NEW_MEMORY_GUARD} from './model/memory-guard.js';
import type {Sampler} from './sampler/sampler.js';
import type {Supervisor} from './supervisor/supervisor.js';
import {formatBytes} from './ui/text/format.js';

/** Returns what to call after each sample: it has a worker replaced whose resident set stays over the limit. */
export function createMemoryLimit({
	limitBytes,
	supervisor,
	sampler,
	now,
}: {
	readonly limitBytes: number;
	readonly supervisor: Pick<Supervisor, 'cluster' | 'replaceFor'>;
	readonly sampler: Pick<Sampler, 'ofProcess'>;
	readonly now: () => number;
}): () => void {
	let guard = NEW_MEMORY_GUARD;
	return () => {
		const judged = judgeMemory(guard, {readings: readMemory(supervisor.cluster, sampler), limitBytes, at: now()});
		const {excess} = judged;
		const reason = excess && `${formatBytes(excess.rssBytes)} resident, over the limit of ${formatBytes(limitBytes)}`;
		const isDone = excess !== undefined && reason !== undefined && supervisor.replaceFor(excess.instance, reason);
		// What was not done now is due again at the next sample.
		guard = isDone ? judged.guard : {...judged.guard, replacedAt: guard.replacedAt};
	};
}

function readMemory({instances}: Cluster, sampler: Pick<Sampler, 'ofProcess'>): readonly MemoryReading[] {
	return instances.flatMap(({index, place}) => {
		const pid = place.kind === 'running' ? place.worker.pid : undefined;
		const reading = pid === undefined ? undefined : sampler.ofProcess(pid);
		return pid === undefined || reading === undefined ? [] : [{instance: index, pid, rssBytes: reading.rssBytes}];
	});
}
