import type {ClusterSnapshot} from '../../model/snapshot.js';
import {drawSpans, fitSpans, type Span, spansWidth} from '../text/spans.js';
import type {Theme} from '../text/theme.js';
import type {Moment} from './moment.js';
import {findOutliers} from './outliers.js';
import {type Sort, sortInstances} from './sort-instances.js';
import {type Column, columnWidth, MARKER_WIDTH} from './table-columns.js';
import {cellOf, type RowContext, rowsOf, type WorkerRow} from './worker-row.js';

export type WorkerTable = {
	readonly snapshot: ClusterSnapshot;
	readonly moment: Moment;
	readonly columns: readonly Column[];
	readonly sort: Sort | undefined;
	/** An instance's index. */
	readonly selected: number;
	readonly focused: boolean;
	readonly width: number;
	/** Rows, the head included. */
	readonly height: number;
	readonly theme: Theme;
};

/** How many rows the table would take, without its head. */
export function countTableRows({instances}: ClusterSnapshot): number {
	return instances.reduce((count, instance) => count + rowsOf(instance).length, 0);
}

/** The head, then as many rows as there is room for around the selected one. */
export function drawWorkerTable(table: WorkerTable): readonly string[] {
	const {snapshot, moment, columns, width, height, theme} = table;
	const head = drawSpans(headSpans(table), {width, theme});
	if (snapshot.instances.length === 0) {
		return [
			head,
			drawSpans([{text: theme.words('  waiting for the first worker…'), style: theme.dim}], {width, theme}),
		];
	}
	const {rows, hidden} = placeRows(table);
	const outliers = findOutliers(snapshot, moment);
	const draw = (row: WorkerRow) => {
		const context = {snapshot, moment, columns, outliers, theme, selected: row.instance.index === table.selected};
		return drawSpans(rowSpans(row, context, table), {width, theme});
	};
	const more = hidden === undefined ? [] : [drawSpans(hiddenSpans(hidden, theme), {width, theme})];
	return [head, ...rows.map(draw), ...more].slice(0, height);
}

/** The instance whose row this is, by the row of the table, where its head is 0. */
export function instanceAt(table: WorkerTable, row: number): number | undefined {
	return row < table.height ? placeRows(table).rows[row - 1]?.instance.index : undefined;
}

type Hidden = {readonly above: number; readonly below: number};

/** The rows below the head, and how many there is no room for. */
function placeRows(table: WorkerTable): {readonly rows: readonly WorkerRow[]; readonly hidden?: Hidden} {
	const rows = sortInstances(table.snapshot, table).flatMap(rowsOf);
	if (rows.length <= table.height - 1) {
		return {rows};
	}
	const visible = Math.max(1, table.height - 2);
	const first = firstVisible(rows, {selected: table.selected, visible});
	return {
		rows: rows.slice(first, first + visible),
		hidden: {above: first, below: rows.length - first - visible},
	};
}

/** The selection stays in the middle where it can, so that both what comes before and what comes after it is seen. */
function firstVisible(
	rows: readonly WorkerRow[],
	{selected, visible}: {readonly selected: number; readonly visible: number},
): number {
	const place = rows.findIndex(row => row.instance.index === selected);
	return Math.max(0, Math.min(rows.length - visible, place - Math.floor((visible - 1) / 2)));
}

function hiddenSpans({above, below}: Hidden, {glyphs, dim}: Theme): readonly Span[] {
	const parts = [
		...(above > 0 ? [`${glyphs.above} ${above} above`] : []),
		...(below > 0 ? [`${glyphs.below} ${below} below`] : []),
	];
	return [{text: `  ${parts.join('   ')}`, style: dim}];
}

/** The column that the table is sorted by has the direction before its title, in the gap where its title needs all cells. */
function headSpans({columns, sort, theme}: WorkerTable): readonly Span[] {
	const cells = columns.flatMap(column => {
		const isSorted = column.id === sort?.column;
		const fitted = fitSpans(titleSpans(column), {
			width: columnWidth(column),
			align: column.align,
			ellipsis: theme.glyphs.ellipsis,
		});
		const text = ' '.repeat(column.gap) + fitted.map(span => span.text).join('');
		return isSorted
			? [{text: markTitle(text, sort.reversed ? theme.glyphs.above : theme.glyphs.below), style: theme.strong}]
			: [{text, style: theme.dim}];
	});
	return [{text: ' '.repeat(MARKER_WIDTH)}, ...cells];
}

/** The mark in the cell before the first letter. */
function markTitle(text: string, mark: string): string {
	const before = text.search(/\S/) - 1;
	return before < 0 ? text : text.slice(0, before) + mark + text.slice(before + 1);
}

/** The title stands over the value, as wide as it is, so that both end in one cell; what the graph covers, over the graph. */
function titleSpans({title, width, graph, align}: Column): readonly Span[] {
	const spans = [{text: align === 'right' ? title.padStart(width) : title}];
	if (graph === undefined) {
		return spans;
	}
	return [...spans, {text: (graph >= GRAPH_TITLE.length ? ` ${GRAPH_TITLE}` : '').padEnd(graph + 1)}];
}

const GRAPH_TITLE = '60s';

function rowSpans(row: WorkerRow, context: RowContext, table: WorkerTable): readonly Span[] {
	const {columns, theme, focused} = table;
	const {glyphs} = theme;
	const isMarked = context.selected && row.kind === 'instance';
	const marker = isMarked ? (focused ? glyphs.selected : glyphs.selectedElsewhere) : ' ';
	const spans: Span[] = [{text: marker.padEnd(MARKER_WIDTH), style: focused ? theme.accent : theme.dim}];
	for (let place = 0; place < columns.length; place += 1) {
		const column = columns[place];
		if (column === undefined) {
			break;
		}
		const cell = cellOf(row, column, context);
		const last = cell.through === undefined ? place : columns.findIndex(({id}) => id === cell.through);
		const taken = columns.slice(place + 1, last + 1);
		const needed = taken.reduce((sum, next) => sum + next.gap + columnWidth(next), columnWidth(column));
		// A reason may go on to the edge.
		const goesOn = cell.through !== undefined && last === columns.length - 1;
		const width = goesOn ? table.width - spansWidth(spans) - column.gap : needed;
		const align = taken.length > 0 || column.graph !== undefined ? 'left' : column.align;
		spans.push({text: ' '.repeat(column.gap)}, ...fitSpans(cell.spans, {width, align, ellipsis: glyphs.ellipsis}));
		place = Math.max(place, last);
	}
	return spans;
}
