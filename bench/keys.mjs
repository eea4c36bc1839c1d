/**
 * Is the screen quick, and does it leave the primary alone? Runs 2 workers, idle and while they write 50,000 lines a second
 * in all, with the screen and headless in turn, and prints
 *
 *   - the time from a key press to the arrival of the paint that shows its effect: `↓`/`↑` (the mark moves: the screen's
 *     thread alone) and `r` (the replacement's row appears: through the primary, a fork, and back);
 *   - how late the primary's event loop is, p99 in ms, with the screen, whose keys are pressed meanwhile, and without.
 *
 *     node bench/keys.mjs [--rounds 3] [--seconds 10] [--restarts 3] [--lines 50000]
 *
 * Exits with 1 past the limits: a median of 50 ms idle and 300 ms under the flood, and a p99 of the loop (medians over the
 * rounds) of more than 5 ms above headless.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {createLoopDelay} from './lib/loop-delay.mjs';
import {median, percentile} from './lib/percentile.mjs';
import {atMost} from './lib/promises.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';
import {startClumon, startClumonHeadless} from './supervisors/clumon.mjs';

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		seconds: {type: 'string', default: '10'},
		restarts: {type: 'string', default: '3'},
		lines: {type: 'string', default: '50000'},
	},
});
const INSTANCES = 2;
const WARM_UP_MS = 4000;
const LIMITS = {idleMs: 50, floodMs: 300, loopMs: 5};
const UP = '\u001B[A';
const DOWN = '\u001B[B';

const loads = [
	{name: 'idle', linesPerSecond: 0, limitMs: LIMITS.idleMs},
	{name: `${values.lines} lines/s`, linesPerSecond: Number(values.lines), limitMs: LIMITS.floodMs},
];
const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
	for (const load of loads) {
		rounds.push({load: load.name, headless: await measureHeadless(load), screen: await measureScreen(load)});
	}
}

const summaries = loads.map(load => ({...load, ...summarize(rounds.filter(round => round.load === load.name))}));
printTable(
	summaries.flatMap(({name, keys}) =>
		Object.entries(keys).map(([key, delaysMs]) => ({
			load: name,
			key,
			presses: delaysMs.length,
			'median ms': formatNumber(median(delaysMs)),
			'p95 ms': formatNumber(percentile(delaysMs, 0.95)),
			'max ms': formatNumber(Math.max(...delaysMs)),
		})),
	),
);
printTable(
	summaries.map(({name, loop}) => ({
		load: name,
		'loop p99 ms, screen': formatNumber(loop.screen),
		'loop p99 ms, headless': formatNumber(loop.headless),
		difference: formatNumber(loop.screen - loop.headless),
	})),
);
conclude({
	name: 'keys',
	results: rounds,
	promises: summaries.flatMap(({name, keys, limitMs, loop}) => [
		...Object.entries(keys).map(([key, delaysMs]) =>
			atMost({
				promise: `${key} to its paint, ${name}, median`,
				limit: limitMs,
				measured: median(delaysMs),
				unit: 'ms',
				digits: 1,
			}),
		),
		atMost({
			promise: `event loop's p99 above that without a screen, ${name}`,
			limit: LIMITS.loopMs,
			measured: loop.screen - loop.headless,
			unit: 'ms',
			digits: 1,
		}),
	]),
});

async function measureHeadless({linesPerSecond}) {
	const {loop, options} = prepare(linesPerSecond);
	const run = await startClumonHeadless(options);
	try {
		return {loop: await loop.read()};
	} finally {
		await run.close();
	}
}

async function measureScreen({linesPerSecond}) {
	const {loop, options} = prepare(linesPerSecond);
	const run = await startClumon(options);
	try {
		await sleep(WARM_UP_MS);
		const selectMs = await timeSelections(run.terminal, performance.now() + Number(values.seconds) * 1000);
		const delay = await loop.read();
		return {loop: delay, selectMs, restartMs: await timeRestarts(run.terminal, Number(values.restarts))};
	} finally {
		await run.close();
	}
}

function prepare(linesPerSecond) {
	const loop = createLoopDelay({warmUpMs: WARM_UP_MS, windowMs: Number(values.seconds) * 1000});
	const env = {LINES_PER_SECOND: String(linesPerSecond / INSTANCES), ...loop.environment};
	return {loop, options: {app: appFile('flood'), instances: INSTANCES, env}};
}

/** Never seen counts as endless. */
async function timeSelections(terminal, until) {
	const delaysMs = [];
	while (performance.now() < until) {
		const selected = selectedInstance(terminal);
		const [keys, next] = selected === 0 ? [DOWN, 1] : [UP, 0];
		const isShown = () => selectedInstance(terminal) === next;
		delaysMs.push((await terminal.timePaint({keys, isShown})) ?? Number.POSITIVE_INFINITY);
		// In no step with the screen's frames.
		await sleep(100 + Math.random() * 200);
	}
	return delaysMs;
}

async function timeRestarts(terminal, count) {
	const delaysMs = [];
	for (let i = 0; i < count; i++) {
		await terminal.waitFor(/2\/2 ready/);
		await terminal.waitFor(/^(?!.*└)/s);
		const isShown = () => terminal.text().includes('└');
		delaysMs.push((await terminal.timePaint({keys: 'r', isShown})) ?? Number.POSITIVE_INFINITY);
	}
	return delaysMs;
}

function selectedInstance(terminal) {
	const row = terminal.rows().find(text => text.startsWith('▸'));
	return row === undefined ? undefined : Number.parseInt(row.slice(1), 10);
}

/** Key times of all rounds together; of the loop's p99 the median of the rounds. */
function summarize(ones) {
	return {
		keys: {
			'↓ ↑': ones.flatMap(({screen}) => screen.selectMs),
			r: ones.flatMap(({screen}) => screen.restartMs),
		},
		loop: {
			screen: median(ones.map(({screen}) => screen.loop.p99Ms)),
			headless: median(ones.map(({headless}) => headless.loop.p99Ms)),
		},
	};
}
