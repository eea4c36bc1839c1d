/**
 * What does it cost to watch? Runs 2 workers that nobody asks for anything under each supervisor, all at the same time,
 * and prints the CPU (utime + stime, of one core) and the resident set size of the supervisor: of the whole clumon process
 * with its screen on at 120×35, without a screen, of a plain node:cluster primary, and of pm2's daemon with and without
 * `pm2 monit` in a terminal of the same size. CPU over a minute that begins when all have been up for 10 s.
 *
 *     node bench/idle.mjs [--seconds 60] [--instances 2] [--only clumon,headless,plain,pm2]
 *
 * Exits with 1 when clumon with the screen used 1.5 % or more.
 */
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {cpuSeconds, residentBytes} from './lib/proc.mjs';
import {printTable, saveResults} from './lib/report.mjs';
import {Terminal} from './lib/terminal.mjs';
import {startClumon, startClumonHeadless} from './supervisors/clumon.mjs';
import {startPlain} from './supervisors/plain.mjs';
import {startPm2} from './supervisors/pm2.mjs';

const LIMIT_PERCENT = 1.5;
const WARM_UP_MS = 10_000;
const starts = {clumon: startClumon, headless: startClumonHeadless, plain: startPlain, pm2: startPm2};

const {values} = parseArgs({
	options: {
		seconds: {type: 'string', default: '60'},
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
		results.map(({name, cpuPercent, rssBytes}) => ({
			supervisor: name,
			'CPU %': cpuPercent.toFixed(2),
			'RSS MB': (rssBytes / 1e6).toFixed(0),
		})),
	);
	saveResults(`idle-${values.instances}`, results);
	const [screen] = results.filter(({name}) => name === 'clumon');
	process.exitCode = screen !== undefined && screen.cpuPercent >= LIMIT_PERCENT ? 1 : 0;
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

async function measure(processes) {
	await sleep(WARM_UP_MS);
	const startedAt = performance.now();
	const before = processes.map(({pids}) => sum(pids, cpuSeconds));
	await sleep(Number(values.seconds) * 1000);
	const seconds = (performance.now() - startedAt) / 1000;
	return processes.map(({name, pids}, index) => ({
		name,
		cpuPercent: ((sum(pids, cpuSeconds) - before[index]) / seconds) * 100,
		rssBytes: sum(pids, residentBytes),
	}));
}

function sum(pids, measureOne) {
	return pids.reduce((total, pid) => total + measureOne(pid), 0);
}
