import {formatDuration} from './model/format-duration.js';
import type {ClusterSnapshot} from './model/snapshot.js';

/** What is left on the terminal: `clumon app.js: ended after 2h · 4 instances, 3 restarts, 1 unexpected exit`. */
export function summarize({name, upMs, instances}: ClusterSnapshot): string {
	const restarts = instances.reduce((sum, instance) => sum + instance.restarts, 0);
	const crashes = instances.flatMap(({exits}) => exits.filter(({unexpected}) => unexpected)).length;
	const counts = [count(instances.length, 'instance'), count(restarts, 'restart'), count(crashes, 'unexpected exit')];
	return `clumon ${name}: ended after ${formatDuration(upMs)} · ${counts.join(', ')}`;
}

function count(n: number, noun: string): string {
	return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
