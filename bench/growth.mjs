/**
 * How does it grow? Starts 1 to 64 workers under clumon with its screen on at 120×35, a plain node:cluster primary and pm2,
 * in turn, and prints for each number of them
 *
 *   - the time from the command until every worker listens,
 *   - the idle CPU and the resident memory of the supervisor (of pm2 its daemon, without `pm2 monit`),
 *   - the requests a second of clients that open a connection for each.
 *
 *     node bench/growth.mjs [--rounds 3] [--seconds 5] [--workers 1,2,4,8,16,32,64] [--connections 40] [--supervisors …]
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {startLoad} from './lib/load.mjs';
import {cpuSeconds, residentBytes} from './lib/proc.mjs';
import {conclude, formatSpread, printTable, spread} from './lib/report.mjs';
import {supervisors} from './supervisors/supervisors.mjs';

/** After a start, before anything counts as idle. */
const SETTLE_MS = 5000;
const measures = [
	{key: 'allListenMs', title: 'From the command until all workers listen', unit: 'ms', digits: 0},
	{key: 'cpuPercent', title: 'Idle CPU of the supervisor', unit: '% of a core', digits: 2},
	{key: 'rssMb', title: 'Memory of the supervisor', unit: 'resident MB', digits: 0},
	{key: 'requestsPerSecond', title: 'Throughput, a connection for each request', unit: 'requests/s', digits: 0},
];

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		seconds: {type: 'string', default: '5'},
		workers: {type: 'string', default: '1,2,4,8,16,32,64'},
		connections: {type: 'string', default: '40'},
		supervisors: {type: 'string', default: Object.keys(supervisors).join(',')},
	},
});
const windowMs = Number(values.seconds) * 1000;
const names = values.supervisors.split(',');
const counts = values.workers.split(',').map(Number);

const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
	for (const instances of counts) {
		for (const name of names) {
			rounds.push({name, instances, ...(await measure({name, instances}))});
		}
	}
}
for (const {key, title, unit, digits} of measures) {
	console.log(`${title}, ${unit}\n`);
	printTable(
		counts.map(instances => ({
			workers: instances,
			...Object.fromEntries(names.map(name => [name, formatSpread(collect({name, instances, key}), digits)])),
		})),
	);
}
conclude({
	name: 'growth',
	results: rounds,
	lines: measures.map(({key, title, unit}) => ({
		title,
		unit,
		series: names.map(name => ({
			name,
			points: counts.map(instances => ({x: instances, ...spread(collect({name, instances, key}))})),
		})),
	})),
});

async function measure({name, instances}) {
	let begunAt = 0;
	const run = await supervisors[name]({
		app: appFile('http'),
		instances,
		onBegin: () => {
			begunAt = Date.now();
		},
	});
	try {
		const allListenMs = Math.max(...run.workers.all().map(({listeningAt}) => listeningAt)) - begunAt;
		await sleep(SETTLE_MS);
		const before = {at: performance.now(), cpu: cpuSeconds(run.pid)};
		await sleep(windowMs);
		const seconds = (performance.now() - before.at) / 1000;
		const cpuPercent = ((cpuSeconds(run.pid) - before.cpu) / seconds) * 100;
		const rssMb = residentBytes(run.pid) / 1e6;
		return {allListenMs, cpuPercent, rssMb, requestsPerSecond: await measureThroughput(run)};
	} finally {
		await run.close();
	}
}

async function measureThroughput({port}) {
	const connections = Number(values.connections);
	const load = await startLoad({port, connections, keepAlive: false, client: 'raw'});
	await sleep(windowMs);
	const {requests, seconds} = await load.stop();
	return requests / seconds;
}

function collect({name, instances, key}) {
	return rounds.filter(round => round.name === name && round.instances === instances).map(round => round[key]);
}
