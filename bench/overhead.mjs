/**
 * What does it cost an app to be watched? Runs the same hello-world app on 2 workers under clumon with its screen on at
 * 120×35, clumon with --no-probe, a plain node:cluster primary, a second plain one as the null control, and pm2 in cluster
 * mode; all are up at the same time, and each in turn is put under load, with keep-alive and without, in rounds of which
 * every other one goes backwards. Prints for each the medians over the rounds, the ratio to the plain primary's of the
 * same round (its median, least and greatest), and
 *
 *   req/s       what all its workers answer
 *   CPU/req     user and system time of its workers for one request, in µs
 *   all CPU/req the same with the supervisor's, screen and all
 *   p99         of the latency; without keep-alive of a new connection each
 *
 *     node bench/overhead.mjs [--rounds 10] [--seconds 4] [--connections 40] [--only clumon,no-probe,plain,plain-again,pm2]
 *
 * Exits with 1 when clumon with its screen misses what it promises: throughput at least 0.98 of the plain primary's with
 * keep-alive and 0.95 without, its workers' CPU for a request at most 1.02 of it, p99 of new connections at most 1 ms more.
 */
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {startLoad} from './lib/load.mjs';
import {median} from './lib/percentile.mjs';
import {cpuSeconds} from './lib/proc.mjs';
import {atLeast, atMost} from './lib/promises.mjs';
import {conclude, formatNumber, printTable, spread} from './lib/report.mjs';
import {comesTrue} from './lib/wait-for.mjs';
import {startClumon} from './supervisors/clumon.mjs';
import {startPlain} from './supervisors/plain.mjs';
import {startPm2} from './supervisors/pm2.mjs';

const INSTANCES = 2;
const WARM_UP_SECONDS = 1;
const BASELINE = 'plain';
const CANDIDATE = 'clumon';
const starts = {
	clumon: startClumon,
	'no-probe': options => startClumon({...options, args: ['--no-probe']}),
	plain: startPlain,
	'plain-again': startPlain,
	pm2: startPm2,
};

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '10'},
		seconds: {type: 'string', default: '4'},
		connections: {type: 'string', default: '40'},
		only: {type: 'string', default: Object.keys(starts).join(',')},
	},
});
const names = values.only.split(',');

const runs = {};
try {
	for (const name of names) {
		runs[name] = await starts[name]({app: appFile('http'), instances: INSTANCES});
	}
	const modes = {'keep-alive': true, 'a connection each': false};
	const results = {};
	for (const [mode, keepAlive] of Object.entries(modes)) {
		results[mode] = await measureRounds(keepAlive);
		console.log(`${mode}, ${values.rounds} rounds of ${values.seconds} s`);
		printTable(names.map(name => summarize(name, results[mode])));
	}
	conclude({name: 'overhead', results, promises: judge(results), bars: chart(results)});
} finally {
	await Promise.all(Object.values(runs).map(run => run.close()));
}

async function measureRounds(keepAlive) {
	for (const name of names) {
		await measure(runs[name], {keepAlive, seconds: WARM_UP_SECONDS});
	}
	const rounds = [];
	for (let round = 0; round < Number(values.rounds); round++) {
		const measured = {};
		for (const name of round % 2 === 0 ? names : names.toReversed()) {
			measured[name] = await measure(runs[name], {keepAlive, seconds: Number(values.seconds)});
		}
		rounds.push(measured);
	}
	return rounds;
}

async function measure({port, pid, workers}, {keepAlive, seconds}) {
	const workerPids = workers.alive().map(worker => worker.pid);
	const load = await startLoad({port, connections: Number(values.connections), keepAlive, client: 'raw'});
	const before = {workers: sum(workerPids), supervisor: cpuSeconds(pid)};
	await comesTrue(() => false, seconds * 1000);
	const result = await load.stop();
	const workersSeconds = sum(workerPids) - before.workers;
	const allSeconds = workersSeconds + cpuSeconds(pid) - before.supervisor;
	return {
		requestsPerSecond: result.requests / result.seconds,
		workerMicros: (workersSeconds / result.requests) * 1e6,
		allMicros: (allSeconds / result.requests) * 1e6,
		p99Ms: result.p99Ms,
	};
}

function sum(pids) {
	return pids.reduce((total, pid) => total + cpuSeconds(pid), 0);
}

function summarize(name, rounds) {
	const middle = key => median(rounds.map(round => round[name][key]));
	return {
		supervisor: name,
		'req/s': formatNumber(middle('requestsPerSecond'), 0),
		'to plain': formatRatio(name, rounds, 'requestsPerSecond'),
		'CPU/req µs': formatNumber(middle('workerMicros'), 1),
		'to plain ': formatRatio(name, rounds, 'workerMicros'),
		'all CPU/req µs': formatNumber(middle('allMicros'), 1),
		' to plain': formatRatio(name, rounds, 'allMicros'),
		'p99 ms': formatNumber(middle('p99Ms'), 1),
	};
}

function ratios(name, rounds, key) {
	return rounds.map(round => round[name][key] / round[BASELINE][key]);
}

/** `0.99 (0.95–1.02)` */
function formatRatio(name, rounds, key) {
	const all = ratios(name, rounds, key);
	const [middle, least, greatest] = [median(all), Math.min(...all), Math.max(...all)].map(one => formatNumber(one, 3));
	return `${middle} (${least}–${greatest})`;
}

/** As far as what it is compared with was run. */
function judge(results) {
	if (!names.includes(CANDIDATE) || !names.includes(BASELINE)) {
		return [];
	}
	const ratio = (mode, key) => median(ratios(CANDIDATE, results[mode], key));
	const later = results['a connection each'].map(round => round[CANDIDATE].p99Ms - round[BASELINE].p99Ms);
	return [
		atLeast({
			promise: 'throughput with keep-alive, of the plain primary',
			limit: 0.98,
			measured: ratio('keep-alive', 'requestsPerSecond'),
			digits: 3,
		}),
		atLeast({
			promise: 'throughput with a connection each, of the plain primary',
			limit: 0.95,
			measured: ratio('a connection each', 'requestsPerSecond'),
			digits: 3,
		}),
		atMost({
			promise: "the workers' CPU for a request with keep-alive, of the plain primary",
			limit: 1.02,
			measured: ratio('keep-alive', 'workerMicros'),
			digits: 3,
		}),
		atMost({promise: 'p99 of new connections above the plain primary', limit: 1, measured: median(later), unit: 'ms'}),
	];
}

function chart(results) {
	if (!names.includes(BASELINE)) {
		return [];
	}
	return Object.entries(results).map(([mode, rounds]) => ({
		title: `Requests a second, ${mode}`,
		axis: `ratio to ${BASELINE}`,
		rows: names.map(name => ({name, ...spread(ratios(name, rounds, 'requestsPerSecond'))})),
		reference: 1,
	}));
}
