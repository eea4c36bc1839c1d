import {LATENCY_BUCKETS, type LatencyCounts, latencyBounds} from '../model/latency-histogram.js';
import type {MetricFamily, MetricSample} from './prometheus-text.js';

/** What the workers of an instance have served since clumon started, whoever replaced whom. */
export type ServedTotals = {
	/** Answers by class of status: 1xx, 2xx, 3xx, 4xx, 5xx. */
	readonly statusClasses: readonly number[];
	/** Requests whose client, or whose app, gave up before the answer was out. */
	readonly aborted: number;
	/** Of the answered ones. */
	readonly latencies: LatencyCounts;
};

/** Those that most Prometheus clients have, from 1 ms on. */
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The requests that each instance has answered, by its index. */
export function trafficMetrics(totals: ReadonlyMap<number, ServedTotals>): MetricFamily[] {
	const all = [...totals];
	return [
		{
			name: 'clumon_http_requests_total',
			type: 'counter',
			help: 'Requests that were answered, by class of status.',
			samples: all.flatMap(([index, {statusClasses}]) =>
				statusClasses.map((value, place) => ({labels: {index, code: `${place + 1}xx`}, value})),
			),
		},
		{
			name: 'clumon_http_requests_aborted_total',
			type: 'counter',
			help: 'Requests whose client, or whose app, gave up before the answer was out.',
			samples: all.map(([index, {aborted}]) => ({labels: {index}, value: aborted})),
		},
		{
			name: 'clumon_http_request_duration_seconds',
			type: 'histogram',
			help: 'From the arrival of the head of a request to the end of its answer. Of many a random part is timed.',
			samples: all.flatMap(([index, {latencies}]) => histogram(index, latencies)),
		},
	];
}

/** What is to be known of the fine buckets. Made once, as a scrape should cost next to nothing; not before the first. */
type FineBuckets = {
	/**
	 * How many end at each bound or below. One that straddles a bound is counted in the next: a bound is off by 3.1 % at most,
	 * and counts stay whole and never go down.
	 */
	readonly within: readonly number[];
	/** In seconds, where the requests of each are taken to lie. */
	readonly middles: Float64Array;
};

let fineBuckets: FineBuckets | undefined;

function findFineBuckets(): FineBuckets {
	const bounds = Array.from({length: LATENCY_BUCKETS}, (_, bucket) => latencyBounds(bucket));
	return {
		within: BOUNDS_SECONDS.map(bound => bounds.filter(({toMs}) => toMs <= bound * 1000).length),
		middles: Float64Array.from(bounds, ({fromMs, toMs}) => (fromMs + toMs) / 2000),
	};
}

function histogram(index: number, latencies: LatencyCounts): readonly MetricSample[] {
	fineBuckets ??= findFineBuckets();
	const {within, middles} = fineBuckets;
	let count = 0;
	let seconds = 0;
	let bucket = 0;
	const countTo = (end: number) => {
		for (; bucket < end; bucket += 1) {
			const requests = latencies[bucket] ?? 0;
			count += requests;
			seconds += requests * (middles[bucket] ?? 0);
		}

		return count;
	};
	const buckets = BOUNDS_SECONDS.map((le, place): MetricSample => {
		return {suffix: '_bucket', labels: {index, le}, value: countTo(within[place] ?? 0)};
	});
	return [
		...buckets,
		{suffix: '_bucket', labels: {index, le: '+Inf'}, value: countTo(LATENCY_BUCKETS)},
		{suffix: '_sum', labels: {index}, value: seconds},
		{suffix: '_count', labels: {index}, value: count},
	];
}
