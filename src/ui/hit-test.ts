import {bandsIn, type Layout} from './layout.js';
import type {Scene} from './scene.js';
import {type ColumnId, columnAt} from './workers/table-columns.js';
import {detailPaneOf, momentIn, workerTableOf} from './workers/worker-panes.js';
import {instanceAt} from './workers/worker-table.js';

/** A cell of the screen; both count from 0. */
export type Place = {readonly column: number; readonly row: number};

/** What is drawn at a place. */
export type Hit =
	/** `instance`: whose row it is; undefined beside the rows of workers. */
	| {readonly kind: 'table'; readonly instance: number | undefined}
	/** The table's head; undefined beside the titles. */
	| {readonly kind: 'head'; readonly column: ColumnId | undefined}
	| {readonly kind: 'detail'}
	| {readonly kind: 'log-title'}
	/** A row of the log's view, from 0. */
	| {readonly kind: 'log'; readonly row: number};

/** What is at a place of a scene while neither a page nor a question is open; undefined where nothing is to be pointed at. */
export function hitTest(scene: Scene, layout: Layout, {column, row}: Place): Hit | undefined {
	if (layout.isSummary || column >= layout.columns) {
		return undefined;
	}
	const moment = momentIn(scene);
	let top = 0;
	for (const {name, rows} of bandsIn(layout)) {
		const rowOfBand = row - top;
		top += rows;
		if (rowOfBand >= rows) {
			continue;
		}
		switch (name) {
			case 'workers': {
				const table = workerTableOf(scene, layout, moment);
				if (column >= table.width) {
					return {kind: 'detail'};
				}
				return rowOfBand === 0
					? {kind: 'head', column: columnAt(table.columns, column)?.id}
					: {kind: 'table', instance: instanceAt(table, rowOfBand)};
			}
			case 'lower': {
				const isLog = layout.hasDetail || detailPaneOf(scene, layout, moment) === undefined;
				if (!isLog) {
					return {kind: 'detail'};
				}
				return rowOfBand === 0 ? {kind: 'log-title'} : {kind: 'log', row: rowOfBand - 1};
			}
			default:
				return undefined;
		}
	}
	return undefined;
}
