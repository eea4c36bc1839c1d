import type {ClusterSnapshot} from '../model/snapshot.js';
import {VALUE_WIDTH} from './gauges.js';

export type ColumnId = 'index' | 'id' | 'pid' | 'state' | 'uptime' | 'restarts' | 'cpu' | 'memory';

/** A column of the worker table in its place. */
export type Column = {
	readonly id: ColumnId;
	readonly title: string;
	/** Cells before it that stay empty. */
	readonly gap: number;
	/** Cells of its text, without the graph. */
	readonly width: number;
	/** Of a gauge: cells of the graph of the last minute after its value and mark; 0 where there is no room. */
	readonly graph?: number;
	readonly align: 'left' | 'right';
};

type ColumnPlan = Omit<Column, 'graph' | 'width'> & {
	readonly widthFor: (snapshot: ClusterSnapshot) => number;
	readonly isGauge?: true;
	/** It goes when there is too little room, the highest first; without it, never. */
	readonly dropRank?: number;
};

/** Marker, then the columns. */
export const MARKER_WIDTH = 2;

/** In order from the left. A state, its countdown and the uptime share two columns: see table-cells.ts. */
const PLANS: readonly ColumnPlan[] = [
	{id: 'index', title: '#', gap: 0, align: 'right', widthFor: indexWidth},
	{id: 'id', title: 'ID', gap: 2, align: 'left', widthFor: idWidth, dropRank: 2},
	{id: 'pid', title: 'PID', gap: 1, align: 'right', widthFor: pidWidth, dropRank: 1},
	{id: 'state', title: 'STATE', gap: 1, align: 'left', widthFor: () => 12},
	{id: 'uptime', title: 'UP', gap: 1, align: 'right', widthFor: () => 6},
	{id: 'restarts', title: 'RST', gap: 1, align: 'right', widthFor: () => 3},
	{id: 'cpu', title: 'CPU', gap: 1, align: 'right', widthFor: () => VALUE_WIDTH, isGauge: true},
	{id: 'memory', title: 'MEM', gap: 2, align: 'right', widthFor: () => VALUE_WIDTH, isGauge: true},
];

/** Widths that divide a minute, so that a graph's cells are whole seconds, and few. */
const GRAPH_WIDTHS = [30, 20, 15, 12, 10, 8, 6, 5] as const;
/** A column that may go only stays where each graph still has this. */
const LEAST_GRAPH = 8;
/** Between a value and its graph: there the outliers are marked. */
const MARK_WIDTH = 1;

/** The columns that fit into `width` cells, and as much of their graphs. */
export function placeColumns(snapshot: ClusterSnapshot, width: number): readonly Column[] {
	let plans = PLANS;
	for (const rank of [2, 1]) {
		const graphs = plans.filter(({isGauge}) => isGauge).length;
		if (fixedWidth(plans, snapshot) + graphs * LEAST_GRAPH > width) {
			plans = plans.filter(({dropRank}) => dropRank !== rank);
		}
	}
	let left = width - fixedWidth(plans, snapshot);
	let gauges = plans.filter(({isGauge}) => isGauge).length;
	return plans.map(({id, title, gap, align, widthFor, isGauge}) => {
		const column = {id, title, gap, align, width: widthFor(snapshot)};
		// Not even room for the marks.
		if (!isGauge || left < 0) {
			return column;
		}
		const graph = GRAPH_WIDTHS.find(candidate => candidate <= Math.floor(left / gauges)) ?? 0;
		left -= graph;
		gauges -= 1;
		return {...column, graph};
	});
}

/** The cells that columns take, marker and gaps included. */
export function tableWidth(columns: readonly Column[]): number {
	return columns.reduce((sum, column) => sum + column.gap + columnWidth(column), MARKER_WIDTH);
}

/** The cells of one, graph included. */
export function columnWidth({width, graph}: Column): number {
	return graph === undefined ? width : width + MARK_WIDTH + graph;
}

/** Cells for the number of an instance. */
export function indexWidth({instances}: ClusterSnapshot): number {
	return String(Math.max(0, instances.length - 1)).length;
}

function idWidth({instances}: ClusterSnapshot): number {
	const ids = instances.flatMap(({workers}) => workers.map(({id}) => id ?? 0));
	return Math.max(3, String(Math.max(0, ...ids)).length + 1);
}

function pidWidth({instances}: ClusterSnapshot): number {
	const pids = instances.flatMap(({workers}) => workers.map(({pid}) => pid ?? 0));
	return Math.max(5, String(Math.max(0, ...pids)).length);
}

function fixedWidth(plans: readonly ColumnPlan[], snapshot: ClusterSnapshot): number {
	return plans.reduce(
		(sum, {gap, widthFor, isGauge}) => sum + gap + widthFor(snapshot) + (isGauge ? MARK_WIDTH : 0),
		MARKER_WIDTH,
	);
}
