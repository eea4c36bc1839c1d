import type {ClusterSnapshot} from '../../../src/model/snapshot.js';

/** A cluster without instances. */
export function snapshotOf(name: string): ClusterSnapshot {
	return {
		name,
		app: 'app.js',
		nodeArgs: [],
		args: [],
		nodeVersion: '20.0.0',
		pid: 1,
		upMs: 0,
		at: 0,
		cores: 2,
		memoryLimitBytes: 1e9,
		memoryTotalBytes: 1e9,
		hasProbe: true,
		traffic: undefined,
		phase: {kind: 'running'},
		addresses: [],
		outcome: undefined,
		startFailure: undefined,
		instances: [],
	};
}
