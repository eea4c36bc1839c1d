import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {LOG_LEVELS} from '../../src/logs/log-level.js';
import type {ClusterPhase, InstanceState} from '../../src/model/snapshot.js';
import type {Traffic, WorkerVitals} from '../../src/model/vitals.js';
import {drawScreen} from '../../src/ui/draw-screen.js';
import {usableRows} from '../../src/ui/layout.js';
import {INITIAL_STATE, type Mode, type ScreenState} from '../../src/ui/screen-state.js';
import {cellWidth} from '../../src/ui/text/cells.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {
	cluster,
	drawnRows,
	instance,
	line,
	logOf,
	MIXED,
	numbered,
	origin,
	PLAIN_OPTIONS,
	readyCluster,
	samplesOf,
	scene,
	worker,
} from './screen-fixtures.js';

const arbitraryText = fc.oneof(
	fc.string({unit: 'grapheme', maxLength: 200}),
	fc.string({unit: 'binary', maxLength: 100}),
	fc.constantFrom('日本語テキスト', '\x1b[31mred', '\x1b[m\x1b[1;4;38;5;9mx', '\t\ttabs', 'a\rb', ''),
);

const arbitraryState: fc.Arbitrary<InstanceState> = fc.oneof(
	fc.constantFrom<InstanceState>({kind: 'starting'}, {kind: 'online'}, {kind: 'ready'}, {kind: 'draining'}),
	fc.record({kind: fc.constantFrom('draining' as const, 'stopping' as const), leftMs: fc.nat(1e7)}),
	fc.record({
		kind: fc.constant('waiting' as const),
		leftMs: fc.nat(1e6),
		attempt: fc.nat(99),
		maxAttempts: fc.nat(99),
		reason: arbitraryText,
	}),
	fc.record({kind: fc.constant('stopped' as const), reason: arbitraryText}),
	fc.record({kind: fc.constant('failed' as const), reason: arbitraryText, stderrTail: fc.array(arbitraryText)}),
);

const measured = fc.option(fc.double({min: 0, max: 1e13, noNaN: true}), {nil: undefined});

const arbitraryTraffic: fc.Arbitrary<Traffic> = fc.record({
	requestsPerSecond: fc.double({min: 0, max: 1e9, noNaN: true}),
	errorsPerSecond: fc.double({min: 0, max: 1e9, noNaN: true}),
	inFlight: fc.nat(),
	p50Ms: measured,
	p95Ms: measured,
	p99Ms: measured,
});

const arbitraryVitals: fc.Arbitrary<WorkerVitals> = fc.record({
	traffic: fc.option(arbitraryTraffic, {nil: undefined}),
	lagMs: fc.double({min: 0, max: 1e9, noNaN: true}),
	utilisation: fc.option(fc.double({min: 0, max: 1, noNaN: true}), {nil: undefined}),
	heapUsedBytes: measured,
	heapLimitBytes: measured,
	externalBytes: measured,
	handles: measured,
});

const arbitraryInstance = fc
	.record({
		state: arbitraryState,
		id: fc.option(fc.nat(), {nil: undefined}),
		pid: fc.option(fc.nat(4_194_304), {nil: undefined}),
		upMs: fc.nat(),
		silentMs: fc.option(fc.nat(1e6), {nil: undefined}),
		cpuPercent: measured,
		rssBytes: measured,
		vitals: fc.option(arbitraryVitals, {nil: undefined}),
		others: fc.nat(2),
		restarts: fc.nat(100_000),
		exits: fc.array(
			fc.record({
				workerId: fc.option(fc.nat(), {nil: undefined}),
				pid: fc.constant(undefined),
				at: fc.integer({min: 0, max: 2e12}),
				upMs: fc.nat(),
				reason: arbitraryText,
				unexpected: fc.boolean(),
			}),
			{maxLength: 20},
		),
	})
	.map(
		({state, others, restarts, exits, ...own}) =>
			(index: number) =>
				instance(index, state, {
					restarts,
					exits,
					workers: [
						worker(own),
						...Array.from({length: others}, () => worker({role: 'retiring', state: {kind: 'stopping', leftMs: 1}})),
					],
				}),
	);

const arbitraryPhase: fc.Arbitrary<ClusterPhase> = fc.oneof(
	fc.constant<ClusterPhase>({kind: 'running'}),
	fc.record({kind: fc.constant('reloading' as const), done: fc.nat(64), total: fc.integer({min: 64, max: 90})}),
	fc.record({
		kind: fc.constant('quitting' as const),
		step: fc.constantFrom('drain' as const, 'terminate' as const, 'kill' as const),
		leftMs: fc.option(fc.nat(), {nil: undefined}),
	}),
);

const arbitraryCluster = fc
	.record({
		instances: fc.array(arbitraryInstance, {maxLength: 70}),
		phase: arbitraryPhase,
		app: arbitraryText,
		name: arbitraryText,
		addresses: fc.array(arbitraryText, {maxLength: 4}),
		startFailure: fc.option(arbitraryText, {nil: undefined}),
		upMs: fc.nat(),
		hasProbe: fc.boolean(),
		traffic: fc.option(arbitraryTraffic, {nil: undefined}),
	})
	.map(({instances, ...changes}) =>
		cluster(
			instances.map((create, index) => create(index)),
			changes,
		),
	);

const arbitraryMode: fc.Arbitrary<Mode> = fc.oneof(
	fc.record({
		kind: fc.constant('find' as const),
		line: fc.record({text: arbitraryText, cursor: fc.nat(100)}),
		before: fc.constant({log: INITIAL_STATE.log, focus: 'table' as const}),
		recalled: fc.nat(3),
		problem: fc.option(arbitraryText, {nil: undefined}),
	}),
	fc.constant<Mode>({kind: 'browse'}),
	fc.record({kind: fc.constant('help' as const), top: fc.nat(100)}),
	fc.record({
		kind: fc.constant('confirm' as const),
		question: arbitraryText,
		request: fc.constant({type: 'quit' as const}),
	}),
	fc.record({kind: fc.constant('save' as const)}),
	fc.record({kind: fc.constant('line' as const), line: arbitraryText.map(text => line(1, text)), top: fc.nat(50)}),
	fc.record({
		kind: fc.constant('prompt' as const),
		target: fc.oneof(fc.nat(99), fc.constant('all' as const)),
		line: fc.record({text: arbitraryText, cursor: fc.nat(100)}),
	}),
);

const arbitraryScreen: fc.Arbitrary<ScreenState> = fc
	.record({
		selected: fc.nat(70),
		focus: fc.constantFrom('table' as const, 'detail' as const, 'log' as const),
		detailTop: fc.nat(40),
		sort: fc.option(
			fc.record({
				column: fc.constantFrom('cpu' as const, 'lag' as const, 'state' as const, 'pid' as const),
				reversed: fc.boolean(),
			}),
			{nil: undefined},
		),
		zoomed: fc.boolean(),
		mode: arbitraryMode,
		toldOutcome: fc.constant(0),
		toldDiagnosis: fc.constant(0),
		primaryPid: fc.constant(4711),
		notice: fc.option(fc.record({text: arbitraryText, tone: fc.constantFrom('info' as const, 'problem' as const)}), {
			nil: undefined,
		}),
		filter: fc.record(
			{
				instance: fc.nat(3),
				stream: fc.constantFrom('stdout' as const, 'stderr' as const, 'event' as const, 'message' as const),
				level: fc.constantFrom(...LOG_LEVELS),
				after: fc.nat(60),
			},
			{requiredKeys: []},
		),
		find: fc.option(fc.record({pattern: fc.constantFrom('a', '\\S+', '.', 'x*|漢'), only: fc.boolean()}), {
			nil: undefined,
		}),
		cursor: fc.option(fc.record({seq: fc.nat(60), row: fc.integer({min: -9, max: 60})}), {nil: undefined}),
		searches: fc.array(arbitraryText, {maxLength: 3}),
		marks: fc.array(fc.nat(60), {maxLength: 3}),
		seek: fc.constant(undefined),
		wrap: fc.boolean(),
		left: fc.option(fc.oneof(fc.constant(0), fc.nat(300)), {nil: undefined}),
		newFrom: fc.nat(60),
		pretty: fc.boolean(),
		timestamps: fc.constantFrom('time' as const, 'age' as const, 'off' as const),
	})
	.map(({filter, find, cursor, newFrom, wrap, left, pretty, timestamps, ...state}) => ({
		...state,
		log: {filter, find, cursor, newFrom, wrap, left, pretty, timestamps},
	}));

const arbitraryLog = fc
	.array(
		fc.record({
			text: arbitraryText,
			kind: fc.constantFrom('stdout' as const, 'stderr' as const, 'event' as const, 'message' as const),
			from: fc.option(fc.nat(3), {nil: undefined}),
			missingBytes: fc.constantFrom(0, 0, 35_000_000),
		}),
		{maxLength: 60},
	)
	.map(lines =>
		logOf(
			lines.map(({text, kind, from, missingBytes}, index) =>
				line(index + 1, text, {origin: origin(kind, from), missingBytes}),
			),
		),
	);

const maybe = fc.oneof(fc.constant(Number.NaN), fc.double({min: 0, max: 1e12, noNaN: true}));

/** The same second over and over: what a graph draws does not depend on more. */
const arbitrarySamples = fc
	.record({
		instances: fc.array(
			fc.record({
				cpuPercent: maybe,
				rssBytes: maybe,
				requestsPerSecond: maybe,
				p95Ms: maybe,
				lagMs: maybe,
				utilisation: maybe,
				heapUsedBytes: maybe,
			}),
			{maxLength: 70},
		),
		seconds: fc.nat(120),
	})
	.map(({instances, seconds}) => samplesOf(instances, seconds));

const arbitrarySize = fc.oneof(
	fc.record({columns: fc.integer({min: 1, max: 250}), rows: fc.integer({min: 1, max: 60})}),
	fc.constantFrom(
		{columns: 40, rows: 10},
		{columns: 60, rows: 15},
		{columns: 80, rows: 24},
		{columns: 120, rows: 35},
		{columns: 200, rows: 50},
	),
);

const arbitraryScene = fc
	.record({
		samples: arbitrarySamples,
		snapshot: arbitraryCluster,
		state: arbitraryScreen,
		log: arbitraryLog,
		size: arbitrarySize,
		options: fc.record({
			confirm: fc.boolean(),
			readOnly: fc.boolean(),
			ascii: fc.boolean(),
			vim: fc.boolean(),
			mouse: fc.boolean(),
			colorLevel: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
		}),
	})
	.map(changes => scene({...changes, theme: createTheme(changes.options)}));

describe('drawScreen', () => {
	it('stays within its place, whatever there is to be drawn, and passes no control character on', () => {
		fc.assert(
			fc.property(arbitraryScene, drawn => {
				const {columns} = drawn.size;
				const bands = drawScreen(drawn);
				const heights = bands.map(band => Math.max(...band.map(({lines}) => lines.length)));
				expect(heights.reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(usableRows(drawn.size));
				for (const band of bands) {
					expect(band.reduce((sum, {width}) => sum + width, 0)).toBeLessThanOrEqual(columns);
					for (const {width, lines} of band) {
						for (const row of lines) {
							expect(cellWidth(row)).toBeLessThanOrEqual(width);
							expect(row.replace(/\x1b\[[\d;]*m/g, '')).not.toMatch(/\p{Control}/u);
						}
					}
				}
			}),
			{numRuns: 300},
		);
	}, 60_000);

	it('without colour draws no escape sequence at all', () => {
		const bands = drawScreen(scene({log: logOf([line(1, '\x1b[31mred\x1b[0m')])}));
		expect(JSON.stringify(bands)).not.toMatch(/\x1b|\\u001b/);
	});

	it.each([
		['browse', INITIAL_STATE],
		['help', {...INITIAL_STATE, mode: {kind: 'help', top: 0}}],
		[
			'zoomed, paused',
			{...INITIAL_STATE, zoomed: true, focus: 'log', log: {...INITIAL_STATE.log, cursor: {seq: 9, row: 3}}},
		],
		['prompt', {...INITIAL_STATE, mode: {kind: 'prompt', target: 0, line: {text: 'a\nb', cursor: 1}}}],
	] satisfies [string, ScreenState][])('with --ascii draws nothing past ASCII of its own (%s)', (_, state) => {
		const options = {...PLAIN_OPTIONS, ascii: true};
		for (const snapshot of [MIXED, readyCluster(64), cluster([])]) {
			for (const size of [
				{columns: 40, rows: 10},
				{columns: 80, rows: 24},
				{columns: 160, rows: 50},
			]) {
				const rows = drawnRows({snapshot, state, size, options, theme: createTheme(options)});
				expect(rows.join('')).toMatch(/^[\x20-\x7e]*$/);
			}
		}
	});
});

describe('the whole screen', () => {
	it('at 80×24 with four workers', () => {
		const rows = drawnRows();
		expect(rows).toHaveLength(23);
		expect(rows[0]).toBe('clumon app.js :3000 · up 2h14m · 1/4 ready · 1.5 of 8 cores · 357M of 2G');
		expect(rows[6]).toMatch(/^── log · all ─+$/);
		expect(rows[21]).toBe('12:29:50 0 line 50');
		expect(rows[22]).toBe(' r restart  k kill  d disconnect  s stop  R reload  +/- scale  ? help  q quit');
	});

	it('at 140×35 has a pane with the details of the selected worker', () => {
		const rows = drawnRows({size: {columns: 140, rows: 35}});
		expect(rows[1]).toMatch(/ │ 0 · w1 · pid 48213 · ● ready$/);
		expect(rows[12]).toMatch(/^── log/);
	});

	it('in a window of a few cells is one line', () => {
		expect(drawnRows({size: {columns: 30, rows: 8}})).toEqual(['1/4 ready · 1.5 cores · 357M']);
		expect(drawnRows({size: {columns: 9, rows: 2}})).toEqual(['1/4 ready']);
		expect(drawnRows({size: {columns: 1, rows: 1}})).toEqual(['…']);
	});

	it('in such a window still asks, and says what was done, below the summary or, in a single row, instead of it', () => {
		const summary = '1/4 ready · 1.5 cores · 357M';
		const size = {columns: 30, rows: 3};
		const notice = {text: 'killed', tone: 'info'} as const;
		expect(drawnRows({size, state: {...INITIAL_STATE, notice}})).toEqual([summary, ' killed']);
		expect(drawnRows({size: {columns: 30, rows: 2}, state: {...INITIAL_STATE, notice}})).toEqual([' killed']);
		const mode = {kind: 'confirm', question: 'kill instance 0 (pid 48213)?', request: {type: 'quit'}} as const;
		expect(drawnRows({size, state: {...INITIAL_STATE, mode}})).toEqual([summary, ' kill instance 0…  y yes  n no']);
	});

	it('says above all that the app fails to start, and why', () => {
		const rows = drawnRows({snapshot: {...MIXED, startFailure: 'exit 1: TypeError: x is not a function'}});
		expect(rows[1]).toBe('✖ app.js fails to start: exit 1: TypeError: x is not a function. The log says');
		expect(rows).toHaveLength(23);
	});

	it('zoomed is the log alone', () => {
		const rows = drawnRows({state: {...INITIAL_STATE, zoomed: true, focus: 'log'}});
		expect(rows[1]).toMatch(/^━━ log · all ━+$/);
		expect(rows.slice(2, -1)).toHaveLength(20);
		expect(rows.join()).not.toContain('STATE');
	});

	it('shows lines of the log only, without anything beside them', () => {
		const rows = drawnRows({size: {columns: 200, rows: 50}, log: logOf(numbered(1, 100))});
		const lines = rows.filter(row => row.includes(' line '));
		expect(lines.length).toBeGreaterThan(20);
		expect(lines.every(row => /^\d\d:\d\d:\d\d 0 line \d+$/.test(row))).toBe(true);
	});
});
