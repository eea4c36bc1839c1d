import type {Cluster} from './model/cluster.js';
import {workersOf} from './model/instance.js';
import type {SampleTargets} from './sampler/sampler.js';

/** Every live process, and for each instance the one that its row shows. */
export function sampleTargets({instances}: Cluster): SampleTargets {
	return {
		instances: new Map(instances.map(instance => [instance.index, workersOf(instance)[0]?.pid])),
		pids: instances.flatMap(instance => workersOf(instance).flatMap(({pid}) => pid ?? [])),
	};
}
