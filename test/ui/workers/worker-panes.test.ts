import {describe, expect, it} from 'vitest';
import type {ClusterSnapshot} from '../../../src/model/snapshot.js';
import {layoutOf} from '../../../src/ui/scene.js';
import {columnsIn} from '../../../src/ui/workers/worker-panes.js';
import {cluster, instance, MIXED, readyCluster, scene} from '../screen-fixtures.js';

const SNAPSHOTS: readonly (readonly [string, ClusterSnapshot])[] = [
	['four workers', MIXED],
	['64 workers', readyCluster(64)],
	['no probe', {...MIXED, hasProbe: false}],
	['long numbers', cluster([instance(0, {kind: 'ready'}, {worker: {id: 12_345, pid: 4_194_304}})])],
];

function columnsAt(snapshot: ClusterSnapshot, columns: number) {
	const drawn = scene({snapshot, size: {columns, rows: 35}});
	const layout = layoutOf(drawn);
	return {ids: columnsIn(drawn, layout).map(({id}) => id), hasDetail: layout.hasDetail};
}

describe.each(SNAPSHOTS)('a wider screen (%s)', (_, snapshot) => {
	it('never has fewer columns, nor loses the details beside them', () => {
		let narrower = columnsAt(snapshot, 40);
		for (let columns = 41; columns <= 200; columns += 1) {
			const wider = columnsAt(snapshot, columns);
			expect(wider.ids, `at ${columns}`).toEqual(expect.arrayContaining(narrower.ids));
			expect(wider.hasDetail || !narrower.hasDetail, `at ${columns}`).toBe(true);
			narrower = wider;
		}
	});
});

it('the details are beside the table at 140 columns, with pids as long as they usually are', () => {
	expect(columnsAt(cluster([instance(0, {kind: 'ready'}, {worker: {pid: 4_194_304}})]), 140).hasDetail).toBe(true);
	expect(columnsAt(readyCluster(4), 136).hasDetail).toBe(false);
});
