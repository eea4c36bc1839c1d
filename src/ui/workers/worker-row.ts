import type {ClusterSnapshot, InstanceSnapshot, InstanceState, WorkerSnapshot} from '../../model/snapshot.js';
import {figureSpan} from '../text/figure-text.js';
import {type FigureKey, type Figures, figuresOf, NO_FIGURES} from '../text/figures.js';
import {formatAge, formatLeft, formatUptime} from '../text/format.js';
import {type Span, spansWidth} from '../text/spans.js';
import type {Theme} from '../text/theme.js';
import {cpuGraph, memoryGraph} from './gauges.js';
import {growthOf} from './growth.js';
import {instanceFigures, type Moment, NOW} from './moment.js';
import {type Occupant, occupantOf} from './occupant.js';
import type {Outlier} from './outliers.js';
import type {Column, ColumnId} from './table-columns.js';

/** A row of the table: an instance, or a worker that it has beside the one in its row. */
export type WorkerRow =
	| {readonly kind: 'instance'; readonly instance: InstanceSnapshot; readonly worker: WorkerSnapshot | undefined}
	| {readonly kind: 'other'; readonly instance: InstanceSnapshot; readonly worker: WorkerSnapshot};

/** What stands in a column, or in several from it on. */
export type Cell = {readonly spans: readonly Span[]; readonly through?: ColumnId};

export type RowContext = {
	readonly snapshot: ClusterSnapshot;
	readonly moment: Moment;
	readonly columns: readonly Column[];
	readonly outliers: ReadonlyMap<number, Outlier>;
	readonly theme: Theme;
	readonly selected: boolean;
};

/** Crashes are forgotten by the eye after this. */
const RECENT_MS = 5 * 60_000;

/** The rows of an instance. Its own row has no worker where its state says that there is none. */
export function rowsOf(instance: InstanceSnapshot): readonly WorkerRow[] {
	const isDown = reasonOf(instance.state) !== undefined;
	const [first, ...rest] = instance.workers;
	const own = isDown ? undefined : first;
	const others = isDown ? instance.workers : rest;
	return [
		{kind: 'instance', instance, worker: own},
		...others.map((worker): WorkerRow => ({kind: 'other', instance, worker})),
	];
}

/** What a row shows in a column. */
export function cellOf(row: WorkerRow, column: Column, context: RowContext): Cell {
	const {theme} = context;
	const occupant = occupantIn(row, context);
	const none: Cell = {spans: [{text: row.kind === 'instance' ? theme.glyphs.none : '', style: theme.dim}]};
	switch (column.id) {
		case 'index':
			return row.kind === 'instance'
				? {spans: [{text: String(row.instance.index), style: theme.instance(row.instance.index)}]}
				: {spans: [{text: theme.glyphs.branch, style: theme.dim}]};
		case 'id':
			return occupant?.id === undefined
				? none
				: {spans: [{text: `w${occupant.id}`, style: nameStyle(occupant, context)}]};
		case 'pid':
			return occupant?.pid === undefined
				? none
				: {spans: [{text: String(occupant.pid), style: nameStyle(occupant, context)}]};
		case 'state':
			return stateCell(row, context);
		case 'uptime':
			return occupant?.upMs === undefined ? none : {spans: [{text: formatUptime(occupant.upMs), style: theme.dim}]};
		case 'restarts':
			if (row.kind === 'other') {
				return {spans: [roleSpan(row.worker, theme)]};
			}
			return isOfNow(occupant, context) ? {spans: [restartsSpan(row.instance, context)]} : none;
		case 'cpu':
			return (
				(context.moment.past === undefined || occupant === undefined ? reasonCell(row, context) : undefined) ??
				gaugeCell(row, column, context)
			);
		case 'memory':
			return gaugeCell(row, column, context);
		default:
			return figureCell(row, column, context);
	}
}

/** Of one beside an instance's own worker only what it is now is known. */
function occupantIn(row: WorkerRow, context: RowContext): Occupant | undefined {
	const {worker, instance} = row;
	if (context.moment.past !== undefined && row.kind === 'instance') {
		return occupantOf(instance, context);
	}
	return worker && occupantOf({index: instance.index, workers: [worker]}, {...context, moment: NOW});
}

/** What is known of now alone is not said of another worker, nor of a time of which nobody knows which one it was. */
function isOfNow(occupant: Occupant | undefined, {moment}: RowContext): boolean {
	return moment.past === undefined || occupant?.isPresent === true;
}

/** Another worker than the one that is there now stands out. */
function nameStyle({isPresent}: Occupant, context: RowContext): Theme['plain'] {
	return isPresent ? emphasis(context) : context.theme.warn;
}

function emphasis({selected, theme}: RowContext): Theme['plain'] {
	return selected ? theme.strong : theme.plain;
}

/** `● ready`; beside figures of the past `now ready`, as states of then are not known. What has seconds that count for more takes the place of the uptime too. */
function stateCell({kind, instance, worker}: WorkerRow, context: RowContext): Cell {
	const {theme} = context;
	const state = kind === 'instance' ? instance.state : worker.state;
	if (context.moment.past !== undefined) {
		return {spans: [{text: `now ${state.kind}`, style: theme.dim}]};
	}
	const word = state.kind === 'ready' ? emphasis(context) : theme.state[state.kind];
	const spans: readonly Span[] = [
		{text: `${theme.glyphs.state[state.kind]} `, style: theme.state[state.kind]},
		{text: state.kind, style: word},
	];
	const countdown = countdownOf(state);
	if (countdown !== undefined) {
		return {spans: [...spans, {text: ` ${countdown}`, style: word}], through: 'uptime'};
	}
	return worker?.silentMs === undefined
		? {spans}
		: {spans: [...spans, {text: ` hung ${formatAge(worker.silentMs)}`, style: theme.critical}], through: 'uptime'};
}

function countdownOf(state: InstanceState): string | undefined {
	switch (state.kind) {
		case 'draining':
			return state.leftMs === undefined ? undefined : formatLeft(state.leftMs);
		case 'stopping':
			return state.leftMs > 0 ? formatLeft(state.leftMs) : 'KILL';
		case 'waiting':
			return `${formatLeft(state.leftMs)} ${state.attempt}/${state.maxAttempts}`;
		default:
			return undefined;
	}
}

/** Why an instance is without a worker; undefined when it has one. */
function reasonOf(state: InstanceState): string | undefined {
	return 'reason' in state ? state.reason : undefined;
}

function restartsSpan({restarts, exits}: InstanceSnapshot, {snapshot, theme}: RowContext): Span {
	const hasCrashed = exits.some(({unexpected, at}) => unexpected && snapshot.at - at < RECENT_MS);
	const text = restarts < 1000 ? String(restarts) : `${Math.floor(restarts / 1000)}k`;
	return {text, style: hasCrashed ? theme.warn : restarts === 0 ? theme.dim : theme.plain};
}

function roleSpan({role}: WorkerSnapshot, theme: Theme): Span {
	return {text: role === 'replacement' ? 'new' : 'old', style: theme.dim};
}

/** Why there is no worker whose figures could stand there. */
function reasonCell(row: WorkerRow, {columns, theme}: RowContext): Cell | undefined {
	const state = row.kind === 'instance' ? row.instance.state : row.worker.state;
	const reason = reasonOf(state);
	if (reason === undefined) {
		return undefined;
	}
	const style = state.kind === 'failed' ? theme.plain : theme.dim;
	const last = columns.at(-1)?.id;
	return {spans: [{text: `  ${theme.words(reason)}`, style}], ...(last === undefined ? {} : {through: last})};
}

/** Of the row's worker at the moment that is shown; of one beside it only those of now are known. */
function rowFigures(row: WorkerRow, {moment}: RowContext): Figures {
	if (row.kind === 'instance') {
		return row.worker === undefined && moment.past === undefined ? NO_FIGURES : instanceFigures(row.instance, moment);
	}
	return moment.past === undefined ? figuresOf(row.worker) : NO_FIGURES;
}

/** ` 42% ▂▃▅▇`. */
function gaugeCell(row: WorkerRow, column: Column, context: RowContext): Cell {
	const {id, graph} = column;
	const {snapshot, moment, theme} = context;
	const value = figureCell(row, column, context);
	if (row.kind === 'other' || graph === undefined) {
		return value;
	}
	const draw = id === 'cpu' ? cpuGraph : memoryGraph;
	const drawn = draw({index: row.instance.index, width: graph, snapshot, moment, theme});
	return {spans: [...value.spans, {text: ' '}, ...drawn]};
}

/** `▲120ms`: marked as an outlier before the value. */
function figureCell(row: WorkerRow, {width, figure}: Column, context: RowContext): Cell {
	if (figure === undefined) {
		return {spans: []};
	}
	const {snapshot, theme} = context;
	const {memoryLimitBytes: limitBytes} = snapshot;
	const value = figureSpan(figure, rowFigures(row, context), {width: 0, limitBytes, theme});
	const mark = markSpan(row, figure, context);
	const room = width - spansWidth([mark, value]);
	return {spans: [{text: ' '.repeat(Math.max(0, room))}, mark, value]};
}

/** Grows towards its limit, or far from its siblings. */
function markSpan({kind, instance}: WorkerRow, figure: FigureKey | undefined, context: RowContext): Span {
	const {outliers, theme} = context;
	if (kind === 'other' || figure === undefined) {
		return {text: ' '};
	}
	const {rssMs, heapMs} = growthOf(instance, context);
	if ((figure === 'rssBytes' && rssMs !== undefined) || (figure === 'heapUsedBytes' && heapMs !== undefined)) {
		return {text: theme.glyphs.growing, style: theme.warn};
	}
	const side = outliers.get(instance.index)?.[figure];
	const {above, below} = theme.glyphs;
	return {text: side === undefined ? ' ' : side === 'above' ? above : below, style: theme.warn};
}
