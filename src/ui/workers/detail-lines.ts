import type {LogLine} from '../../logs/log-block.js';
import type {ExitSnapshot, InstanceSnapshot, RestState} from '../../model/snapshot.js';
import {NEWEST} from '../log/log-scroll.js';
import {truncate} from '../text/cells.js';
import {figureText} from '../text/figure-text.js';
import type {FigureKey, Figures} from '../text/figures.js';
import {formatAge, formatBytes, formatCount, formatPercent, formatTimeOfDay, formatUptime} from '../text/format.js';
import {type Span, spansWidth} from '../text/spans.js';
import {chartLines} from './detail-charts.js';
import type {DetailPane} from './detail-pane.js';
import {lineWidth} from './detail-place.js';
import {growthOf} from './growth.js';
import {instanceFigures} from './moment.js';
import {occupantOf} from './occupant.js';

type Line = readonly Span[];
type FailedState = Extract<RestState, {kind: 'failed'}>;

/** How far back messages are looked for: the log keeps no list of them. */
const LINES_SEARCHED = 200;
const MOST_MESSAGES = 3;
const MOST_STDERR_LINES = 4;
/** Cells of a reason that are worth reading. */
const LEAST_REASON = 8;
const DAY_MS = 24 * 60 * 60_000;

/**
 * What the table has no room for, of the selected instance: who its worker is, why it is down, a minute of it, all figures,
 * how its workers ended (the newest first), what they sent, and how it is run.
 */
export function detailLines(instance: InstanceSnapshot, pane: DetailPane): readonly Line[] {
	return [
		titleLine(instance, pane),
		placeLine(instance, pane),
		...(instance.state.kind === 'failed' && !isOfThen(instance, pane)
			? failureLines(instance.state, pane)
			: chartLines(instance, pane)),
		...figureLines(instance, pane),
		...growthLines(instance, pane),
		...exitLines(instance, pane),
		...messageLines(instance, pane),
		...commandLines(pane),
	];
}

/** It is shown how its worker of then did, not why there is none now. */
function isOfThen(instance: InstanceSnapshot, pane: DetailPane): boolean {
	return pane.moment.past !== undefined && occupantOf(instance, pane) !== undefined;
}

function titleLine(instance: InstanceSnapshot, pane: DetailPane): Line {
	const {index, state} = instance;
	const {theme, moment} = pane;
	const occupant = occupantOf(instance, pane);
	const names = [
		String(index),
		...(occupant?.id === undefined ? [] : [`w${occupant.id}`]),
		...(occupant?.pid === undefined ? [] : [`pid ${occupant.pid}`]),
	];
	if (moment.past !== undefined) {
		const {separator} = theme.glyphs;
		return [
			{text: names.join(separator), style: theme.strong},
			{text: `${separator}now ${state.kind}`, style: theme.dim},
		];
	}
	return [
		{text: names.join(theme.glyphs.separator), style: theme.strong},
		{text: theme.glyphs.separator},
		{text: `${theme.glyphs.state[state.kind]} ${state.kind}`, style: theme.state[state.kind]},
	];
}

function placeLine(instance: InstanceSnapshot, pane: DetailPane): Line {
	const {snapshot, moment, theme} = pane;
	const [worker] = instance.workers;
	const upMs = occupantOf(instance, pane)?.upMs;
	const facts = [
		`node ${snapshot.nodeVersion}`,
		...(upMs === undefined ? [] : [`up ${formatUptime(upMs)}`]),
		...(moment.past === undefined ? (worker?.addresses ?? []) : []),
	];
	return [{text: theme.words(facts.join(theme.glyphs.separator)), style: theme.dim}];
}

function failureLines({reason, stderrTail}: FailedState, {theme}: DetailPane): readonly Line[] {
	return [
		[{text: theme.words(reason), style: theme.critical}],
		...stderrTail.slice(-MOST_STDERR_LINES).map((line): Line => [{text: theme.words(line)}]),
	];
}

/** What has no column in a narrow table and no chart. */
function figureLines(instance: InstanceSnapshot, {snapshot, moment, theme}: DetailPane): readonly Line[] {
	const [worker] = instance.workers;
	if (!snapshot.hasProbe || (worker === undefined && moment.past === undefined)) {
		return [];
	}
	const figures = instanceFigures(instance, moment);
	const facts = (parts: readonly (readonly [string, FigureKey])[]) =>
		parts.flatMap(([name, key]) => {
			const text = figureText(key, figures);
			return text === undefined ? [] : [`${name}${text}`];
		});
	const {externalBytes, handles} = moment.past === undefined ? (worker?.vitals ?? {}) : {};
	const lines = [
		facts([
			['p50 ', 'p50Ms'],
			['p99 ', 'p99Ms'],
			['in flight ', 'inFlight'],
			['err/s ', 'errorsPerSecond'],
		]),
		[...heapFacts(figures), ...(externalBytes === undefined ? [] : [`external ${formatBytes(externalBytes)}`])],
		[...facts([['loop busy ', 'utilisation']]), ...(handles === undefined ? [] : [formatCount(handles, 'handle')])],
	];
	return lines.filter(parts => parts.length > 0).map((parts): Line => [{text: parts.join(theme.glyphs.separator)}]);
}

function heapFacts({heapUsedBytes, heapLimitBytes}: Figures): readonly string[] {
	if (heapUsedBytes === undefined) {
		return [];
	}
	const used = `heap ${formatBytes(heapUsedBytes)}`;
	return heapLimitBytes === undefined
		? [used]
		: [`${used} of ${formatBytes(heapLimitBytes)} (${formatPercent((heapUsedBytes / heapLimitBytes) * 100)})`];
}

/** `memory grows: limit in ~14m`. */
function growthLines(instance: InstanceSnapshot, {snapshot, moment, theme}: DetailPane): readonly Line[] {
	const {rssMs, heapMs} = growthOf(instance, {snapshot, moment});
	const say = (what: string, leftMs: number | undefined): readonly Line[] =>
		leftMs === undefined ? [] : [[{text: `${what}: limit in ~${formatUptime(leftMs)}`, style: theme.warn}]];
	return [...say('memory grows', rssMs), ...say('heap grows', heapMs)];
}

function exitLines({exits}: InstanceSnapshot, pane: DetailPane): readonly Line[] {
	return [
		[{text: exits.length === 0 ? 'no exit so far' : 'exits', style: pane.theme.dim}],
		...exits.toReversed().map(exit => exitLine(exit, pane)),
	];
}

/** `12:04:01 w2 exit 1 after 2s, asked`: a long reason is cut, and what comes after it is not. */
function exitLine({at, workerId, reason, upMs, unexpected}: ExitSnapshot, pane: DetailPane): Line {
	const {snapshot, theme} = pane;
	const age = snapshot.at - at;
	const when = age < DAY_MS ? formatTimeOfDay(at) : `${formatAge(age)} ago`.padEnd(8);
	const head = [{text: `${when} `, style: theme.dim}, {text: workerId === undefined ? '' : `w${workerId} `}];
	const tail = [{text: ` after ${formatUptime(upMs)}`}, {text: unexpected ? '' : ', asked', style: theme.dim}];
	const width = Math.max(LEAST_REASON, lineWidth(pane) - spansWidth([...head, ...tail]));
	const text = truncate(theme.words(reason), {width, ellipsis: theme.glyphs.ellipsis});
	return [...head, {text, style: unexpected ? theme.warn : theme.plain}, ...tail];
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

function messageLine({at, text}: LogLine, theme: DetailPane['theme']): Line {
	return [{text: `${formatTimeOfDay(at)} `, style: theme.dim}, {text: theme.words(text)}];
}

/** `node --import tsx server.ts --port 3000`. */
function commandLines({snapshot: {nodeArgs, app, args}, theme}: DetailPane): readonly Line[] {
	return [[{text: theme.words(['node', ...nodeArgs, app, ...args].join(' ')), style: theme.dim}]];
}
