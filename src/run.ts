import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {createClusterView} from './cluster-view.js';
import {type EndSignal, onEndSignals} from './end-signals.js';
import {identify} from './identity.js';
import {createMemoryLimit} from './limit-memory.js';
import {LogRecorder} from './logs/log-recorder.js';
import {LogStore} from './logs/log-store.js';
import {type OutputHold, OutputHolds} from './logs/output-holds.js';
import type {Operator} from './model/operator.js';
import {openControl} from './open-control.js';
import {openLogFiles} from './open-log-files.js';
import type {openMetrics as OpenMetrics} from './open-metrics.js';
import {openOutput} from './open-output.js';
import {preloadFile} from './own-files.js';
import {livePids, sampleTargets} from './sample-targets.js';
import {Measurements} from './sampler/measurements.js';
import {createPidusageProbe, silencePidusage} from './sampler/pidusage-probe.js';
import {Sampler} from './sampler/sampler.js';
import {VitalsStore} from './sampler/vitals-store.js';
import type {StartOptions} from './start-options.js';
import {createNodeClusterPort} from './supervisor/node-cluster-port.js';
import {createSteadyClock} from './supervisor/steady-clock.js';
import {Supervisor} from './supervisor/supervisor.js';
import {untilBegun} from './until-begun.js';
import {untilStandstill} from './until-standstill.js';
import {warnOfPlainDisconnects} from './warn-of-plain-disconnects.js';

/** How long a worker that is replaced goes on answering, with `Connection: close`, before it is disconnected. */
const LAME_DUCK_MS = 1000;

/** A screen shows the beginning of a long line; a log that is written out has all of it, within reason. */
const LOG_LINE_LIMIT_BYTES = 64 * 1024 ** 2;

/** How the process is to end: with an exit code, or by the signal that made clumon end. */
export type RunEnd =
	| {readonly kind: 'exit'; readonly code: number}
	| {readonly kind: 'signal'; readonly signal: EndSignal};

/**
 * Runs an app until it is told to end, or, without a screen, until nothing is left that runs. Everything is put together
 * here; nothing is decided here.
 *
 * @param onBegun the first workers are ready and their first clients served, or that takes long.
 * @throws UsageError for what could not be known before, such as a port that is taken; nothing has been forked then.
 */
export async function run(options: StartOptions, onBegun: () => void): Promise<RunEnd> {
	const store = new LogStore({maxLines: options.lines});
	const recorder = new LogRecorder({
		store,
		now: Date.now,
		...(options.output === 'screen' ? {} : {lineLimitBytes: LOG_LINE_LIMIT_BYTES}),
	});
	const holds = new OutputHolds(() => supervisor.holdOutput(instance => holds.isHeld(instance)));
	const hold = (one: OutputHold) => holds.set(one);
	const files = openLogFiles({start: options, recorder, hold});
	const clock = createSteadyClock();
	const vitals = new VitalsStore();
	const port = createNodeClusterPort({
		...options,
		env: {...silencePidusage(), ...options.env, ...preloadEnv(options)},
		nodeArgs: [...preloadArgs(options), ...options.nodeArgs],
	});
	const supervisor = new Supervisor({
		port,
		journal: files.journal,
		clock,
		onReport: (worker, report) => vitals.report(worker, {report, at: clock.now()}),
		diagnoses: {folder: process.cwd(), name: options.name},
		settings: {
			autorestart: options.autorestart,
			hasPulse: options.probe,
			hangRestart: options.hangRestart,
			waitReady: options.waitReady,
			stopFirst: options.stopFirst,
			parallel: options.parallel,
			timeouts: {
				readyMs: options.readyTimeoutMs,
				lameDuckMs: options.probe ? LAME_DUCK_MS : 0,
				drainMs: options.drainTimeoutMs,
				killMs: options.killTimeoutMs,
			},
		},
	});
	const sampler = new Sampler({
		probe: createPidusageProbe(),
		pids: () => livePids(supervisor.cluster),
		onSample: () => {
			measurements.record(Date.now());
			limitMemory?.();
			view.changed();
		},
		onFailure: error => recorder.event({text: `CPU and memory cannot be measured: ${error}`}),
	});
	const measurements = new Measurements({
		sampler,
		vitals,
		targets: () => sampleTargets(supervisor.cluster),
		now: clock.now,
	});
	const limitMemory =
		options.maxMemoryBytes === undefined
			? undefined
			: createMemoryLimit({limitBytes: options.maxMemoryBytes, supervisor, sampler, now: clock.now});
	const view = createClusterView({
		identity: identify(options),
		getCluster: () => supervisor.cluster,
		readings: measurements,
		clock,
	});
	const operator: Operator = async request => supervisor.request(request);
	supervisor.subscribe(view.changed);
	if (!options.probe) {
		warnOfPlainDisconnects(supervisor, recorder);
	}

	// Before anything is forked, as a name or a port that is taken ends clumon.
	const sources = {start: options, view, store, recorder, operator, hold};
	const control = await openControl(sources).finally(() => port.prepared);
	const metrics =
		options.metrics &&
		(await startMetrics({options: options.metrics, view, recorder, getTotals: () => vitals.getTotals()}));
	// The workers may leave no descriptor to load it with.
	const watching = options.watch.length > 0 ? await import('./watch-files.js') : undefined;

	let endSignal: EndSignal | undefined;
	onEndSignals(signal => {
		endSignal ??= signal;
		supervisor.request({type: 'quit'});
	});

	const begun = untilBegun(view);
	const output = openOutput(sources, begun);
	for (const note of options.notes) {
		recorder.event({text: note});
	}
	if (metrics !== undefined) {
		recorder.event({text: `metrics on ${metrics.url}/metrics`});
	}
	if (control.kind === 'closed') {
		recorder.event({text: control.reason});
	}
	supervisor.start(options.instances);
	void begun.then(() => {
		sampler.start();
		control.prepare();
		onBegun();
	});
	const watcher = await watching?.watchFiles({paths: options.watch, name: options.name, supervisor, recorder});

	const verdict = await Promise.race([
		supervisor.ended,
		untilStandstill({supervisor, recorder, unattended: output.unattended, isWatching: watcher !== undefined}),
	]);
	await begun;
	sampler.close();
	await watcher?.close();
	await metrics?.close();
	await control.close(verdict === 'failed' ? 'ended: exit 1' : 'ended: exit 0');
	await output.close(view.getSnapshot(), await files.close());
	if (endSignal === 'SIGHUP') {
		return {kind: 'signal', signal: endSignal};
	}
	return {kind: 'exit', code: verdict === 'failed' ? 1 : 0};
}

/** What the workers load before the app. */
function preloadArgs({probe, scheduling}: StartOptions): readonly string[] {
	const file = preloadFile(scheduling === 'reuseport' ? 'preload-reuse-port.cjs' : 'preload.cjs');
	return probe ? ['--require', fileURLToPath(file)] : [];
}

/** By it a worker knows that the primary is gone; the preload takes it out again. */
function preloadEnv({probe}: StartOptions): Readonly<Record<string, string>> {
	return probe ? {CLUMON_PRIMARY_PID: String(process.pid)} : {};
}

/** Loaded where it is needed only. */
async function startMetrics(options: Parameters<typeof OpenMetrics>[0]) {
	const {openMetrics} = await import('./open-metrics.js');
	return openMetrics(options);
}
