import {describe, expect, it} from 'vitest';
import {momentOf} from '../../../src/ui/workers/moment.js';
import {nextSort, type Sort, sortInstances} from '../../../src/ui/workers/sort-instances.js';
import {placeColumns} from '../../../src/ui/workers/table-columns.js';
import {cluster, instance, vitals} from '../screen-fixtures.js';

const snapshot = cluster([
	instance(0, {kind: 'ready'}, {restarts: 1, worker: {cpuPercent: 40.2, vitals: vitals({lagMs: 3})}}),
	instance(1, {kind: 'failed', reason: 'exit 1', stderrTail: []}, {restarts: 11}),
	instance(2, {kind: 'ready'}, {restarts: 1, worker: {cpuPercent: 40.4, vitals: vitals({lagMs: 900})}}),
	instance(3, {kind: 'ready'}, {restarts: 0, worker: {cpuPercent: 97}}),
]);
const columns = placeColumns(snapshot, 80);
const order = (sort: Sort | undefined) =>
	sortInstances(snapshot, {sort, columns, moment: momentOf([], undefined)}).map(({index}) => index);

describe('the table', () => {
	it('is in the order of the numbers, unless it is sorted', () => {
		expect(order(undefined)).toEqual([0, 1, 2, 3]);
	});

	it('begins with the most, what is alike in the order of the numbers, and ends with what is not known', () => {
		expect(order({column: 'cpu', reversed: false})).toEqual([3, 0, 2, 1]);
		expect(order({column: 'cpu', reversed: true})).toEqual([0, 2, 3, 1]);
		expect(order({column: 'lag', reversed: false})).toEqual([2, 0, 1, 3]);
		expect(order({column: 'restarts', reversed: false})).toEqual([1, 0, 2, 3]);
	});

	it('begins with the state that needs a look, and with the smallest id', () => {
		expect(order({column: 'state', reversed: false})).toEqual([1, 0, 2, 3]);
		expect(order({column: 'id', reversed: true})).toEqual([3, 2, 0, 1]);
	});

	it('is as it was where the column has no room any more', () => {
		expect(order({column: 'heap', reversed: false})).toEqual([0, 1, 2, 3]);
	});
});

it('the columns are gone through from the left, and then there is no order', () => {
	const seen: (string | undefined)[] = [];
	let sort = nextSort(undefined, columns);
	for (; sort !== undefined; sort = nextSort(sort, columns)) {
		seen.push(sort.column);
	}
	expect(seen).toEqual(columns.map(({id}) => id).filter(id => id !== 'index'));
});
