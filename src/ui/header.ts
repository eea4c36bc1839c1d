import {basename, extname} from 'node:path';
import type {ClusterPhase, ClusterSnapshot} from '../model/snapshot.js';
import type {Figures} from './text/figures.js';
import {
	formatAge,
	formatBytes,
	formatCount,
	formatLeft,
	formatMs,
	formatRate,
	formatTimeOfDay,
	formatUptime,
} from './text/format.js';
import {levelOf} from './text/level.js';
import {drawSpans, type Span, spansWidth} from './text/spans.js';
import type {Theme} from './text/theme.js';
import {type Moment, upMsAt} from './workers/moment.js';
import {totalsOf} from './workers/totals.js';

/** What stands between two separators. Where there is no room for all, the spans of the highest rank go first. */
type Part = readonly RankedSpan[];
type RankedSpan = Span & {readonly rank: number};

type Options = {readonly moment: Moment; readonly width: number; readonly theme: Theme};

/** A reload of more instances than this is drawn in proportion. */
const MOST_STEPS = 16;

/** `clumon app.js :3000 · 3/4 ready · 1.5 cores · 303M`: as much of it as fits. */
export function drawHeader(snapshot: ClusterSnapshot, {moment, width, theme}: Options): string {
	const totals = totalsOf(snapshot, moment);
	const title: Part = [{text: 'clumon ', style: theme.dim, rank: 2}, ...appSpans(snapshot, {theme, rank: 0})];
	const parts = [
		title,
		...quitParts(snapshot, theme),
		[{text: `node ${snapshot.nodeVersion}`, style: theme.dim, rank: 9}],
		[{text: `up ${formatUptime(upMsAt(snapshot.upMs, moment, snapshot))}`, style: theme.dim, rank: 8}],
		readyPart(snapshot, {moment, theme}),
		...pastParts(snapshot, moment, theme),
		...trafficParts(totals, theme),
		...usageParts(snapshot, totals, theme),
		...reloadParts(snapshot, theme),
	];
	return drawParts(parts, {width, theme});
}

/** The one line of a screen that is too small for more: what goes on comes before the name. */
export function drawSummary(snapshot: ClusterSnapshot, {moment, width, theme}: Options): string {
	const totals = totalsOf(snapshot, moment);
	const parts = [
		...quitParts(snapshot, theme),
		readyPart(snapshot, {moment, theme}),
		...reloadParts(snapshot, theme),
		...pastParts(snapshot, moment, theme),
		...trafficParts(totals, theme),
		...usageParts(snapshot, totals, theme),
		appSpans(snapshot, {theme, rank: 8}),
	];
	return drawParts(parts, {width, theme});
}

function drawParts(parts: readonly Part[], {width, theme}: {readonly width: number; readonly theme: Theme}): string {
	const separator: RankedSpan = {text: theme.glyphs.separator, style: theme.dim, rank: 0};
	const join = (some: readonly Part[]) => some.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
	let kept = parts;
	let worst = Math.max(...parts.flat().map(({rank}) => rank));
	while (worst > 0 && spansWidth(join(kept)) > width) {
		kept = kept.map(part => part.filter(({rank}) => rank < worst)).filter(part => part.length > 0);
		worst -= 1;
	}
	return drawSpans(join(kept), {width, theme});
}

function appSpans(
	{name, app, addresses}: ClusterSnapshot,
	{theme, rank}: {readonly theme: Theme; readonly rank: number},
): Part {
	const isNamed = name !== app && name !== basename(app) && name !== basename(app, extname(app));
	return [
		{text: theme.words(isNamed ? `${name} (${app})` : app), style: theme.strong, rank},
		...addresses.map((address, index) => ({
			text: theme.words(` ${address}`),
			style: theme.accent,
			rank: rank + (index === 0 ? 3 : 6),
		})),
	];
}

/** `3/4 ready`; beside figures of the past, of which that is not known, `now 3/4 ready`. */
function readyPart({instances}: ClusterSnapshot, {moment, theme}: Omit<Options, 'width'>): Part {
	const ready = instances.filter(({state}) => state.kind === 'ready').length;
	const hasFailed = instances.some(({state}) => state.kind === 'failed');
	const style = ready === instances.length ? theme.ok : hasFailed ? theme.critical : theme.warn;
	return [{text: `${moment.past === undefined ? '' : 'now '}${ready}/${instances.length} ready`, style, rank: 0}];
}

/** `at 12:04:01, 35s ago`: the figures are not those of now. */
function pastParts({at}: ClusterSnapshot, {past}: Moment, {warn}: Theme): readonly Part[] {
	if (past === undefined) {
		return [];
	}
	const age = formatAge(at - past.at);
	const when = `at ${formatTimeOfDay(past.at)}`;
	return [
		past.sample === undefined
			? [{text: `no samples ${when}`, style: warn, rank: 0}]
			: [
					{text: when, style: warn, rank: 0},
					{text: `, ${age} ago`, style: warn, rank: 1},
				],
	];
}

/** `629 req/s`, `2 err/s`, `p50 4 p95 12 p99 31ms`. */
function trafficParts(totals: Figures, theme: Theme): readonly Part[] {
	const {requestsPerSecond, errorsPerSecond = 0} = totals;
	return [
		...(requestsPerSecond === undefined ? [] : [[{text: `${formatRate(requestsPerSecond)} req/s`, rank: 3}]]),
		...(errorsPerSecond > 0 ? [[{text: `${formatRate(errorsPerSecond)} err/s`, style: theme.critical, rank: 3}]] : []),
		...percentileParts(totals, theme),
	];
}

function percentileParts({p50Ms, p95Ms, p99Ms}: Figures, {dim}: Theme): readonly Part[] {
	if (p50Ms === undefined || p95Ms === undefined || p99Ms === undefined) {
		return [];
	}
	const texts = [p50Ms, p95Ms, p99Ms].map(formatMs);
	const isInMs = texts.every(text => text.endsWith('ms'));
	const [p50, p95, p99] = isInMs ? texts.map(text => text.slice(0, -2)) : texts;
	return [
		[
			{text: 'p50 ', style: dim, rank: 7},
			{text: `${p50} `, rank: 7},
			{text: 'p95 ', style: dim, rank: 4},
			{text: `${p95}`, rank: 4},
			{text: ' p99 ', style: dim, rank: 7},
			{text: `${p99}`, rank: 7},
			{text: isInMs ? 'ms' : '', rank: 4},
		],
	];
}

function usageParts(
	{cores, memoryTotalBytes}: ClusterSnapshot,
	{cpuPercent, rssBytes}: Figures,
	theme: Theme,
): readonly Part[] {
	const usedCores = cpuPercent === undefined ? undefined : cpuPercent / 100;
	const coresPart: Part = [
		{
			text: usedCores === undefined ? '' : usedCores.toFixed(1),
			style: theme.level[levelOf(((usedCores ?? 0) / cores) * 100)],
			rank: 5,
		},
		{text: ` of ${cores}`, style: theme.dim, rank: 7},
		{text: ' cores', rank: 5},
	];
	const memoryPart: Part = [
		{text: formatBytes(rssBytes ?? 0), rank: 4},
		{text: ` of ${formatBytes(memoryTotalBytes)}`, style: theme.dim, rank: 7},
	];
	return [...(usedCores === undefined ? [] : [coresPart]), ...(rssBytes === undefined ? [] : [memoryPart])];
}

function reloadParts({phase}: ClusterSnapshot, {accent, dim, glyphs}: Theme): readonly Part[] {
	if (phase.kind !== 'reloading') {
		return [];
	}
	const {done, total} = phase;
	const steps = Math.min(total, MOST_STEPS);
	const doneSteps = total === 0 ? 0 : Math.floor((done / total) * steps);
	return [
		[
			{text: `reload ${done}/${total}`, style: accent, rank: 1},
			{text: ` ${glyphs.done.repeat(doneSteps)}`, style: accent, rank: 6},
			{text: glyphs.left.repeat(steps - doneSteps), style: dim, rank: 6},
		],
	];
}

function quitParts({phase, instances}: ClusterSnapshot, {warn}: Theme): readonly Part[] {
	if (phase.kind !== 'quitting') {
		return [];
	}
	const workers = instances.reduce((sum, instance) => sum + instance.workers.length, 0);
	return [[{text: quitText(phase, workers), style: warn, rank: 0}]];
}

function quitText({step, leftMs}: Extract<ClusterPhase, {kind: 'quitting'}>, workers: number): string {
	const left = leftMs === undefined ? '' : ` in ${formatLeft(leftMs)}`;
	const count = `ending, ${formatCount(workers, 'worker')} left`;
	switch (step) {
		case 'drain':
			return left === '' ? count : `${count}, SIGTERM${left}`;
		case 'terminate':
			return `${count}, SIGKILL${left}`;
		case 'kill':
			return `${count}, SIGKILL sent`;
	}
}
