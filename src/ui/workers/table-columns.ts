import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {FigureKey} from '../text/figures.js';

export type ColumnId =
	| 'index'
	| 'id'
	| 'pid'
	| 'state'
	| 'uptime'
	| 'restarts'
	| 'cpu'
	| 'memory'
	| 'heap'
	| 'utilisation'
	| 'lag'
	| 'requests'
	| 'errors'
	| 'p95'
	| 'inFlight';

/** A column of the worker table in its place. */
export type Column = {
	readonly id: ColumnId;
	readonly title: string;
	/** Cells before it that stay empty. */
	readonly gap: number;
	/** Cells of its text, without the graph. */
	readonly width: number;
	/** Of a gauge: cells of the graph of the last minute after its value and a space; 0 where there is no room. */
	readonly graph?: number;
	readonly align: 'left' | 'right';
	/** The figure that it shows; an outlier is marked in the cell before it. */
	readonly figure?: FigureKey;
};

type ColumnPlan = Omit<Column, 'graph' | 'width'> & {
	readonly widthFor: (snapshot: ClusterSnapshot) => number;
	readonly isGauge?: true;
	/** Only the preload knows it. */
	readonly isOfProbe?: true;
};

/** Marker, then the columns. */
export const MARKER_WIDTH = 2;
/** Cells of a gauge's value, the first one for the mark of an outlier. */
const VALUE_WIDTH = 5;
/** A column without a gap: its first cell is for the mark of an outlier. */
const figureColumn = (id: ColumnId, title: string, figure: FigureKey, width: number): ColumnPlan => ({
	id,
	title,
	figure,
	gap: 0,
	align: 'right',
	widthFor: () => width,
	isOfProbe: true,
});

/** In order from the left. A state, its countdown and the uptime share two columns: see worker-row.ts. */
const PLANS: readonly ColumnPlan[] = [
	{id: 'index', title: '#', gap: 0, align: 'right', widthFor: indexWidth},
	{id: 'id', title: 'ID', gap: 2, align: 'left', widthFor: idWidth},
	{id: 'pid', title: 'PID', gap: 1, align: 'right', widthFor: pidWidth},
	{id: 'state', title: 'STATE', gap: 1, align: 'left', widthFor: () => 12},
	{id: 'uptime', title: 'UP', gap: 1, align: 'right', widthFor: () => 6},
	{id: 'restarts', title: 'RST', gap: 1, align: 'right', widthFor: () => 3},
	{id: 'cpu', title: 'CPU', gap: 0, align: 'right', widthFor: () => VALUE_WIDTH, isGauge: true, figure: 'cpuPercent'},
	{id: 'memory', title: 'MEM', gap: 1, align: 'right', widthFor: () => VALUE_WIDTH, isGauge: true, figure: 'rssBytes'},
	figureColumn('heap', 'HEAP', 'heapUsedBytes', 5),
	figureColumn('utilisation', 'ELU', 'utilisation', 4),
	figureColumn('requests', 'REQ/S', 'requestsPerSecond', 6),
	figureColumn('errors', 'ERR/S', 'errorsPerSecond', 6),
	figureColumn('p95', 'P95', 'p95Ms', 6),
	figureColumn('lag', 'LAG', 'lagMs', 6),
	figureColumn('inFlight', 'INFL', 'inFlight', 6),
];

/** Widths that divide a minute, so that a graph's cells are whole seconds, and few. */
const GRAPH_WIDTHS = [30, 20, 15, 12, 10, 8, 6, 5, 4] as const;
/** Between a value and its graph. */
const GRAPH_GAP = 1;

/** What goes where there is too little room, in that order, and the graphs that a column must leave each gauge to stay. */
const DROPPED: readonly {readonly id: ColumnId; readonly leastGraph: number}[] = [
	{id: 'errors', leastGraph: 8},
	{id: 'inFlight', leastGraph: 8},
	{id: 'utilisation', leastGraph: 8},
	{id: 'heap', leastGraph: 6},
	{id: 'id', leastGraph: 4},
	{id: 'pid', leastGraph: 4},
	{id: 'p95', leastGraph: 4},
	{id: 'requests', leastGraph: 4},
	{id: 'lag', leastGraph: 4},
];

/** The cells that all columns take, with the least of their graphs. */
export function wholeTableWidth(snapshot: ClusterSnapshot): number {
	const plans = plansFor(snapshot);
	return fixedWidth(plans, snapshot) + countGauges(plans) * Math.max(...DROPPED.map(({leastGraph}) => leastGraph));
}

/** The columns that fit into `width` cells, and as much of their graphs. */
export function placeColumns(snapshot: ClusterSnapshot, width: number): readonly Column[] {
	let plans = plansFor(snapshot);
	const gaugeCount = countGauges(plans);
	for (const {id, leastGraph} of DROPPED) {
		if (fixedWidth(plans, snapshot) + gaugeCount * leastGraph > width) {
			plans = plans.filter(plan => plan.id !== id);
		}
	}
	let left = width - fixedWidth(plans, snapshot);
	let gauges = gaugeCount;
	return plans.map(({widthFor, isGauge, isOfProbe: _, ...plan}) => {
		const column = {...plan, width: widthFor(snapshot)};
		// Not even room for the gaps.
		if (!isGauge || left < 0) {
			return column;
		}
		const graph = GRAPH_WIDTHS.find(candidate => candidate <= Math.floor(left / gauges)) ?? 0;
		left -= graph;
		gauges -= 1;
		return {...column, graph};
	});
}

function plansFor({hasProbe}: ClusterSnapshot): readonly ColumnPlan[] {
	return PLANS.filter(({isOfProbe}) => hasProbe || !isOfProbe);
}

function countGauges(plans: readonly ColumnPlan[]): number {
	return plans.filter(({isGauge}) => isGauge).length;
}

/** The cells that columns take, marker and gaps included. */
export function tableWidth(columns: readonly Column[]): number {
	return columns.reduce((sum, column) => sum + column.gap + columnWidth(column), MARKER_WIDTH);
}

/** The column that takes a cell of the table; the gap before one is its own, as the mark of a sorted one stands there. */
export function columnAt(columns: readonly Column[], cell: number): Column | undefined {
	let end = MARKER_WIDTH;
	return cell < end
		? undefined
		: columns.find(column => {
				end += column.gap + columnWidth(column);
				return cell < end;
			});
}

/** The cells of one, graph included. */
export function columnWidth({width, graph}: Column): number {
	return graph === undefined ? width : width + GRAPH_GAP + graph;
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
		(sum, {gap, widthFor, isGauge}) => sum + gap + widthFor(snapshot) + (isGauge ? GRAPH_GAP : 0),
		MARKER_WIDTH,
	);
}
