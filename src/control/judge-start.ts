import type {ClusterSnapshot, InstanceSnapshot, WorkerSnapshot} from '../model/snapshot.js';
import type {Verdict} from './verdict.js';

export type StartCase = {
	readonly before: ClusterSnapshot;
	readonly now: ClusterSnapshot;
	readonly readyTimeoutMs: number;
	readonly instance: number;
};

/** Whether the instance has a new worker that serves and is rid of those it had, or will not get one. */
export function judgeStart(start: StartCase): Verdict | undefined {
	const {before, now, instance: index} = start;
	const name = `instance ${index}`;
	const instance = now.instances[index];
	if (instance === undefined) {
		return {ok: false, message: `${name} was scaled away`};
	}
	const isNew = newerThan(before);
	const fresh = instance.workers.filter(isNew);
	const exit = findNewExit(instance, before);
	if (exit !== undefined) {
		const serving = instance.workers.find(({role, state}) => role === 'serving' && state.kind === 'ready');
		const then = serving === undefined ? '' : `, w${serving.id} serves on`;
		return {
			ok: false,
			message: `${name}: ${nameOf(exit.workerId)} ended${then}: ${exit.reason}`,
			workerId: exit.workerId,
		};
	}
	if (fresh.some(({role}) => role === 'retiring')) {
		const {outcome} = now;
		const why = outcome !== undefined && outcome.id !== before.outcome?.id && !outcome.ok ? outcome.text : undefined;
		return {ok: false, message: why ?? `${name} was stopped meanwhile`, workerId: fresh[0]?.id};
	}
	if (fresh.length === 0) {
		return isAtRest(instance)
			? {ok: false, message: `${name} is ${instance.state.kind}${reasonOf(instance)}`}
			: undefined;
	}
	const late = fresh.find(({role, upMs, state}) => role === 'serving' && !isUp(state) && upMs > start.readyTimeoutMs);
	if (late !== undefined) {
		const message = `${name}: w${late.id} is not ready after ${start.readyTimeoutMs} ms, and goes on trying`;
		return {ok: false, message, workerId: late.id};
	}
	const ready = fresh.find(({role, state}) => role === 'serving' && state.kind === 'ready');
	return ready !== undefined && instance.workers.every(isNew)
		? {ok: true, message: `${name}: w${ready.id} is ready, pid ${ready.pid}`}
		: undefined;
}

/** Tells workers that were forked after this from those that were there: worker ids count up. */
export function newerThan({instances}: ClusterSnapshot): (worker: Pick<WorkerSnapshot, 'id'>) => boolean {
	const ids = instances.flatMap(({workers, exits}) => [
		...workers.map(({id = 0}) => id),
		...exits.map(({workerId = 0}) => workerId),
	]);
	const newest = Math.max(0, ...ids);
	// Without an id it is being forked right now.
	return ({id}) => id === undefined || id > newest;
}

/** The first end of a worker that was forked after `before`; one that never became a process has no id. */
export function findNewExit(instance: InstanceSnapshot, before: ClusterSnapshot) {
	const isNew = newerThan(before);
	return instance.exits.find(exit => (exit.workerId === undefined ? exit.at > before.at : isNew({id: exit.workerId})));
}

function isAtRest({state}: InstanceSnapshot): boolean {
	return state.kind === 'stopped' || state.kind === 'failed' || state.kind === 'waiting';
}

function reasonOf({state}: InstanceSnapshot): string {
	return 'reason' in state ? `: ${state.reason}` : '';
}

function isUp({kind}: WorkerSnapshot['state']): boolean {
	return kind !== 'starting' && kind !== 'online';
}

function nameOf(workerId: number | undefined): string {
	return workerId === undefined ? 'the new worker' : `w${workerId}`;
}
