import type {ClusterSnapshot} from '../model/snapshot.js';

export type Readiness = {
	readonly isReady: boolean;
	/** `3 of 4 instances ready, 1 wanted`. */
	readonly text: string;
};

/** Whether a load balancer should send requests here: enough instances are ready, and clumon is not ending. */
export function judgeReadiness({instances, phase}: ClusterSnapshot, readyMin: number): Readiness {
	const ready = instances.filter(({state}) => state.kind === 'ready').length;
	const counts = `${ready} of ${instances.length} instances ready, ${readyMin} wanted`;
	return phase.kind === 'quitting'
		? {isReady: false, text: `ending: ${counts}`}
		: {isReady: ready >= readyMin, text: counts};
}
