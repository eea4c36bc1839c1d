import type {Cluster} from './model/cluster.js';
import {workersOf} from './model/instance.js';
import type {SampledWorker, SampleTargets} from './sampler/measurements.js';

/** Every live worker, and for each instance the one that its row shows. */
export function sampleTargets({instances}: Cluster): SampleTargets {
	const shown: (SampledWorker | undefined)[] = [];
	for (const instance of instances) {
		const [worker] = workersOf(instance);
		shown[instance.index] = worker && {workerId: worker.id, pid: worker.pid};
	}
	return {
		// An instance that leaves may leave a hole.
		instances: Array.from(shown),
		workerIds: instances.flatMap(instance => workersOf(instance).flatMap(({id}) => id ?? [])),
	};
}

/** Every process that lives. */
export function livePids({instances}: Cluster): readonly number[] {
	return instances.flatMap(instance => workersOf(instance).flatMap(({pid}) => pid ?? []));
}
