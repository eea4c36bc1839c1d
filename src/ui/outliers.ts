import type {ClusterSnapshot, InstanceSnapshot} from '../model/snapshot.js';
import {mean} from './sparkline.js';

export type Side = 'above' | 'below' | undefined;

/** What stands out in one instance, against the others. */
export type Outlier = {readonly cpu: Side; readonly memory: Side};

type Rule = {
	/** How many times the median, or what part of it. */
	readonly factor: number;
	/** And how far from it, so that 2 % beside 1 % is nothing. */
	readonly distance: number;
};

const CPU_RULE: Rule = {factor: 2, distance: 25};
const MEMORY_RULE: Rule = {factor: 1.5, distance: 32 * 1024 * 1024};
const CPU_SECONDS = 5;
// Of two workers nobody can say which one is the odd one.
const FEWEST = 3;

/**
 * Which instances are far from their siblings' median, by index. Only ready ones are compared, at least three of them:
 * CPU (the mean of 5 s) twice the median or half of it and 25 points away, memory one and a half times or two thirds of
 * it and 32 MiB away.
 */
export function findOutliers({instances}: ClusterSnapshot): ReadonlyMap<number, Outlier> {
	const ready = instances.filter(instance => instance.state.kind === 'ready');
	const cpu = ready.map(recentCpu);
	const memory = ready.map(instance => instance.workers[0]?.rssBytes ?? Number.NaN);
	return new Map(
		ready.map(({index}, place) => [
			index,
			{
				cpu: sideOf(cpu[place] ?? Number.NaN, cpu, CPU_RULE),
				memory: sideOf(memory[place] ?? Number.NaN, memory, MEMORY_RULE),
			},
		]),
	);
}

function recentCpu({cpuHistory}: InstanceSnapshot): number {
	const recent = cpuHistory.slice(-CPU_SECONDS).filter(value => !Number.isNaN(value));
	return recent.length === 0 ? Number.NaN : mean(recent);
}

function sideOf(value: number, values: readonly number[], {factor, distance}: Rule): Side {
	const known = values.filter(other => !Number.isNaN(other));
	if (Number.isNaN(value) || known.length < FEWEST) {
		return undefined;
	}
	const middle = median(known);
	if (value > middle * factor && value - middle > distance) {
		return 'above';
	}
	return value < middle / factor && middle - value > distance ? 'below' : undefined;
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
