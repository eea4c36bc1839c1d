/**
 * What does it cost to watch? Runs 2 workers that nobody asks for anything under each supervisor, all at the same time,
 * and prints the CPU (utime + stime, of one core) and the resident set size of the supervisor: of the whole clumon process
 * with its screen on at 120×35, without a screen, of a plain node:cluster primary, and of pm2's daemon with and without
 * `pm2 monit` in a terminal of the same size. CPU over windows that begin when all have been up for 10 s.
 *
 *     node bench/idle.mjs [--rounds 3] [--seconds 20] [--instances 2] [--only clumon,headless,plain,pm2]
 *
 * Exits with 1 when clumon with the screen uses 1 % or more with 2 workers and 2 % with 16, or 150 MB.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {median} from './lib/percentile.mjs';
import {cpuSeconds, residentBytes} from './lib/proc.mjs';
import {atMost} from './lib/promises.mjs';
import {conclude, formatSpread, printTable, spread} from './lib/report.mjs';
import {Terminal} from './lib/terminal.mjs';
import {startClumon, startClumonHeadless} from './supervisors/clumon.mjs';
import {startPlain} from './supervisors/plain.mjs';
import {startPm2} from './supervisors/pm2.mjs';

/** Up to so many workers; nothing is promised of more. */
const LIMITS = [
	{instances: 2, cpuPercent: 1, rssMb: 150},
	{instances: 16, cpuPercent: 2, rssMb: 150},
];
const WARM_UP_MS = 10_000;
const starts = {clumon: startClumon, headless: startClumonHeadless, plain: startPlain, pm2: startPm2};

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		seconds: {type: 'string', default: '20'},
		instances: {type: 'string', default: '2'},
		only: {type: 'string', default: Object.keys(starts).join(',')},
	},
});

const runs = {};
try {
	for (const name of values.only.split(',')) {
		runs[name] = await starts[name]({app: appFile('http'), instances: Number(values.instances)});
	}
	const results = await measure(await findProcesses());
	printTable(
		results.map(({name, cpuPercent, rssMb}) => ({
			supervisor: name,
			'CPU %': formatSpread(cpuPercent, 2),
			'RSS MB': formatSpread(rssMb, 0),
		})),
	);
	conclude({name: `idle-${values.instances}`, results, promises: judge(results), bars: chart(results)});
} finally {
	await Promise.all(Object.values(runs).map(run => run.close()));
}

/** By the name of its row, the processes that a row is the sum of. */
async function findProcesses() {
	const processes = Object.entries(runs).map(([name, run]) => ({name, pids: [run.pid]}));
	if (runs.pm2 !== undefined) {
		// In the daemon's environment, so that it ends with its family.
		const monit = new Terminal(runs.pm2.monit);
		processes.push({name: 'pm2 and monit', pids: [runs.pm2.pid, monit.pid]});
	}
	return processes;
}

/** Of each row, a value a round. */
async function measure(processes) {
	await sleep(WARM_UP_MS);
	const results = processes.map(({name}) => ({name, cpuPercent: [], rssMb: []}));
	for (let round = 0; round < Number(values.rounds); round++) {
		const startedAt = performance.now();
		const before = processes.map(({pids}) => sum(pids, cpuSeconds));
		await sleep(Number(values.seconds) * 1000);
		const seconds = (performance.now() - startedAt) / 1000;
		for (const [index, {pids}] of processes.entries()) {
			results[index].cpuPercent.push(((sum(pids, cpuSeconds) - before[index]) / seconds) * 100);
			results[index].rssMb.push(sum(pids, residentBytes) / 1e6);
		}
	}
	return results;
}

function sum(pids, measureOne) {
	return pids.reduce((total, pid) => total + measureOne(pid), 0);
}

function judge(results) {
	const screen = results.find(({name}) => name === 'clumon');
	const limit = LIMITS.find(({instances}) => Number(values.instances) <= instances);
	if (screen === undefined || limit === undefined) {
		return [];
	}
	const what = `of the whole clumon with its screen, ${values.instances} workers`;
	return [
		atMost({promise: `CPU ${what}`, limit: limit.cpuPercent, measured: median(screen.cpuPercent), unit: '% of a core'}),
		atMost({promise: `memory ${what}`, limit: limit.rssMb, measured: median(screen.rssMb), unit: 'MB', digits: 0}),
	];
}

function chart(results) {
	return [
		{title: `Idle CPU, ${values.instances} workers`, axis: '% of a core', key: 'cpuPercent'},
		{title: `Idle memory, ${values.instances} workers`, axis: 'resident MB', key: 'rssMb'},
	].map(({key, ...one}) => ({...one, rows: results.map(row => ({name: row.name, ...spread(row[key])}))}));
}
