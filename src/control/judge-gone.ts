import type {ClusterSnapshot} from '../model/snapshot.js';
import type {Verdict} from './verdict.js';

/** Whether the workers that the instance had are gone. */
export function judgeGone({
	before,
	now,
	instance: index,
}: {
	readonly before: ClusterSnapshot;
	readonly now: ClusterSnapshot;
	readonly instance: number;
}): Verdict | undefined {
	const had = before.instances[index]?.workers.map(({id}) => id) ?? [];
	const instance = now.instances[index];
	if (instance?.workers.some(({id}) => had.includes(id))) {
		return undefined;
	}
	const ends = instance?.exits.filter(({workerId}) => workerId !== undefined && had.includes(workerId)) ?? [];
	const how = ends.map(({workerId, reason}) => `w${workerId} ended: ${reason}`).join(', ');
	const state = instance === undefined ? 'gone' : instance.state.kind;
	return {ok: true, message: `instance ${index} is ${state}${how === '' ? '' : ` (${how})`}`};
}
