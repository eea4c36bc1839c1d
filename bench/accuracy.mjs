/**
 * Is what clumon shows true? Puts an app whose answers take 20 ms under steady load, and compares what an outside client
 * measures over ten seconds with what clumon says at the end of the same ten: requests a second and p95, of all
 * workers. For 2 workers and for 8.
 *
 *     node bench/accuracy.mjs [--rounds 3] [--instances 2,8] [--seconds 10] [--connections 10]
 *
 * clumon sees a request from when its worker has read its head to when the answer is handed to the kernel; a client also
 * waits for its own process, the kernel and a worker that is busy. On a machine with nothing left to give, that is most of
 * what it waits for: ask for less than it can do.
 *
 * Exits with 1 when the median of either is off by more than 5 %.
 */
import {get} from 'node:http';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {startLoad} from './lib/load.mjs';
import {median} from './lib/percentile.mjs';
import {atMost} from './lib/promises.mjs';
import {conclude, formatSpread, printTable} from './lib/report.mjs';
import {startClumon} from './supervisors/clumon.mjs';

const LIMIT_PERCENT = 5;
const NAME = 'accuracy';

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		instances: {type: 'string', default: '2,8'},
		seconds: {type: 'string', default: '10'},
		connections: {type: 'string', default: '10'},
	},
});

const counts = values.instances.split(',').map(Number);
const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
	for (const instances of counts) {
		rounds.push({instances, ...(await compare(instances))});
	}
}
const summaries = counts.map(instances => summarize(instances));
printTable(
	summaries.map(one => ({
		workers: one.instances,
		'req/s outside': formatSpread(one.load.requestsPerSecond, 0),
		'req/s shown': formatSpread(one.shown.requestsPerSecond, 0),
		'off %': formatSpread(one.off.requestsPerSecond),
		'p95 ms outside': formatSpread(one.load.p95Ms),
		'p95 ms shown': formatSpread(one.shown.p95Ms),
		' off %': formatSpread(one.off.p95Ms),
	})),
);
conclude({
	name: 'accuracy',
	results: rounds,
	promises: summaries.flatMap(({instances, off}) => [
		promise(`requests a second of ${instances} workers, shown against outside`, off.requestsPerSecond),
		promise(`p95 of ${instances} workers, shown against outside`, off.p95Ms),
	]),
});

function promise(what, off) {
	return atMost({promise: what, limit: LIMIT_PERCENT, measured: Math.abs(median(off)), unit: '% off', digits: 1});
}

/** By what is shown: the values of all rounds outside and shown, and by how many percent they differ. */
function summarize(instances) {
	const own = rounds.filter(round => round.instances === instances);
	const collect = read => ({
		requestsPerSecond: own.map(round => read(round, 'requestsPerSecond')),
		p95Ms: own.map(round => read(round, 'p95Ms')),
	});
	return {
		instances,
		load: collect(({load}, key) => load[key]),
		shown: collect(({shown}, key) => shown[key]),
		off: collect(({load, shown}, key) => (shown[key] / load[key] - 1) * 100),
	};
}

async function compare(instances) {
	const args = ['--name', NAME];
	const run = await startClumon({app: appFile('http'), instances, args, env: {DELAY_MS: '20'}});
	try {
		const load = await startLoad({
			port: run.port,
			connections: Number(values.connections),
			keepAlive: true,
			client: 'raw',
		});
		await sleep(Number(values.seconds) * 1000);
		const [{traffic}, {requests, seconds, p95Ms}] = await Promise.all([readStatus(run), load.stop()]);
		return {load: {requestsPerSecond: requests / seconds, p95Ms}, shown: traffic};
	} finally {
		await run.close();
	}
}

/** What `clumon status --json` prints. */
async function readStatus({family}) {
	const socketPath = join(family.environment.XDG_RUNTIME_DIR, 'clumon', `${NAME}.sock`);
	const response = await new Promise((resolve, reject) => {
		get({socketPath, path: '/status'}, resolve).on('error', reject);
	});
	return JSON.parse(await text(response));
}
