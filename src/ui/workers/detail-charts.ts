import {type SampleKey, seriesOf} from '../../model/sample.js';
import type {InstanceSnapshot} from '../../model/snapshot.js';
import {drawBraille} from '../text/braille.js';
import {figureLevel, figureSpan} from '../text/figure-text.js';
import {NO_FIGURES} from '../text/figures.js';
import type {Span} from '../text/spans.js';
import {drawSparkline, lastMinute, memoryScale, PERCENT_SCALE, peak, type Scale} from '../text/sparkline.js';
import type {DetailPane} from './detail-pane.js';
import {lineWidth} from './detail-place.js';
import {graphEnd, instanceFigures} from './moment.js';

type Chart = {readonly name: string; readonly key: SampleKey};
type Line = readonly Span[];

const PROCESS_CHARTS: readonly Chart[] = [
	{name: 'cpu', key: 'cpuPercent'},
	{name: 'mem', key: 'rssBytes'},
];
const PROBE_CHARTS: readonly Chart[] = [
	{name: 'req/s', key: 'requestsPerSecond'},
	{name: 'p95', key: 'p95Ms'},
	{name: 'lag', key: 'lagMs'},
];

const NAME_WIDTH = 5;
const VALUE_WIDTH = 6;
const MAX_TITLE = ' max ';
/** Cells for a minute, each a whole number of seconds, or of two columns of braille. */
const WIDTHS = [60, 30, 20, 15, 12, 10, 6, 5] as const;
const BRAILLE_WIDTHS = [30, 15, 10, 6, 5] as const;
/** What a graph without values is drawn on. Lag and latency below this are near nothing, and so they look. */
const LEAST_HIGH: Readonly<Partial<Record<SampleKey, number>>> = {requestsPerSecond: 1, p95Ms: 10, lagMs: 20};
const SECONDS_READ = 75;

/** The last minute: `cpu   42% ⣀⣠⣴⣾⣷⣦ max 88%`. */
export function chartLines(instance: InstanceSnapshot, pane: DetailPane): readonly Line[] {
	const charts = pane.snapshot.hasProbe ? [...PROCESS_CHARTS, ...PROBE_CHARTS] : PROCESS_CHARTS;
	return charts.map(chart => chartLine(chart, instance, pane));
}

function chartLine({name, key}: Chart, instance: InstanceSnapshot, pane: DetailPane): Line {
	const {snapshot, moment, theme} = pane;
	const limits = {limitBytes: snapshot.memoryLimitBytes, theme};
	const recent = seriesOf(moment.samples.slice(-SECONDS_READ), key, instance.index);
	const known = recent.slice(-60).filter(value => !Number.isNaN(value));
	const most = known.length === 0 ? undefined : Math.max(...known);
	return [
		{text: name.padEnd(NAME_WIDTH), style: theme.dim},
		figureSpan(key, instanceFigures(instance, moment), {width: VALUE_WIDTH, ...limits}),
		{text: ' '},
		...graphSpans(key, recent, pane),
		{text: MAX_TITLE, style: theme.dim},
		figureSpan(key, {...NO_FIGURES, [key]: most}, {width: 0, ...limits}),
	];
}

function graphSpans(key: SampleKey, recent: readonly number[], pane: DetailPane): Line {
	const {snapshot, moment, theme} = pane;
	const {memoryLimitBytes: limitBytes} = snapshot;
	const room = lineWidth(pane) - NAME_WIDTH - VALUE_WIDTH - MAX_TITLE.length - VALUE_WIDTH - 1;
	const {hasBraille, spark} = theme.glyphs;
	const cells = (hasBraille ? BRAILLE_WIDTHS : WIDTHS).find(candidate => candidate <= room) ?? 0;
	const values = lastMinute(recent, {
		width: hasBraille ? 2 * cells : cells,
		at: graphEnd(moment, snapshot),
		combine: peak,
	});
	const scale = scaleOf(key, values, limitBytes);
	if (!hasBraille) {
		const styleOf = (value: number) => theme.graphLevel[figureLevel(key, {...NO_FIGURES, [key]: value}, {limitBytes})];
		return drawSparkline(values, {scale, spark, styleOf});
	}
	return [{text: drawBraille(values, {scale, rows: 1}).join(''), style: theme.graphLevel.normal}];
}

function scaleOf(key: SampleKey, values: readonly number[], limitBytes: number): Scale {
	if (key === 'cpuPercent') {
		return PERCENT_SCALE;
	}
	if (key === 'rssBytes') {
		return memoryScale(values, limitBytes);
	}
	return {low: 0, high: Math.max(LEAST_HIGH[key] ?? 1, ...values.filter(value => !Number.isNaN(value)))};
}
