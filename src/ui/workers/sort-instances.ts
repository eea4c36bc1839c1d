import type {ClusterSnapshot, InstanceSnapshot, StateKind} from '../../model/snapshot.js';
import {instanceFigures, type Moment} from './moment.js';
import {occupantOf} from './occupant.js';
import type {Column, ColumnId} from './table-columns.js';

/** How the table is ordered; without it by index. */
export type Sort = {readonly column: ColumnId; readonly reversed: boolean};

/** What needs a look first. */
const STATES: readonly StateKind[] = [
	'failed',
	'waiting',
	'stopped',
	'stopping',
	'draining',
	'starting',
	'online',
	'ready',
];
/** As one would look for the first of them; the others begin with the most. */
const ASCENDING: readonly ColumnId[] = ['id', 'pid', 'state'];

/** The instances as the table lists them. What is not known comes last, and what is equal by index. */
export function sortInstances(
	snapshot: ClusterSnapshot,
	{
		sort,
		columns,
		moment,
	}: {readonly sort: Sort | undefined; readonly columns: readonly Column[]; readonly moment: Moment},
): readonly InstanceSnapshot[] {
	const {instances} = snapshot;
	const column = columns.find(({id}) => id === sort?.column);
	if (sort === undefined || column === undefined) {
		return instances;
	}
	const isAscending = ASCENDING.includes(column.id) !== sort.reversed;
	const keyed = instances.map(instance => ({instance, key: keyOf(instance, column, {snapshot, moment})}));
	return keyed
		.toSorted((a, b) => {
			if (a.key === undefined || b.key === undefined) {
				return Number(a.key === undefined) - Number(b.key === undefined) || a.instance.index - b.instance.index;
			}
			return (isAscending ? a.key - b.key : b.key - a.key) || a.instance.index - b.instance.index;
		})
		.map(({instance}) => instance);
}

/** Through the columns from the left, then by index again. */
export function nextSort(sort: Sort | undefined, columns: readonly Column[]): Sort | undefined {
	const ids: readonly ColumnId[] = columns.map(({id}) => id).filter(id => id !== 'index');
	const next = ids[sort === undefined ? 0 : ids.indexOf(sort.column) + 1];
	return next === undefined ? undefined : {column: next, reversed: false};
}

type Shown = {readonly snapshot: ClusterSnapshot; readonly moment: Moment};

function keyOf(instance: InstanceSnapshot, {id, figure}: Column, shown: Shown): number | undefined {
	const occupant = occupantOf(instance, shown);
	switch (id) {
		case 'index':
			return instance.index;
		case 'id':
			return occupant?.id;
		case 'pid':
			return occupant?.pid;
		case 'state':
			return STATES.indexOf(instance.state.kind);
		case 'uptime':
			return occupant?.upMs;
		case 'restarts':
			return instance.restarts;
		default: {
			const value = figure && instanceFigures(instance, shown.moment)[figure];
			// To two digits: rows must not change places over what nobody would call a difference.
			return value === undefined ? undefined : Number(value.toPrecision(2));
		}
	}
}
