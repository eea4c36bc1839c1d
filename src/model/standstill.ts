import type {Cluster} from './cluster.js';
import {workersOf} from './instance.js';

/**
 * Whether nothing runs any more and nothing will unless somebody asks: every instance has failed, or, as workers that
 * exit stay down (--no-autorestart), has ended. `failed`: at least one did not end well.
 */
export function findStandstill({instances, settings}: Cluster): 'ended' | 'failed' | undefined {
	const isDown = instances.every(
		instance =>
			workersOf(instance).length === 0 &&
			(instance.place.kind === 'failed' || (instance.place.kind === 'stopped' && !settings.autorestart)),
	);
	if (!isDown || instances.length === 0) {
		return undefined;
	}
	return instances.some(({place}) => place.kind === 'failed') ? 'failed' : 'ended';
}
