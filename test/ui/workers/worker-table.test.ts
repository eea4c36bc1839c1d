import {describe, expect, it} from 'vitest';
import type {ClusterSnapshot} from '../../../src/model/snapshot.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {momentOf} from '../../../src/ui/workers/moment.js';
import {placeColumns, tableWidth} from '../../../src/ui/workers/table-columns.js';
import {drawWorkerTable, type WorkerTable} from '../../../src/ui/workers/worker-table.js';
import {
	cluster,
	instance,
	MIXED,
	NOON,
	readyCluster,
	samplesOf,
	steadyMoment,
	vitals,
	worker,
} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});

function draw(snapshot: ClusterSnapshot, width: number, changes: Partial<WorkerTable> = {}): readonly string[] {
	const columns = placeColumns(snapshot, width);
	return drawWorkerTable({
		snapshot,
		moment: steadyMoment(64),
		columns,
		sort: undefined,
		selected: 0,
		focused: true,
		width,
		height: 20,
		theme,
		...changes,
	}).map(row => row.trimEnd());
}

const withoutProbe = (snapshot: ClusterSnapshot): ClusterSnapshot => ({...snapshot, hasProbe: false});
const FLAT_CPU = '▄'.repeat(12);
const FLAT_MEMORY = '▄'.repeat(15);

describe('the table', () => {
	it('has every value under its title, also where there is room on the right', () => {
		const snapshot = cluster([instance(0, {kind: 'ready'}, {worker: {vitals: vitals()}})]);
		const [head = '', row = ''] = draw(snapshot, 136);
		expect(head.length).toBeLessThan(136);
		expect(row.length).toBe(head.length);
	});

	it('has a row for each worker, at 80 columns with its id, pid and graphs', () => {
		expect(draw(withoutProbe(MIXED), 80)).toEqual([
			'  #  ID    PID STATE            UP RST  CPU 60s            MEM 60s',
			`▸ 0  w1  48213 ● ready       2h14m   0  42% ${FLAT_CPU}  118M ${FLAT_MEMORY}`,
			`  1  w2  48214 ◌ draining 8s         0  11% ${FLAT_CPU}  121M ${FLAT_MEMORY}`,
			`  2  w5  48290 ◐ online         3s   2  97% ${FLAT_CPU}  118M ${FLAT_MEMORY}`,
			'  3  –       – ✖ failed          –  11  exit 1 ×11: TypeError: x is not a funct…',
		]);
	});

	it('keeps number, state, restarts, CPU and memory at 40 columns', () => {
		expect(draw(MIXED, 40)).toEqual([
			'  # STATE            UP RST  CPU    MEM',
			'▸ 0 ● ready       2h14m   0  42%   118M',
			'  1 ◌ draining 8s         0  11%   121M',
			'  2 ◐ online         3s   2  97%   118M',
			'  3 ✖ failed          –  11  exit 1 ×11…',
		]);
	});

	it('shows traffic and event loop at 80 columns, and heap, utilisation and requests in flight where it is wide', () => {
		const traffic = {requestsPerSecond: 0.25, errorsPerSecond: 0.1, inFlight: 0, p50Ms: 1, p95Ms: 0.4, p99Ms: 2};
		const snapshot = cluster([
			instance(0, {kind: 'ready'}, {worker: {vitals: vitals()}}),
			instance(
				1,
				{kind: 'ready'},
				{worker: {vitals: vitals({traffic: undefined, lagMs: 1400, heapUsedBytes: undefined})}},
			),
			instance(2, {kind: 'ready'}, {worker: {vitals: vitals({traffic})}}),
			instance(3, {kind: 'starting'}),
		]);
		const from = (width: number, title: string) => {
			const rows = draw(snapshot, width);
			return rows.map(row => row.slice((rows[0]?.indexOf(title) ?? 0) - 1));
		};
		expect(from(80, 'REQ/S')).toEqual([
			' REQ/S   P95   LAG',
			'   629  12ms   1ms',
			'     –     – ▲1.4s',
			'   0.3 0.4ms   1ms',
			'     –     –     –',
		]);
		expect(from(150, 'HEAP')).toEqual([
			' HEAP ELU REQ/S ERR/S   P95   LAG  INFL',
			' 310M .44   629     0  12ms   1ms     3',
			'    – .44     –     –     – ▲1.4s     –',
			' 310M .44   0.3   0.1 0.4ms   1ms     0',
			'    –   –     –     –     –     –     –',
		]);
	});

	it('has nothing of what only the preload knows where there is none', () => {
		const ids = placeColumns(withoutProbe(MIXED), 200).map(({id}) => id);
		expect(ids).toEqual(['index', 'id', 'pid', 'state', 'uptime', 'restarts', 'cpu', 'memory']);
	});

	it('gives up errors, requests in flight, utilisation, heap, id, pid, latency, requests and lag, in this order', () => {
		const ids = (width: number) => placeColumns(MIXED, width).map(({id}) => id);
		const lost: string[] = [];
		for (let width = 160; width >= 40; width -= 1) {
			const left = ids(width);
			lost.push(...ids(width + 1).filter(id => !left.includes(id)));
		}
		expect(lost).toEqual(['errors', 'inFlight', 'utilisation', 'heap', 'id', 'pid', 'p95', 'requests', 'lag']);
		expect(ids(40)).toEqual(['index', 'state', 'uptime', 'restarts', 'cpu', 'memory']);
	});

	it('has room at 80 columns for ids, pids of seven digits, traffic and graphs', () => {
		const snapshot = cluster([instance(0, {kind: 'ready'}, {worker: {pid: 4_194_303}})]);
		const columns = placeColumns(snapshot, 80);
		expect(columns).toHaveLength(11);
		expect(columns.map(({graph}) => graph).filter(graph => graph !== undefined)).toEqual([4, 5]);
	});

	it.each([40, 60, 80, 120, 200])('is no wider than %d columns', width => {
		expect(tableWidth(placeColumns(readyCluster(64), width))).toBeLessThanOrEqual(width);
	});

	it('waits for the first worker', () => {
		expect(draw(cluster([]), 80)[1]).toBe('  waiting for the first worker…');
	});
});

describe('a row', () => {
	it('counts down to the next try, and says which of how many and why', () => {
		const snapshot = cluster([
			instance(0, {kind: 'waiting', leftMs: 35_200, attempt: 10, maxAttempts: 10, reason: 'exit 1 after 2s'}),
		]);
		expect(draw(snapshot, 80)[1]).toBe('▸ 0  –       – ◔ waiting 36s 10/10   0  exit 1 after 2s');
	});

	it('counts down to SIGKILL, and says when it was sent', () => {
		const rows = draw(
			cluster([instance(0, {kind: 'stopping', leftMs: 4200}), instance(1, {kind: 'stopping', leftMs: 0})]),
			80,
		);
		expect(rows[1]).toContain('◒ stopping 5s ');
		expect(rows[2]).toContain('◒ stopping KILL ');
	});

	it('says how long its event loop has stood still', () => {
		const snapshot = cluster([instance(0, {kind: 'ready'}, {worker: {silentMs: 12_400}})]);
		expect(draw(snapshot, 40)[1]).toBe('▸ 0 ● ready hung 12s      0  42%   118M');
	});

	it('has below it the other workers of its instance', () => {
		const replaced = instance(
			0,
			{kind: 'ready'},
			{
				workers: [
					worker(),
					worker({id: 5, pid: 48_290, role: 'replacement', state: {kind: 'starting'}, upMs: 700, cpuPercent: 88}),
					worker({id: 3, pid: 48_215, role: 'retiring', state: {kind: 'draining'}}),
				],
			},
		);
		expect(draw(withoutProbe(cluster([replaced])), 80).slice(1)).toEqual([
			`▸ 0  w1  48213 ● ready       2h14m   0  42% ${FLAT_CPU}  118M ${FLAT_MEMORY}`,
			'  └  w5  48290 ○ starting       0s new  88%               118M',
			'  └  w3  48215 ◌ draining    2h14m old  42%               118M',
		]);
	});

	it('of an instance that is down has its last worker below it', () => {
		const stopped = instance(
			0,
			{kind: 'stopped', reason: 'killed by the operator'},
			{workers: [worker({role: 'retiring', state: {kind: 'stopping', leftMs: 100}})]},
		);
		expect(
			draw(cluster([stopped]), 80)
				.slice(1)
				.map(row => row.slice(0, 34).trimEnd()),
		).toEqual(['▸ 0  –       – ■ stopped         –', '  └  w1  48213 ◒ stopping 1s']);
	});

	it('has a dash for what was not measured yet', () => {
		const fresh = instance(0, {kind: 'starting'}, {worker: {cpuPercent: undefined, rssBytes: undefined}});
		expect(draw(cluster([fresh]), 40, {moment: momentOf([], undefined)})[1]).toBe(
			'▸ 0 ○ starting    2h14m   0    –      –',
		);
	});

	it('that is far from its siblings is marked', () => {
		const load = (index: number, cpu: number) => instance(index, {kind: 'ready'}, {worker: {cpuPercent: cpu}});
		const loads = [40, 42, 99, 2];
		const moment = momentOf(samplesOf(loads.map(cpuPercent => ({cpuPercent}))), undefined);
		const rows = draw(withoutProbe(cluster(loads.map((cpu, index) => load(index, cpu)))), 80, {moment});
		expect(rows.slice(1).map(row => row.slice(39, 44))).toEqual([' 40% ', ' 42% ', '▲99% ', ' ▼2% ']);
	});

	it('does not let an error message of the app act on the terminal', () => {
		const evil = instance(0, {kind: 'failed', reason: 'Error: \x1b[2J\x1b[31mboo', stderrTail: []});
		expect(draw(cluster([evil]), 80)[1]).toContain('Error: ^[[2Jboo');
	});
});

describe('more workers than rows', () => {
	const many = readyCluster(64);
	const numbers = (rows: readonly string[]) => rows.slice(1, -1).map(row => Number(row.slice(2, 4)));

	it('scroll with the selection, and the last row counts those out of view', () => {
		const rows = draw(many, 80, {selected: 30, height: 9});
		expect(numbers(rows)).toEqual([27, 28, 29, 30, 31, 32, 33]);
		expect(rows[4]).toMatch(/^▸ 30 /);
		expect(rows.at(-1)).toBe('  ▲ 27 above   ▼ 30 below');
	});

	it('begin with the first and end with the last', () => {
		expect(draw(many, 80, {selected: 0, height: 9}).at(-1)).toBe('  ▼ 57 below');
		const end = draw(many, 80, {selected: 63, height: 9});
		expect(numbers(end)).toEqual([57, 58, 59, 60, 61, 62, 63]);
		expect(end.at(-1)).toBe('  ▲ 57 above');
	});
});

describe('colour', () => {
	const colors = createTheme({colorLevel: 1, ascii: false});
	const row = (percent: number) =>
		drawWorkerTable({
			snapshot: cluster([instance(0, {kind: 'ready'}, {worker: {cpuPercent: percent}})]),
			moment: momentOf([], undefined),
			columns: placeColumns(readyCluster(1), 40),
			sort: undefined,
			selected: 1,
			focused: true,
			width: 40,
			height: 2,
			theme: colors,
		})[1] ?? '';

	it('warns of a gauge at 70 % and more at 90 %', () => {
		expect(row(69)).toContain('69%');
		expect(row(69)).not.toContain(colors.warn('69%'));
		expect(row(70)).toContain(colors.warn('70%'));
		expect(row(90)).toContain(colors.critical('90%'));
	});

	it('tells restarts after a crash from others', () => {
		const exit = {workerId: 1, pid: 1, upMs: 1, reason: 'exit 1', unexpected: true};
		const draw = (at: number) =>
			drawWorkerTable({
				snapshot: cluster([instance(0, {kind: 'ready'}, {restarts: 7, exits: [{...exit, at}]})]),
				moment: momentOf([], undefined),
				columns: placeColumns(readyCluster(1), 40),
				sort: undefined,
				selected: 1,
				focused: true,
				width: 40,
				height: 2,
				theme: colors,
			})[1];
		expect(draw(NOON - 60_000)).toContain(colors.warn('7'));
		expect(draw(NOON - 3_600_000)).not.toContain(colors.warn('7'));
	});
});
