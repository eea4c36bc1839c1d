import type {ScreenState} from '../screen-state.js';
import {type ScreenContext, type ScreenStep, tell} from '../screen-step.js';
import type {Sort} from './sort-instances.js';
import type {ColumnId} from './table-columns.js';

/** What keys and the mouse do to the table and the details. */

/** So many further down in the table's order, as far as it goes. */
export function selectBy(state: ScreenState, step: number, {orderOf}: ScreenContext): ScreenState {
	const order = orderOf(state);
	const wanted = order.indexOf(state.selected) + step;
	const selected = order[Math.max(0, Math.min(order.length - 1, wanted))] ?? 0;
	return select(state, selected);
}

export function select(state: ScreenState, selected: number): ScreenState {
	return {...state, selected, detailTop: selected === state.selected ? state.detailTop : 0};
}

export function sortBy(state: ScreenState, sort: Sort | undefined): ScreenStep {
	return tell(
		{...state, sort},
		sort === undefined ? 'sorted by number' : `sorted by ${sort.column}: O the other way round`,
	);
}

/** By that column; by the one that it is sorted by already, the other way round. */
export function sortByColumn(state: ScreenState, column: ColumnId): ScreenStep {
	if (column === 'index') {
		return sortBy(state, undefined);
	}
	return sortBy(state, {column, reversed: state.sort?.column === column && !state.sort.reversed});
}

export function scrollDetail(state: ScreenState, lines: number, {detailOf}: ScreenContext): ScreenState {
	return {...state, detailTop: Math.max(0, Math.min(detailOf(state).overflow, state.detailTop + lines))};
}
