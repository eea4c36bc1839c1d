import type {ClusterSnapshot, InstanceSnapshot, WorkerSnapshot} from '../../model/snapshot.js';
import {type Moment, upMsAt} from './moment.js';

/** Who is in an instance's row, and what is known of it at the moment that is shown. */
export type Occupant = {
	readonly id: number | undefined;
	/** Undefined of a worker that is gone. */
	readonly pid: number | undefined;
	readonly upMs: number | undefined;
	/** It is in the row now, too. */
	readonly isPresent: boolean;
};

/** Now an instance's own worker; in the past whose figures were taken then. Undefined where there was none, or nobody knows. */
export function occupantOf(
	{index, workers}: Pick<InstanceSnapshot, 'index' | 'workers'>,
	{moment, snapshot}: {readonly moment: Moment; readonly snapshot: Pick<ClusterSnapshot, 'at'>},
): Occupant | undefined {
	const {past} = moment;
	const [own] = workers;
	if (past === undefined) {
		return own === undefined ? undefined : {...nameOf(own), upMs: own.upMs, isPresent: true};
	}
	const id = past.sample?.workerId?.[index];
	if (id === undefined || Number.isNaN(id)) {
		return undefined;
	}
	const worker = workers.find(candidate => candidate.id === id);
	return worker === undefined
		? {id, pid: undefined, upMs: undefined, isPresent: false}
		: {...nameOf(worker), upMs: upMsAt(worker.upMs, moment, snapshot), isPresent: worker === own};
}

function nameOf({id, pid}: WorkerSnapshot): Pick<Occupant, 'id' | 'pid'> {
	return {id, pid};
}
