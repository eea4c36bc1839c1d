import type {LogLine} from '../logs/log-block.js';
import {type SampleKey, seriesOf} from '../model/sample.js';
import type {ClusterSnapshot, ExitSnapshot, InstanceSnapshot, RestState} from '../model/snapshot.js';
import {figureSpan} from './figure-text.js';
import {type FigureKey, NO_FIGURES} from './figures.js';
import {formatAge, formatTimeOfDay, formatUptime} from './format.js';
import {cpuGraph, memoryGraph} from './gauges.js';
import type {LogReader} from './log-reader.js';
import {NEWEST} from './log-scroll.js';
import {instanceFigures, type Moment} from './moment.js';
import {drawSpans, type Span} from './spans.js';
import type {Theme} from './theme.js';

export type DetailPane = {
	readonly snapshot: ClusterSnapshot;
	readonly moment: Moment;
	/** An instance's index. */
	readonly selected: number;
	readonly log: LogReader;
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
};

type Line = readonly Span[];
type FailedState = Extract<RestState, {kind: 'failed'}>;

/** How far back messages are looked for: the log keeps no list of them. */
const LINES_SEARCHED = 200;
const MOST_MESSAGES = 3;
const MOST_STDERR_LINES = 4;
const DAY_MS = 24 * 60 * 60_000;
/** Cells of a gauge's line beside its graph: the divider, `cpu  42% ` and ` max 100%`. */
const BESIDE_GRAPH = 20;
const VALUE_WIDTH = 4;
const GRAPH_WIDTHS = [60, 30, 20, 15, 12, 10, 6, 5] as const;

/**
 * What the table has no room for, of the selected instance: who its worker is, a minute of it, why it is down, how its
 * workers ended (the newest first), and what they sent.
 */
export function drawDetailPane(pane: DetailPane): readonly string[] {
	const {snapshot, selected, width, height, theme} = pane;
	const instance = snapshot.instances[selected];
	const lines = instance === undefined ? [] : detailLines(instance, pane);
	const divider: Span = {text: `${theme.glyphs.divider} `, style: theme.dim};
	return Array.from({length: height}, (_, row) => drawSpans([divider, ...(lines[row] ?? [])], {width, theme}));
}

function detailLines(instance: InstanceSnapshot, pane: DetailPane): readonly Line[] {
	const state = instance.state.kind === 'failed' ? failureLines(instance.state, pane) : gaugeLines(instance, pane);
	const head = [titleLine(instance, pane), placeLine(instance, pane), ...state];
	const messages = messageLines(instance, pane);
	return [...head, ...exitLines(instance, pane, pane.height - head.length - messages.length), ...messages];
}

function titleLine({index, state, workers}: InstanceSnapshot, {theme}: DetailPane): Line {
	const [worker] = workers;
	const names = [
		String(index),
		...(worker?.id === undefined ? [] : [`w${worker.id}`]),
		...(worker?.pid === undefined ? [] : [`pid ${worker.pid}`]),
	];
	return [
		{text: names.join(theme.glyphs.separator), style: theme.strong},
		{text: theme.glyphs.separator},
		{text: `${theme.glyphs.state[state.kind]} ${state.kind}`, style: theme.state[state.kind]},
	];
}

function placeLine({workers}: InstanceSnapshot, {snapshot, theme}: DetailPane): Line {
	const [worker] = workers;
	const facts = [
		`node ${snapshot.nodeVersion}`,
		...(worker === undefined ? [] : [`up ${formatUptime(worker.upMs)}`]),
		...(worker?.addresses ?? []),
	];
	return [{text: facts.join(theme.glyphs.separator), style: theme.dim}];
}

function gaugeLines(instance: InstanceSnapshot, pane: DetailPane): readonly Line[] {
	const {snapshot, moment, width, theme} = pane;
	const {index} = instance;
	const graph = {
		index,
		width: GRAPH_WIDTHS.find(candidate => candidate <= width - BESIDE_GRAPH) ?? 0,
		snapshot,
		moment,
		theme,
	};
	const value = {width: VALUE_WIDTH, limitBytes: snapshot.memoryLimitBytes, theme};
	const figures = instanceFigures(instance, moment);
	const line = (name: string, key: FigureKey & SampleKey, drawn: Line): Line => {
		const most = {...NO_FIGURES, [key]: mostOf(seriesOf(moment.samples.slice(-60), key, index))};
		return [
			{text: `${name} `, style: theme.dim},
			figureSpan(key, figures, value),
			{text: ' '},
			...drawn,
			{text: ' max ', style: theme.dim},
			figureSpan(key, most, {...value, width: 0}),
		];
	};
	return [line('cpu', 'cpuPercent', cpuGraph(graph)), line('mem', 'rssBytes', memoryGraph(graph))];
}

function failureLines({reason, stderrTail}: FailedState, {theme}: DetailPane): readonly Line[] {
	return [
		[{text: theme.words(reason), style: theme.critical}],
		...stderrTail.slice(-MOST_STDERR_LINES).map((line): Line => [{text: theme.words(line)}]),
	];
}

function exitLines({exits}: InstanceSnapshot, {snapshot, theme}: DetailPane, room: number): readonly Line[] {
	if (exits.length === 0 || room < 2) {
		return room < 1 ? [] : [[{text: exits.length === 0 ? 'no exit so far' : 'exits', style: theme.dim}]];
	}
	const shown = exits.toReversed().slice(0, exits.length > room - 1 ? room - 2 : room - 1);
	const older = exits.length - shown.length;
	return [
		[{text: 'exits', style: theme.dim}],
		...shown.map(exit => exitLine(exit, {snapshot, theme})),
		...(older > 0 ? [[{text: `and ${older} older`, style: theme.dim}]] : []),
	];
}

function exitLine(
	{at, workerId, reason, upMs, unexpected}: ExitSnapshot,
	{snapshot, theme}: Pick<DetailPane, 'snapshot' | 'theme'>,
): Line {
	const age = snapshot.at - at;
	const when = age < DAY_MS ? formatTimeOfDay(at) : `${formatAge(age)} ago`.padEnd(8);
	return [
		{text: `${when} `, style: theme.dim},
		{text: workerId === undefined ? '' : `w${workerId} `},
		{text: theme.words(reason), style: unexpected ? theme.warn : theme.plain},
		{text: ` after ${formatUptime(upMs)}`},
		{text: unexpected ? '' : ', asked', style: theme.dim},
	];
}

function messageLines({index}: InstanceSnapshot, {log, theme}: DetailPane): readonly Line[] {
	const messages = log
		.linesBefore({seq: NEWEST, count: LINES_SEARCHED, instance: index})
		.filter(({origin}) => origin.kind === 'message')
		.slice(-MOST_MESSAGES);
	return messages.length === 0
		? []
		: [[{text: 'last messages', style: theme.dim}], ...messages.map(line => messageLine(line, theme))];
}

function messageLine({at, text}: LogLine, theme: Theme): Line {
	return [{text: `${formatTimeOfDay(at)} `, style: theme.dim}, {text: theme.words(text)}];
}

function mostOf(history: readonly number[]): number | undefined {
	const known = history.filter(value => !Number.isNaN(value));
	return known.length === 0 ? undefined : Math.max(...known);
}
