import {createLineFilter} from '../../src/logs/line-filter.js';
import type {LogLine, LogOrigin} from '../../src/logs/log-block.js';
import {type LogFilter, looksAtLines} from '../../src/logs/log-filter.js';
import {NO_RESTARTS} from '../../src/model/restart-reason.js';
import type {Sample, SampleKey} from '../../src/model/sample.js';
import type {ClusterSnapshot, InstanceSnapshot, InstanceState, WorkerSnapshot} from '../../src/model/snapshot.js';
import type {Traffic, WorkerVitals} from '../../src/model/vitals.js';
import type {ScreenOptions} from '../../src/start-options.js';
import {drawScreen} from '../../src/ui/draw-screen.js';
import type {LogGap, LogReader} from '../../src/ui/log/log-reader.js';
import type {Scene} from '../../src/ui/scene.js';
import {INITIAL_STATE} from '../../src/ui/screen-state.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {type Moment, momentOf} from '../../src/ui/workers/moment.js';

/** Half past twelve, local time, so that times of day can be written down. */
export const NOON = new Date(2026, 10, 22, 12, 30, 0).getTime();

export const PLAIN_OPTIONS: ScreenOptions = {
	confirm: false,
	readOnly: false,
	ascii: false,
	vim: false,
	mouse: false,
	colorLevel: 0,
};

export function worker(changes: Partial<WorkerSnapshot> = {}): WorkerSnapshot {
	return {
		id: 1,
		pid: 48_213,
		role: 'serving',
		state: {kind: 'ready'},
		upMs: 8_040_000,
		silentMs: undefined,
		addresses: [':3000'],
		cpuPercent: 42,
		rssBytes: 118 * 1024 * 1024,
		vitals: undefined,
		...changes,
	};
}

/** An instance with one worker in the given state, or in a state of rest without one. */
export function instance(
	index: number,
	state: InstanceState,
	changes: Partial<InstanceSnapshot> & {readonly worker?: Partial<WorkerSnapshot>} = {},
): InstanceSnapshot {
	const {worker: workerChanges, ...instanceChanges} = changes;
	const isDown = state.kind === 'waiting' || state.kind === 'stopped' || state.kind === 'failed';
	return {
		index,
		state,
		workers: isDown ? [] : [worker({id: index + 1, pid: 48_213 + index, state, ...workerChanges})],
		restarts: 0,
		restartsByReason: NO_RESTARTS,
		exits: [],
		...instanceChanges,
	};
}

export function cluster(
	instances: readonly InstanceSnapshot[],
	changes: Partial<ClusterSnapshot> = {},
): ClusterSnapshot {
	return {
		name: 'app',
		app: 'app.js',
		nodeArgs: [],
		args: [],
		nodeVersion: '22.11.0',
		pid: 4711,
		upMs: 8_040_000,
		at: NOON,
		cores: 8,
		memoryLimitBytes: 2 * 1024 ** 3,
		memoryTotalBytes: 2 * 1024 ** 3,
		hasProbe: true,
		traffic: undefined,
		phase: {kind: 'running'},
		addresses: [':3000'],
		outcome: undefined,
		startFailure: undefined,
		instances,
		...changes,
	};
}

/** Now, after a minute in which every instance did the same. */
export function steadyMoment(count: number): Moment {
	return momentOf(samplesOf(Array(count).fill({cpuPercent: 42, rssBytes: 118 * 1024 * 1024})), undefined);
}

/** What was measured of an instance in one second, and of which worker. */
export type Measured = Partial<Record<SampleKey, number>> & {readonly workerId?: number};

/** A minute of samples that ends at noon, of instances that did the same all the time. */
export function samplesOf(instances: readonly Measured[], seconds = 60): readonly Sample[] {
	return Array.from({length: seconds}, (_, second) => sample(NOON - (seconds - 1 - second) * 1000, instances));
}

/** What one second measured, by instance. */
export function sample(at: number, instances: readonly Measured[]): Sample {
	const series = (key: SampleKey) => instances.map(instanceFigures => instanceFigures[key] ?? Number.NaN);
	return {
		at,
		workerId: instances.map(({workerId = Number.NaN}) => workerId),
		cpuPercent: series('cpuPercent'),
		rssBytes: series('rssBytes'),
		requestsPerSecond: series('requestsPerSecond'),
		p95Ms: series('p95Ms'),
		lagMs: series('lagMs'),
		utilisation: series('utilisation'),
		heapUsedBytes: series('heapUsedBytes'),
	};
}

/** What a worker's preload tells of one that serves 629 requests a second. */
export function vitals(changes: Partial<WorkerVitals> & {readonly traffic?: Traffic | undefined} = {}): WorkerVitals {
	return {
		traffic: {requestsPerSecond: 629, errorsPerSecond: 0, inFlight: 3, p50Ms: 4, p95Ms: 12, p99Ms: 31},
		lagMs: 1,
		utilisation: 0.44,
		heapUsedBytes: 310 * 1024 * 1024,
		heapLimitBytes: 1024 ** 3,
		externalBytes: 2 * 1024 * 1024,
		handles: 17,
		...changes,
	};
}

export function readyCluster(count: number): ClusterSnapshot {
	return cluster(Array.from({length: count}, (_, index) => instance(index, {kind: 'ready'})));
}

/** The cluster of PRODUCT.md's picture: one of each that matters. */
export const MIXED = cluster([
	instance(0, {kind: 'ready'}),
	instance(1, {kind: 'draining', leftMs: 8000}, {worker: {cpuPercent: 11, rssBytes: 121 * 1024 * 1024}}),
	instance(2, {kind: 'online'}, {restarts: 2, worker: {id: 5, pid: 48_290, upMs: 3000, cpuPercent: 97}}),
	instance(3, {kind: 'failed', reason: 'exit 1 ×11: TypeError: x is not a function', stderrTail: []}, {restarts: 11}),
]);

export function line(
	seq: number,
	text: string,
	changes: Partial<LogLine> & {readonly origin?: LogOrigin} = {},
): LogLine {
	return {
		seq,
		at: NOON - 60_000 + seq * 1000,
		origin: {kind: 'stdout', instance: 0, workerId: 1},
		text,
		missingBytes: 0,
		...changes,
	};
}

export function origin(kind: LogOrigin['kind'], instanceIndex: number | undefined): LogOrigin {
	return {kind, instance: instanceIndex, workerId: instanceIndex === undefined ? undefined : instanceIndex + 1};
}

/** Lines `from` to `to`: `line 7`. */
export function numbered(from: number, to: number): readonly LogLine[] {
	return Array.from({length: to - from + 1}, (_, index) => line(from + index, `line ${from + index}`));
}

/** A log that holds just these lines. */
export function logOf(lines: readonly LogLine[], isComplete = true, gap?: LogGap): LogReader {
	const select = ({instance: index, stream, level, after = 0, pattern, withTraces, headsOnly}: LogFilter) => {
		const grep = pattern === undefined ? undefined : new RegExp(pattern, 'i');
		const passes = createLineFilter({instance: index, stream, level, grep, headsOnly});
		const isMatch = ({text}: LogLine) => withTraces === true || grep === undefined || grep.test(text);
		return lines.filter(candidate => passes(candidate) && isMatch(candidate) && candidate.seq > after);
	};
	return {
		linesBefore: ({seq, count, ...filter}) => {
			const before = select(filter).filter(candidate => candidate.seq < seq);
			return before.slice(Math.max(0, before.length - count));
		},
		linesFrom: ({seq, count, ...filter}) =>
			select(filter)
				.filter(candidate => candidate.seq >= seq)
				.slice(0, count),
		countFrom: ({seq, ...filter}) => select(filter).filter(candidate => candidate.seq >= seq).length,
		progressOf: filter => (looksAtLines(filter) ? {isComplete, isTooSlow: false, covers: () => isComplete} : undefined),
		gap: () => gap,
	};
}

export function scene(changes: Partial<Scene> = {}): Scene {
	const options = changes.options ?? PLAIN_OPTIONS;
	return {
		snapshot: MIXED,
		samples: samplesOf([{cpuPercent: 42, rssBytes: 118 * 1024 * 1024}]),
		state: INITIAL_STATE,
		log: logOf(numbered(1, 50)),
		size: {columns: 80, rows: 24},
		theme: createTheme(options),
		...changes,
		options,
	};
}

/** The rows of a scene as they stand on the screen; without colour. */
export function drawnRows(changes: Partial<Scene> = {}): readonly string[] {
	return drawScreen(scene(changes)).flatMap(band => {
		const height = Math.max(...band.map(({lines}) => lines.length));
		return Array.from({length: height}, (_, row) =>
			band
				.map(({width, lines}) => (lines[row] ?? '').padEnd(width))
				.join('')
				.trimEnd(),
		);
	});
}
