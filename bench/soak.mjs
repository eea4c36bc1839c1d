/**
 * Does clumon stay as it is? Lives an hour's life in minutes, with its screen on: in each of so many cycles the app writes
 * lines, keys are pressed until so many frames have been painted, workers are restarted and screens attach and detach, the
 * last two over the socket. When all is calm again it samples what the primary holds: memory, descriptors, threads,
 * listeners, timers. Prints each at the begin, in the middle and at the end, and by how much it grew over the second half (a
 * slope that odd samples do not move).
 *
 *     node bench/soak.mjs [--cycles 40] [--frames 50000] [--restarts 1000] [--lines 10000000] [--attaches 500]
 *
 * Exits with 1 when one grew past its limit.
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {askSocket, attachAndDetach} from './lib/control.mjs';
import {createHttpCaller} from './lib/http-caller.mjs';
import {atMost} from './lib/promises.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';
import {growth} from './lib/slope.mjs';
import {createVitals} from './lib/vitals.mjs';
import {comesTrue, waitFor} from './lib/wait-for.mjs';
import {startClumon} from './supervisors/clumon.mjs';

const {values} = parseArgs({
	options: {
		cycles: {type: 'string', default: '40'},
		frames: {type: 'string', default: '50000'},
		restarts: {type: 'string', default: '1000'},
		lines: {type: 'string', default: '10000000'},
		attaches: {type: 'string', default: '500'},
	},
});
const INSTANCES = 2;
const NAME = 'soak';
const LINES_PER_ASK = 500;
const KEYS = ['\u001B[B', '\u001B[A'];
/** What each may grow by in the second half. Counts are at rest when they are sampled: one more is one too many. */
const MEASURES = [
	{key: 'rssBytes', name: 'memory', unit: 'MB', scale: 1e6, limit: 16},
	{key: 'heapBytes', name: 'heap', unit: 'MB', scale: 1e6, limit: 2},
	{key: 'descriptors', name: 'descriptors', limit: 0.5},
	{key: 'threads', name: 'threads', limit: 0.5},
	{key: 'listeners', name: 'listeners', limit: 0.5},
	{key: 'timers', name: 'timers', limit: 0.5},
	{key: 'resources', name: 'resources', limit: 0.5},
];
const COUNTS = ['descriptors', 'threads', 'listeners', 'timers', 'resources'];
/** Far past what it takes to close what a worker or a screen has left, also on a busy machine. */
const SETTLE_MS = 10_000;

const cycles = Number(values.cycles);
const perCycle = total => Math.ceil(Number(total) / cycles);
const vitals = createVitals();
const run = await startClumon({
	app: appFile('lived-in'),
	instances: INSTANCES,
	args: ['--name', NAME],
	env: {...vitals.environment, LINES_PER_ASK: String(LINES_PER_ASK)},
});
try {
	const socketPath = join(run.family.environment.XDG_RUNTIME_DIR, 'clumon', `${NAME}.sock`);
	const samples = [];
	for (let cycle = 0; cycle < cycles; cycle++) {
		await Promise.all([
			writeLines(perCycle(values.lines)),
			paintFrames(perCycle(values.frames)),
			restart({socketPath, count: perCycle(values.restarts)}),
			attach({socketPath, count: perCycle(values.attaches)}),
		]);
		await waitFor(() => isCalm(socketPath), {what: 'all workers to be ready and alone'});
		samples.push(await settle(samples[0]));
	}
	report(samples);
} finally {
	await run.close();
	vitals.remove();
}

/** A connection each, so that no client holds one open when it is sampled. One that is reset by a restart asks again. */
async function writeLines(count) {
	const ask = createHttpCaller({port: run.port, keepAlive: false, timeoutMs: 30_000});
	for (let asked = 0; asked < count / LINES_PER_ASK; asked++) {
		await ask();
	}
}

/** A key is painted at once, where the screen else paints some ten times a second. */
async function paintFrames(count) {
	for (let painted = 0; painted < count; painted++) {
		await run.terminal.timePaint({keys: KEYS[painted % KEYS.length], isShown: () => true});
	}
}

async function restart({socketPath, count}) {
	for (let restarted = 0; restarted < count; restarted++) {
		const path = `/restart?instance=${restarted % INSTANCES}`;
		const answer = (await askSocket({socketPath, path, method: 'POST'})).at(-1);
		if (!answer.ok) {
			throw new Error(`restart ${restarted}: ${answer.message}`);
		}
	}
}

async function attach({socketPath, count}) {
	for (let attached = 0; attached < count; attached++) {
		await attachAndDetach(socketPath);
	}
}

/** What is held when that is no more than at first; else what still is after a while: it is not about to be let go. */
async function settle(first) {
	let held;
	await comesTrue(async () => {
		held = await vitals.read(run.pid);
		return first === undefined || COUNTS.every(key => held[key] <= first[key]);
	}, SETTLE_MS);
	return held;
}

async function isCalm(socketPath) {
	const [{instances}] = await askSocket({socketPath, path: '/status'});
	return instances.every(({state, workers}) => state.kind === 'ready' && workers.length === 1);
}

function report(samples) {
	const rows = MEASURES.map(({key, name, unit = '', scale = 1, limit}) => {
		const series = samples.map(sample => sample[key] / scale);
		return {name, unit, limit, series, grown: growth(series.slice(Math.floor(series.length / 2)))};
	});
	printTable(
		rows.map(({name, unit, series, grown}) => ({
			'': unit === '' ? name : `${name}, ${unit}`,
			first: formatNumber(series[0]),
			middle: formatNumber(series[Math.floor(series.length / 2)]),
			last: formatNumber(series.at(-1)),
			most: formatNumber(Math.max(...series)),
			'second half': formatNumber(grown),
		})),
	);
	conclude({
		name: 'soak',
		results: {...values, samples},
		promises: rows.map(({name, unit, limit, grown}) =>
			atMost({promise: `${name} grow over the second half by`, unit, limit, measured: grown}),
		),
	});
}
