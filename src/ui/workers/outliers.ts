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
 * factor, so that it is unusual, and by a distance, so that it matters. CPU must be so in the mean of 5 s, too.
 */
export function findOutliers({instances}: ClusterSnapshot, moment: Moment): ReadonlyMap<number, Outlier> {
	const ready = instances.filter(instance => instance.state.kind === 'ready');
	const figures = ready.map(instance => instanceFigures(instance, moment));
	const sides = Object.fromEntries(
		RULED.map(key => [
			key,
			sidesOf(
				figures.map(({[key]: value}) => value),
				RULES[key],
			),
		]),
	) as Record<(typeof RULED)[number], readonly Side[]>;
	const recent = moment.samples.slice(-CPU_SECONDS);
	const lasting = sidesOf(
		ready.map(({index}) => meanOfKnown(seriesOf(recent, 'cpuPercent', index))),
		RULES.cpuPercent,
	);
	return new Map(
		ready.map(({index}, place) => {
			const outlier = Object.fromEntries(RULED.map(key => [key, sides[key][place]])) as Outlier;
			return [index, outlier.cpuPercent === lasting[place] ? outlier : {...outlier, cpuPercent: undefined}];
		}),
	);
}

/** Of each value, whether it is far from the median of those that are known. */
function sidesOf(values: readonly (number | undefined)[], {factor, distance}: Rule): readonly Side[] {
	const known = values.filter(value => value !== undefined);
	if (known.length < FEWEST) {
		return values.map(() => undefined);
	}
	const middle = median(known);
	return values.map(value => {
		if (value === undefined) {
			return undefined;
		}
		if (value > middle * factor && value - middle > distance) {
			return 'above';
		}
		return value < middle / factor && middle - value > distance ? 'below' : undefined;
	});
}

function meanOfKnown(values: readonly number[]): number | undefined {
	const known = values.filter(value => !Number.isNaN(value));
	return known.length === 0 ? undefined : mean(known);
}
