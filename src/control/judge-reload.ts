import type {ClusterSnapshot} from '../model/snapshot.js';
import {findNewExit, newerThan} from './judge-start.js';
import type {Judge, Verdict} from './verdict.js';

/** Whether the roll has ended, and the old workers, which answer for a moment longer, are gone. */
export function judgeReload(before: ClusterSnapshot): Judge {
	const isNew = newerThan(before);
	// Once it is known it stays: another outcome may follow while old workers drain.
	let verdict: Verdict | undefined;
	return now => {
		verdict ??= judgeRoll(now, before);
		const hasOld = now.instances.some(({workers}) => workers.some(worker => !isNew(worker)));
		return verdict?.ok && hasOld ? undefined : verdict;
	};
}

function judgeRoll(now: ClusterSnapshot, before: ClusterSnapshot): Verdict | undefined {
	if (now.phase.kind === 'reloading') {
		return undefined;
	}
	const {outcome} = now;
	if (outcome === undefined || outcome.id === before.outcome?.id) {
		return {ok: false, message: 'the reload was broken off'};
	}
	const failed = now.instances.map(instance => findNewExit(instance, before)).find(exit => exit?.unexpected === true);
	const late = now.instances
		.flatMap(({workers}) => workers)
		.find(({id, role}) => role === 'retiring' && newerThan(before)({id}));
	return {ok: outcome.ok, message: outcome.text, workerId: outcome.ok ? undefined : (failed?.workerId ?? late?.id)};
}
