import {describe, expect, it} from 'vitest';
import type {InstanceSnapshot} from '../../../src/model/snapshot.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {drawDetailPane} from '../../../src/ui/workers/detail-pane.js';
import {momentOf} from '../../../src/ui/workers/moment.js';
import {sortInstances} from '../../../src/ui/workers/sort-instances.js';
import {placeColumns} from '../../../src/ui/workers/table-columns.js';
import {drawWorkerTable} from '../../../src/ui/workers/worker-table.js';
import {cluster, instance, logOf, type Measured, NOON, samplesOf, vitals, worker} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const WIDTH = 44;
const AGO_MS = 35_000;
const THEN: Measured = {workerId: 1, cpuPercent: 70, rssBytes: 50 * 1024 * 1024};

const pastOf = (...measured: readonly Measured[]) => momentOf(samplesOf(measured), NOON - AGO_MS);

/** The row of an instance 35 s ago, where so much was measured in each second; its cells a blank apart. */
function row(now: InstanceSnapshot, measured: Measured): string | undefined {
	const snapshot = cluster([now], {hasProbe: false});
	return drawWorkerTable({
		snapshot,
		moment: pastOf(measured),
		// No graphs: they are drawn of then as well.
		columns: placeColumns(snapshot, WIDTH).map(({graph: _, ...column}) => column),
		sort: undefined,
		selected: 0,
		focused: false,
		width: 80,
		height: 3,
		theme,
	})[1]
		?.replace(/ +/g, ' ')
		.trim();
}

describe('a row beside a paused log', () => {
	it('is of one worker at one time: who it was, how long it was up, its figures then', () => {
		const now = instance(0, {kind: 'ready'}, {restarts: 2, worker: {upMs: 95_000}});
		expect(row(now, THEN)).toBe('▹ 0 now ready 1m 2 70% 50M');
	});

	it('has nothing of the worker that is there now, where it was another one then', () => {
		const now = instance(0, {kind: 'draining', leftMs: 8000}, {restarts: 2, worker: {id: 9, pid: 99}});
		expect(row(now, THEN)).toBe('▹ 0 now draining – – 70% 50M');
	});

	it('does not say whose it is where that is not known', () => {
		const now = instance(0, {kind: 'ready'}, {restarts: 2});
		expect(row(now, {})).toBe('▹ 0 now ready – – – –');
		const {workerId: _, ...ofOlderClumon} = THEN;
		expect(row(now, ofOlderClumon)).toBe('▹ 0 now ready – – 70% 50M');
	});

	it('has the figures of a worker that has failed since, and why there is none where there was none then', () => {
		const failed = instance(0, {kind: 'failed', reason: 'exit 1 ×11', stderrTail: []}, {restarts: 11});
		expect(row(failed, THEN)).toBe('▹ 0 now failed – – 70% 50M');
		expect(row(failed, {})).toBe('▹ 0 now failed – – exit 1 ×11');
	});

	it('has the id of the worker of then, and its pid where it is still known', () => {
		const now = instance(0, {kind: 'ready'}, {worker: {id: 9, pid: 99}});
		const draw = (current: InstanceSnapshot) => {
			const snapshot = cluster([current], {hasProbe: false});
			const columns = placeColumns(snapshot, 80);
			const common = {snapshot, columns, sort: undefined, selected: 0, focused: false, width: 80, height: 4, theme};
			return drawWorkerTable({...common, moment: pastOf(THEN)});
		};
		expect(draw(now)[1]).toMatch(/^▹ 0 +w1 +– now ready +– +– +70%/);
		// Its replacement has taken over, and it is on its way out.
		const leaving = worker({id: 1, pid: 11, role: 'retiring', state: {kind: 'draining', leftMs: 8000}, upMs: 95_000});
		const [, own, other] = draw({...now, workers: [...now.workers, leaving]});
		expect(own).toMatch(/^▹ 0 +w1 +11 now ready +1m +– +70%/);
		expect(other).toMatch(/w1 +11 now draining/);
	});
});

it('details beside a paused log are those of the worker of then', () => {
	const now = instance(0, {kind: 'failed', reason: 'exit 1 ×11', stderrTail: ['no']});
	const draw = (moment: ReturnType<typeof momentOf>) =>
		drawDetailPane({
			snapshot: cluster([now]),
			moment,
			selected: 0,
			log: logOf([]),
			place: 'below',
			top: 0,
			focused: true,
			width: 60,
			height: 12,
			theme,
		}).map(line => line.trimEnd());
	const then = draw(pastOf({...THEN, heapUsedBytes: 2 ** 20}));
	expect(then.slice(1, 3)).toEqual(['0 · w1 · now failed', 'node 22.11.0']);
	expect(then[3]).toMatch(/^cpu {5}70% /);
	expect(then).toContain('heap 1M');
	expect(draw(momentOf([], undefined))[3]).toBe('exit 1 ×11');
});

it('the table is sorted by what it shows of then', () => {
	const snapshot = cluster([
		instance(0, {kind: 'ready'}, {worker: {id: 9, vitals: vitals()}}),
		instance(1, {kind: 'ready'}, {worker: {id: 3}}),
	]);
	const moment = pastOf({workerId: 2}, {workerId: 3});
	const sort = {column: 'id', reversed: false} as const;
	const sorted = sortInstances(snapshot, {sort, columns: placeColumns(snapshot, 120), moment});
	expect(sorted.map(({index}) => index)).toEqual([0, 1]);
});
