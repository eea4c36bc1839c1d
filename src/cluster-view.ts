import type {Cluster} from './model/cluster.js';
import {type Readings, type Surroundings, snapshotCluster} from './model/cluster-snapshot.js';
import type {ClusterView} from './model/operator.js';
import type {Sample} from './model/sample.js';
import type {ClusterSnapshot} from './model/snapshot.js';
import type {SteadyClock} from './supervisor/steady-clock.js';
import {createWallTime} from './wall-time.js';

/** What never changes while clumon runs. */
export type ClusterIdentity = Omit<Surroundings, 'upMs' | 'at'>;

export type ChangeableView = ClusterView & {
	/** Says that something measured or decided has changed. */
	readonly changed: () => void;
};

/** Joins what is decided and what is measured into one read side. A snapshot is made when it is asked for, once a change. */
export function createClusterView(options: {
	readonly identity: ClusterIdentity;
	readonly getCluster: () => Cluster;
	readonly readings: Readings & {readonly getSamples: () => readonly Sample[]};
	/** That of the model. */
	readonly clock: Pick<SteadyClock, 'now' | 'elapsedMs'>;
}): ChangeableView {
	const {identity, getCluster, readings, clock} = options;
	const {now, elapsedMs} = clock;
	const startedAt = now();
	const wallTime = createWallTime({now, epochNow: Date.now});
	const subscribers = new Set<() => void>();
	let snapshot: ClusterSnapshot | undefined;
	const take = () => {
		const at = now();
		const surroundings = {...identity, upMs: elapsedMs(startedAt, at), at: Date.now()};
		return snapshotCluster({cluster: getCluster(), at, epochOf: wallTime.of, elapsedMs, surroundings, readings});
	};
	return {
		getSnapshot: () => {
			snapshot ??= take();
			return snapshot;
		},
		getSamples: () => readings.getSamples(),
		subscribe: onChange => {
			subscribers.add(onChange);
			return () => subscribers.delete(onChange);
		},
		// Each second at least, as measured: also where nobody asks for a snapshot.
		changed: () => {
			wallTime.look();
			snapshot = undefined;
			for (const onChange of subscribers) {
				onChange();
			}
		},
	};
}
