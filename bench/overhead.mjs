/**
 * What does it cost an app to be watched? Runs the same hello-world app on 2 workers under clumon with its screen on at
 * 120×35, clumon with --no-probe, a plain node:cluster primary, a second plain one as the null control, and pm2 in cluster
 * mode. In each round each of them, in an order of chance, is started anew, left alone until the work of its start is done
 * (V8 goes on compiling and collecting for some seconds; bench/start.mjs tells what a start costs), put under load until
 * the app's code is compiled, and measured, with keep-alive and without: two processes that run the same code differ by up
 * to a tenth for as long as they live. Supervisor and workers have one core, the clients another one, so that requests a
 * second say what a request costs, the supervisor's part included. Prints for each the medians over the rounds, the ratio
 * to the plain primary's of the same round (its median, least and greatest), and
 *
 *   req/s       what all its workers answer
 *   CPU/req     user and system time of its workers for one request, in µs
 *   all CPU/req the same with the supervisor's, screen and all
 *   p99         of the latency; without keep-alive of a new connection each
 *
 *     node bench/overhead.mjs [--rounds 12] [--settle 12] [--warm-up 4] [--seconds 4] [--connections 40]
 *         [--only clumon,no-probe,plain,plain-again,pm2] [--seed n]
 *
 * Exits with 1 when clumon with its screen misses what it promises: throughput at least 0.98 of the plain primary's with
 * keep-alive and 0.95 without, its workers' CPU for a request at most 1.02 of it, p99 of new connections at most 1 ms more.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {cores, startOnCore} from './lib/cores.mjs';
import {startLoad} from './lib/load.mjs';
import {median} from './lib/percentile.mjs';
import {cpuSeconds} from './lib/proc.mjs';
import {atLeast, atMost} from './lib/promises.mjs';
import {createRandom, shuffle} from './lib/random.mjs';
import {conclude, formatNumber, printTable, spread} from './lib/report.mjs';
import {startClumon} from './supervisors/clumon.mjs';
import {startPlain} from './supervisors/plain.mjs';
import {startPm2} from './supervisors/pm2.mjs';

const INSTANCES = 2;
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
		rounds: {type: 'string', default: '12'},
		settle: {type: 'string', default: '12'},
		'warm-up': {type: 'string', default: '4'},
		seconds: {type: 'string', default: '4'},
		connections: {type: 'string', default: '40'},
		only: {type: 'string', default: Object.keys(starts).join(',')},
		seed: {type: 'string', default: String(Date.now() % 1e6)},
	},
});
const names = values.only.split(',');

const modes = {'keep-alive': true, 'a connection each': false};
const random = createRandom(Number(values.seed));

const results = Object.fromEntries(Object.keys(modes).map(mode => [mode, []]));
for (let round = 0; round < Number(values.rounds); round++) {
	const measured = {};
	for (const name of shuffle(random, names)) {
		measured[name] = await measureAnew(name);
	}
	for (const mode of Object.keys(modes)) {
		results[mode].push(Object.fromEntries(names.map(name => [name, measured[name][mode]])));
	}
}
console.log(`${values.rounds} rounds, seed ${values.seed}\n`);
for (const mode of Object.keys(modes)) {
	console.log(mode);
	printTable(names.map(name => summarize(name, results[mode])));
}
conclude({name: 'overhead', results, promises: judge(results), bars: chart(results)});

/** Of one supervisor with new processes, by mode. */
async function measureAnew(name) {
	const run = await startOnCore(cores.measured, () => starts[name]({app: appFile('http'), instances: INSTANCES}));
	try {
		await sleep(Number(values.settle) * 1000);
		const measured = {};
		for (const [mode, keepAlive] of Object.entries(modes)) {
			await measure(run, {keepAlive, seconds: Number(values['warm-up'])});
			measured[mode] = await measure(run, {keepAlive, seconds: Number(values.seconds)});
		}
		return measured;
	} finally {
		await run.close();
	}
}

async function measure({port, pid, workers}, {keepAlive, seconds}) {
	const workerPids = workers.alive().map(worker => worker.pid);
	const load = await startLoad({port, connections: Number(values.connections), keepAlive, client: 'raw'});
	const before = {workers: sum(workerPids), supervisor: cpuSeconds(pid)};
	await sleep(seconds * 1000);
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
