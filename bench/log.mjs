/**
 * What becomes of a flood of lines? Workers write lines of 100 bytes, one write each, as fast as they can, under clumon with
 * its screen on in a terminal of 120×35 (with --log-dir and without), clumon headless into a file, the least that a
 * node:cluster primary can do (count line ends, with blocking pipes as clumon has and with Node's own), pm2 with `pm2
 * logs` attached, concurrently into a file, and each worker straight into a file. Prints, median of the rounds:
 *
 *   - lines a second from the first write to the arrival of the last line, and lines lost where they should have arrived;
 *   - how much longer the workers took than those that write to files;
 *   - the CPU of the primary in µs a line, of its main thread and of all its threads; its event loop's delay; its memory;
 *   - of the screen: the time to the paint of a key press, and how old the newest line on it is.
 *
 *     node bench/log.mjs [--long] [--rounds 3] [--instances 2,8] [--writers console,write] [--only clumon,bare,…]
 *
 * 200,000 lines of each of 2 workers, 50,000 of 8; with --long 1,000,000. Exits with 1 when clumon (2 workers, with
 * --log-dir) lost a line or missed what it promises (LIMITS).
 */
import {parseArgs} from 'node:util';
import {candidates} from './lib/log-candidates.mjs';
import {measureFlood} from './lib/log-measure.mjs';
import {median} from './lib/percentile.mjs';
import {atLeast, atMost} from './lib/promises.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';

const LIMITS = {ofBare: 0.85, ofPm2: 5, loopP99Ms: 10, keyMs: 300, cpuUs: 1.2, behindMs: 200, rssBytes: 250e6};

const {values} = parseArgs({
	options: {
		long: {type: 'boolean', default: false},
		rounds: {type: 'string', default: '3'},
		instances: {type: 'string', default: '2,8'},
		writers: {type: 'string', default: 'console,write'},
		only: {type: 'string', default: Object.keys(candidates).join(',')},
	},
});
const names = values.only.split(',');
const cases = values.instances
	.split(',')
	.map(Number)
	.flatMap(instances => values.writers.split(',').map(writer => ({instances, writer, lines: linesOf(instances)})));

const results = [];
for (const flood of cases) {
	const rounds = [];
	for (let round = 0; round < Number(values.rounds); round++) {
		for (const name of names) {
			rounds.push({name, ...(await measureFlood({start: candidates[name], ...flood}))});
		}
	}
	const summary = names.map(name => summarize(name, rounds));
	report(flood, summary);
	results.push({...flood, rounds, summary});
}
conclude({
	name: values.long ? 'log-long' : 'log',
	results,
	promises: results.filter(({instances}) => instances === 2).flatMap(judge),
});

function linesOf(instances) {
	return values.long ? 1_000_000 : 400_000 / instances;
}

/** The medians; of what was lost the worst. */
function summarize(name, rounds) {
	const ones = rounds.filter(round => round.name === name);
	const medianOf = field => median(ones.map(one => one[field] ?? Number.NaN));
	const fields = Object.keys(ones[0] ?? {}).filter(field => field !== 'name');
	return {
		name,
		...Object.fromEntries(fields.map(field => [field, medianOf(field)])),
		lost: Math.max(...ones.map(({lost}) => lost ?? Number.NaN)),
	};
}

function report({instances, writer, lines}, summary) {
	const file = summary.find(({name}) => name === 'file');
	const bare = summary.find(({name}) => name === 'bare');
	console.log(`${instances} workers, ${lines} lines each, ${writer}\n`);
	printTable(
		summary.map(one => ({
			'': one.name,
			'lines/s': formatNumber(one.linesPerSecond, 0),
			'of bare': formatNumber(one.linesPerSecond / bare?.linesPerSecond, 2),
			lost: formatNumber(one.lost, 0),
			'app, of file': formatNumber(one.writeMs / file?.writeMs, 2),
			'CPU µs/line main': formatNumber(one.mainUs, 2),
			all: formatNumber(one.cpuUs, 2),
			'loop p50 ms': formatNumber(one.p50Ms),
			p99: formatNumber(one.p99Ms),
			max: formatNumber(one.maxMs),
			'key ms': formatNumber(one.keyMs, 0),
			'key max': formatNumber(one.keyMaxMs, 0),
			'behind p95': formatNumber(one.behindMs, 0),
			'behind max': formatNumber(one.behindMaxMs, 0),
			'RSS MB': formatNumber(one.rssBytes / 1e6, 0),
		})),
	);
}

/** As far as what it is compared with was run. */
function judge({writer, summary}) {
	const find = wanted => summary.find(({name}) => name === wanted);
	const [clumon, pm2] = [find('clumon'), find('pm2')];
	if (clumon === undefined) {
		return [];
	}
	const ratio = other => ({measured: clumon.linesPerSecond / other.linesPerSecond});
	return [
		atMost({promise: 'lines lost', limit: 0, measured: clumon.lost, digits: 0}),
		...['bare', 'bare (node pipes)']
			.map(find)
			.filter(bare => bare !== undefined)
			.map(bare => atLeast({promise: `lines/s, of ${bare.name}`, limit: LIMITS.ofBare, ...ratio(bare)})),
		...(pm2 === undefined
			? []
			: [atLeast({promise: 'lines/s, of pm2', limit: LIMITS.ofPm2, ...ratio(pm2), digits: 1})]),
		atMost({promise: "event loop's p99", limit: LIMITS.loopP99Ms, measured: clumon.p99Ms, unit: 'ms', digits: 1}),
		atMost({promise: 'slowest key', limit: LIMITS.keyMs, measured: clumon.keyMaxMs, unit: 'ms', digits: 0}),
		atMost({promise: "main thread's CPU a line", limit: LIMITS.cpuUs, measured: clumon.mainUs, unit: 'µs'}),
		atMost({
			promise: 'greatest age of the newest line',
			limit: LIMITS.behindMs,
			measured: clumon.behindMaxMs,
			unit: 'ms',
			digits: 0,
		}),
		atMost({promise: 'memory', limit: LIMITS.rssBytes / 1e6, measured: clumon.rssBytes / 1e6, unit: 'MB', digits: 0}),
	].map(one => ({...one, promise: `${one.promise}, ${writer}`}));
}
