/**
 * Is what clumon shows true? Puts an app whose answers take 20 ms under steady load, and compares what an outside client
 * measures over ten seconds with what clumon says at the end of the same ten: requests a second and p95, of all
 * workers. For 2 workers and for 8.
 *
 *     node bench/accuracy.mjs [--instances 2,8] [--seconds 10] [--connections 10]
 *
 * clumon sees a request from when its worker has read its head to when the answer is handed to the kernel; a client also
 * waits for its own process, the kernel and a worker that is busy. On a machine with nothing left to give, that is most of
 * what it waits for: ask for less than it can do.
 *
 * Exits with 1 when either is off by more than 5 %.
 */
import {get} from 'node:http';
import {join} from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {startLoad} from './lib/load.mjs';
import {formatNumber, printTable, saveResults} from './lib/report.mjs';
import {startClumon} from './supervisors/clumon.mjs';

const LIMIT = 0.05;
const NAME = 'accuracy';

const {values} = parseArgs({
	options: {
		instances: {type: 'string', default: '2,8'},
		seconds: {type: 'string', default: '10'},
		connections: {type: 'string', default: '10'},
	},
});

const results = [];
for (const instances of values.instances.split(',').map(Number)) {
	results.push({instances, ...(await compare(instances))});
}
printTable(
	results.map(({instances, load, shown}) => ({
		workers: instances,
		'req/s outside': formatNumber(load.requestsPerSecond),
		'req/s shown': formatNumber(shown.requestsPerSecond),
		off: formatOff(shown.requestsPerSecond, load.requestsPerSecond),
		'p95 ms outside': formatNumber(load.p95Ms),
		'p95 ms shown': formatNumber(shown.p95Ms),
		' off': formatOff(shown.p95Ms, load.p95Ms),
	})),
);
saveResults('accuracy', results);
const isOff = results.some(({load, shown}) =>
	['requestsPerSecond', 'p95Ms'].some(key => !(Math.abs(shown[key] / load[key] - 1) <= LIMIT)),
);
process.exitCode = isOff ? 1 : 0;

async function compare(instances) {
	const args = ['--name', NAME];
	const run = await startClumon({app: appFile('http'), instances, args, env: {DELAY_MS: '20'}});
	try {
		const load = await startLoad({port: run.port, connections: Number(values.connections), keepAlive: true});
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

function formatOff(shown, outside) {
	return `${formatNumber((shown / outside - 1) * 100)} %`;
}
