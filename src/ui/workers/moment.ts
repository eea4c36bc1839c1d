import type {Sample} from '../../model/sample.js';
import type {ClusterSnapshot, InstanceSnapshot} from '../../model/snapshot.js';
import {type Figures, figuresIn, figuresOf, NO_FIGURES} from '../text/figures.js';

/** The time whose figures are shown: now, or, while the log is paused, that of the line under its cursor. */
export type Moment = {
	/** Up to that time, oldest first. */
	readonly samples: readonly Sample[];
	/** Epoch, ms; undefined: now. */
	readonly past: {readonly at: number; readonly sample: Sample | undefined} | undefined;
};

export const NOW: Moment = {samples: [], past: undefined};

/** A line is shown beside the sample of its second; with none as near as that, nothing was measured then. */
const NEAR_MS = 1500;

/** `pausedAt`: the time of the line under the log's cursor; undefined: the log follows. */
export function momentOf(samples: readonly Sample[], pausedAt: number | undefined): Moment {
	if (pausedAt === undefined) {
		return {samples, past: undefined};
	}
	// From the newest: one seldom goes far back.
	const next = samples.findLastIndex(({at}) => at <= pausedAt) + 1;
	const [before, after] = [samples[next - 1], samples[next]];
	const distance = (sample: Sample | undefined) => (sample === undefined ? Infinity : Math.abs(sample.at - pausedAt));
	const isAfter = distance(after) < distance(before);
	const nearest = isAfter ? after : before;
	return {
		samples: samples.slice(0, isAfter ? next + 1 : next),
		past: {at: pausedAt, sample: distance(nearest) <= NEAR_MS ? nearest : undefined},
	};
}

/** Of an instance's own worker at that moment. */
export function instanceFigures({workers: [worker], index}: InstanceSnapshot, {past}: Moment): Figures {
	if (past !== undefined) {
		return figuresIn(past.sample, index, worker?.vitals?.heapLimitBytes);
	}
	return worker === undefined ? NO_FIGURES : figuresOf(worker);
}

/** How long something had been up then that has been up for so long now, in ms. */
export function upMsAt(upMs: number, {past}: Moment, {at}: Pick<ClusterSnapshot, 'at'>): number {
	return past === undefined ? upMs : Math.max(0, upMs - (at - past.at));
}

/** The time of the newest of its samples, at the right edge of each graph. */
export function graphEnd({samples}: Moment, {at}: ClusterSnapshot): number {
	return samples.at(-1)?.at ?? at;
}
