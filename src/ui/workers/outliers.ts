import {median} from '../../model/median.js';
import {seriesOf} from '../../model/sample.js';
import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {FigureKey} from '../text/figures.js';
import {mean} from '../text/sparkline.js';
import {instanceFigures, type Moment} from './moment.js';

export type Side = 'above' | 'below' | undefined;

/** What stands out in one instance, against the others. */
export type Outlier = Readonly<Partial<Record<FigureKey, Side>>>;

type Rule = {
	/** How many times the median, or what part of it. */
	readonly factor: number;
	/** And how far from it, so that 2 % beside 1 % is nothing. */
	readonly distance: number;
};

const MIB = 1024 * 1024;
const RULES = {
	cpuPercent: {factor: 2, distance: 25},
	rssBytes: {factor: 1.5, distance: 32 * MIB},
	heapUsedBytes: {factor: 1.5, distance: 32 * MIB},
	utilisation: {factor: 2, distance: 0.25},
	lagMs: {factor: 3, distance: 50},
	requestsPerSecond: {factor: 2, distance: 10},
	errorsPerSecond: {factor: 2, distance: 1},
	p95Ms: {factor: 2, distance: 20},
	inFlight: {factor: 2, distance: 10},
} as const satisfies Partial<Record<FigureKey, Rule>>;

const RULED = Object.keys(RULES) as readonly (keyof typeof RULES)[];
const CPU_SECONDS = 5;
// Of two workers nobody can say which one is the odd one.
const FEWEST = 3;

/**
 * Which instances are far from their siblings' median, by index. Only ready ones are compared, at least three of them: by a
 * factor, so that it is unusual, and by a distance, so that it matters. CPU is the mean of 5 s.
 */
export function findOutliers({instances}: ClusterSnapshot, moment: Moment): ReadonlyMap<number, Outlier> {
	const ready = instances.filter(instance => instance.state.kind === 'ready');
	const recent = moment.samples.slice(-CPU_SECONDS);
	const figures = ready.map(instance => ({
		...instanceFigures(instance, moment),
		cpuPercent: meanOfKnown(seriesOf(recent, 'cpuPercent', instance.index)),
	}));
	const found: Partial<Record<FigureKey, Side>>[] = ready.map(() => ({}));
	for (const key of RULED) {
		const known = figures.flatMap(({[key]: value}) => value ?? []);
		if (known.length < FEWEST) {
			continue;
		}
		const middle = median(known);
		for (const [place, {[key]: value}] of figures.entries()) {
			Object.assign(found[place] ?? {}, {[key]: sideOf(value, middle, RULES[key])});
		}
	}
	return new Map(ready.map(({index}, place) => [index, found[place] ?? {}]));
}

function sideOf(value: number | undefined, middle: number, {factor, distance}: Rule): Side {
	if (value === undefined) {
		return undefined;
	}
	if (value > middle * factor && value - middle > distance) {
		return 'above';
	}
	return value < middle / factor && middle - value > distance ? 'below' : undefined;
}

function meanOfKnown(values: readonly number[]): number | undefined {
	const known = values.filter(value => !Number.isNaN(value));
	return known.length === 0 ? undefined : mean(known);
}
