/**
 * Is a search quick, and does it leave the primary alone? Runs 2 workers with the screen on (120×35) until so many lines
 * are kept, then looks for ten texts in turn, each of which is in one line of each worker, from near the newest line to
 * near the oldest, and in turn with that leaves the screen alone for as long. Prints
 *
 *   - the time from the last key of the search to the paint of its first match, and to that of the end of the search;
 *   - how late the primary's event loop is meanwhile.
 *
 *     node bench/search.mjs [--rounds 3] [--lines 100000,1000000]
 *
 * Exits with 1 when the median time to the first match among 100,000 lines is over 200 ms, or the loop's p99 more than 5 ms
 * above that of the screen that is left alone (medians over the rounds).
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {createLoopDelay} from './lib/loop-delay.mjs';
import {median} from './lib/percentile.mjs';
import {atMost} from './lib/promises.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';
import {startClumon} from './supervisors/clumon.mjs';

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		lines: {type: 'string', default: '100000,1000000'},
	},
});
const INSTANCES = 2;
const NEEDLES = 10;
/** Long enough for the lines to be written and for all searches. */
const WARM_UP_MS = 15_000;
const WINDOW_MS = 20_000;
const LIMITS = {lines: 100_000, firstMs: 200, loopMs: 5};
const ESCAPE = '\u001B';
/** Longer than it takes to tell an Esc from the beginning of a sequence. */
const PAUSE_MS = 300;

const sizes = values.lines.split(',').map(Number);
const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
	for (const lines of sizes) {
		rounds.push({lines, alone: await measure(lines, async () => []), searching: await measure(lines, searchAll)});
	}
}

const summaries = sizes.map(lines => summarize(lines));
printTable(
	summaries.map(one => ({
		'lines kept': one.lines,
		searches: one.searches.length,
		'first match ms': formatNumber(median(one.searches.map(({firstMs}) => firstMs))),
		max: formatNumber(Math.max(...one.searches.map(({firstMs}) => firstMs))),
		'all ms': formatNumber(median(one.searches.map(({allMs}) => allMs))),
		'loop p99 ms': formatNumber(one.loopMs),
		'left alone': formatNumber(one.aloneMs),
		'loop max ms': formatNumber(one.loopMaxMs),
		'max, left alone': formatNumber(one.aloneMaxMs),
	})),
);
conclude({name: 'search', results: rounds, promises: summaries.flatMap(judge)});

async function measure(lines, act) {
	const loop = createLoopDelay({warmUpMs: WARM_UP_MS, windowMs: WINDOW_MS});
	const startedAt = performance.now();
	const run = await startClumon({
		app: appFile('kept-lines'),
		instances: INSTANCES,
		args: ['--lines', String(lines + 1000)],
		env: {LINES: String(lines / INSTANCES), ...loop.environment},
	});
	try {
		for (const instance of ['0', '1']) {
			run.terminal.press(instance);
			await run.terminal.waitFor(new RegExp(`log · ${instance}[\\s\\S]*all written`), WARM_UP_MS);
		}
		run.terminal.press('a');
		await sleep(Math.max(0, WARM_UP_MS - (performance.now() - startedAt)));
		return {searches: await act(run.terminal), loop: await loop.read()};
	} finally {
		await run.close();
	}
}

async function searchAll(terminal) {
	const searches = [];
	for (let needle = NEEDLES - 1; needle >= 0; needle--) {
		searches.push(await timeSearch(terminal, `needle-${needle}`));
		// From the prompt, and from the search.
		terminal.press(ESCAPE);
		await sleep(PAUSE_MS);
	}
	return searches;
}

/** Never seen counts as endless. */
async function timeSearch(terminal, text) {
	const all = new RegExp(`/${text} \\d+ (?:of ${INSTANCES}|found)(?![…\\d])`);
	const first = new RegExp(`/${text} \\d+ (?:of|found)`);
	terminal.press(`/${text.slice(0, -1)}`);
	await sleep(PAUSE_MS);
	const times = {firstMs: Number.POSITIVE_INFINITY, allMs: Number.POSITIVE_INFINITY};
	let stop;
	await new Promise(resolve => {
		const pressedAt = performance.now();
		const giveUp = setTimeout(resolve, 10_000);
		stop = terminal.onPaint(at => {
			const screen = terminal.text();
			if (first.test(screen)) {
				times.firstMs = Math.min(times.firstMs, at - pressedAt);
			}
			if (all.test(screen)) {
				times.allMs = at - pressedAt;
				clearTimeout(giveUp);
				resolve();
			}
		});
		terminal.press(text.slice(-1));
	});
	stop();
	return times;
}

function summarize(lines) {
	const ones = rounds.filter(round => round.lines === lines);
	const medianOf = (kind, field) => median(ones.map(one => one[kind].loop[field]));
	return {
		lines,
		searches: ones.flatMap(({searching}) => searching.searches),
		loopMs: medianOf('searching', 'p99Ms'),
		aloneMs: medianOf('alone', 'p99Ms'),
		loopMaxMs: medianOf('searching', 'maxMs'),
		aloneMaxMs: medianOf('alone', 'maxMs'),
	};
}

function judge({lines, searches, loopMs, aloneMs}) {
	const loop = atMost({
		promise: `event loop's p99 above that of a screen left alone, ${lines} lines`,
		limit: LIMITS.loopMs,
		measured: loopMs - aloneMs,
		unit: 'ms',
		digits: 1,
	});
	if (lines > LIMITS.lines) {
		return [loop];
	}
	const measured = median(searches.map(({firstMs}) => firstMs));
	return [
		atMost({
			promise: `first match among ${lines} lines, median`,
			limit: LIMITS.firstMs,
			measured,
			unit: 'ms',
			digits: 0,
		}),
		loop,
	];
}
