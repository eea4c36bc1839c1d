/** A rolling reload under way: which instances are still to be restarted, and which are being restarted now. */
export type ReloadPlan = {
	readonly queue: readonly number[];
	readonly active: readonly number[];
	readonly done: number;
	readonly total: number;
};

export function planReload(instances: readonly number[]): ReloadPlan {
	return {queue: instances, active: [], done: 0, total: instances.length};
}

/** Moves instances from the queue to the active ones, `parallel` of those at most; `next` are the ones to restart now. */
export function startNext(
	plan: ReloadPlan,
	parallel: number,
): {readonly plan: ReloadPlan; readonly next: readonly number[]} {
	const free = Math.max(0, parallel - plan.active.length);
	const next = plan.queue.slice(0, free);
	return {plan: {...plan, queue: plan.queue.slice(next.length), active: [...plan.active, ...next]}, next};
}

/** One of the active instances has its new worker. */
export function finishOne(plan: ReloadPlan, instance: number): ReloadPlan {
	return {...plan, active: plan.active.filter(index => index !== instance), done: plan.done + 1};
}

/** An instance that was scaled away needs no restart. */
export function dropInstance(plan: ReloadPlan, instance: number): ReloadPlan {
	const keep = (index: number) => index !== instance;
	const isPart = plan.queue.includes(instance) || plan.active.includes(instance);
	return {
		...plan,
		queue: plan.queue.filter(keep),
		active: plan.active.filter(keep),
		total: isPart ? plan.total - 1 : plan.total,
	};
}

export function isFinished({queue, active}: ReloadPlan): boolean {
	return queue.length === 0 && active.length === 0;
}
