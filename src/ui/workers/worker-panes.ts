import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {Layout} from '../layout.js';
import type {Scene} from '../scene.js';
import type {DetailPane} from './detail-pane.js';
import {type Moment, momentOf} from './moment.js';
import {type Column, placeColumns, tableWidth, wholeTableWidth} from './table-columns.js';
import type {WorkerTable} from './worker-table.js';

/** Cells that the detail pane gets at least beside the table, its divider included. */
const LEAST_DETAIL = 30;
/** In less than this the table alone has no more columns than it needs, whatever there is to be seen. */
const LEAST_COLUMNS = 120;

/** From how many columns on details are beside the table: where they take none of its columns away. */
export function detailColumns(snapshot: ClusterSnapshot): number {
	return Math.max(LEAST_COLUMNS, wholeTableWidth(snapshot) + 1 + LEAST_DETAIL);
}

/** What the gauges show: a paused log takes them along. */
export function momentIn({samples, state, log}: Pick<Scene, 'samples' | 'state' | 'log'>): Moment {
	const {cursor, filter} = state.log;
	const line = cursor === undefined ? undefined : log.linesBefore({...filter, seq: cursor.seq + 1, count: 1}).at(0);
	return momentOf(samples, line?.at);
}

/** The columns of the table in a scene. */
export function columnsIn({snapshot}: Pick<Scene, 'snapshot'>, {columns, hasDetail}: Layout): readonly Column[] {
	return placeColumns(snapshot, hasDetail ? columns - LEAST_DETAIL - 1 : columns);
}

export function workerTableOf(scene: Scene, layout: Layout, moment: Moment): WorkerTable {
	const {snapshot, state, theme} = scene;
	const columns = columnsIn(scene, layout);
	return {
		snapshot,
		moment,
		columns,
		sort: state.sort,
		selected: state.selected,
		focused: state.focus !== 'log',
		width: layout.hasDetail ? tableWidth(columns) : layout.columns,
		height: layout.tableRows,
		theme,
	};
}

/** Beside the table where it is wide, else, while it has the focus, in the log's place; undefined where it is not seen. */
export function detailPaneOf(scene: Scene, layout: Layout, moment: Moment): DetailPane | undefined {
	const {snapshot, state, log, theme} = scene;
	const {columns, hasDetail, tableRows, logRows} = layout;
	const focused = state.focus === 'detail';
	const common = {snapshot, moment, selected: state.selected, log, top: state.detailTop, focused, theme};
	if (hasDetail) {
		const width = columns - tableWidth(columnsIn(scene, layout)) - 1;
		return {...common, place: 'beside', width, height: tableRows};
	}
	return focused && logRows > 0 ? {...common, place: 'below', width: columns, height: logRows + 1} : undefined;
}
