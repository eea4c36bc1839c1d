/**
 * Who should hand out new connections? Runs clumon with `--scheduling rr`, `os` and `reuseport` in turn, under clients that
 * open a connection for each request, and prints for each policy, medians over the rounds:
 *
 *   req/s       what two workers answer (and its ratio to rr's), from clients that do the least work
 *   busiest     the share of the requests that the busiest worker answered: 50 % is even, of 2 workers
 *   its CPU     the share of the workers' CPU time that the busiest one used
 *   reload      what failed or hung while one rolling reload went on, of how many (both kinds of client, node:http)
 *   kill        the same while each worker in turn is sent SIGKILL; what it was answering must fail, and nothing hang
 *
 *     node bench/scheduling.mjs [--rounds 3] [--seconds 5] [--policies rr,os,reuseport] [--connections 40] [--keep-alive]
 *
 * `reuseport` needs Node 23.1: CLUMON_BENCH_NODE names the node to run clumon with; on an older one it is left out.
 */
import {execFileSync} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {signalIfAlive} from './lib/family.mjs';
import {addLoads, formatFailures, startLoad} from './lib/load.mjs';
import {median} from './lib/percentile.mjs';
import {cpuSeconds} from './lib/proc.mjs';
import {roll} from './lib/reload-roll.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';
import {waitFor} from './lib/wait-for.mjs';
import {node, startClumon} from './supervisors/clumon.mjs';

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '3'},
		seconds: {type: 'string', default: '5'},
		policies: {type: 'string', default: 'rr,os,reuseport'},
		connections: {type: 'string', default: '40'},
		'keep-alive': {type: 'boolean', default: false},
	},
});
const INSTANCES = 2;
const SETTLE_MS = 500;

const nodeVersion = execFileSync(node, ['--version'], {encoding: 'utf8'}).trim();
const policies = values.policies.split(',').filter(isPossible);
const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) {
	for (const policy of policies) {
		rounds.push({policy, ...(await measure(policy))});
	}
}

const ofPolicy = (policy, key) => median(rounds.filter(one => one.policy === policy).map(one => one[key]));
console.log(`node ${nodeVersion}, ${INSTANCES} workers, ${values['keep-alive'] ? 'keep-alive' : 'no keep-alive'}`);
printTable(
	policies.map(policy => ({
		policy,
		'req/s': formatNumber(ofPolicy(policy, 'requestsPerSecond'), 0),
		'to rr': formatNumber(ofPolicy(policy, 'requestsPerSecond') / ofPolicy('rr', 'requestsPerSecond'), 2),
		busiest: formatShare(ofPolicy(policy, 'busiestRequests')),
		'its CPU': formatShare(ofPolicy(policy, 'busiestCpu')),
		reload: describe(policy, 'reload'),
		kill: describe(policy, 'kill'),
	})),
);
conclude({name: 'scheduling', results: rounds});

async function measure(policy) {
	const run = await startClumon({app: appFile('http'), instances: INSTANCES, args: ['--scheduling', policy]});
	try {
		return {
			...(await measureThroughput(run)),
			reload: await underLoad(run, () => roll(run)),
			kill: await underLoad(run, () => killEach(run)),
		};
	} finally {
		await run.close();
	}
}

async function measureThroughput(run) {
	const load = await startLoad({
		port: run.port,
		connections: Number(values.connections),
		keepAlive: values['keep-alive'],
		client: 'raw',
	});
	const pids = run.workers.alive().map(({pid}) => pid);
	const before = pids.map(cpuSeconds);
	await sleep(Number(values.seconds) * 1000);
	const cpu = pids.map((pid, index) => cpuSeconds(pid) - before[index]);
	const {requests, seconds, workers} = await load.stop();
	return {
		requestsPerSecond: requests / seconds,
		busiestRequests: largestShare(Object.values(workers).map(worker => worker.requests)),
		busiestCpu: largestShare(cpu),
	};
}

/** What became of all requests while `act` went on; both kinds of client at the same time. */
async function underLoad(run, act) {
	const connections = Number(values.connections) / 2;
	const loads = [
		await startLoad({port: run.port, connections, keepAlive: true}),
		await startLoad({port: run.port, connections, keepAlive: false}),
	];
	await sleep(SETTLE_MS);
	await act();
	await sleep(SETTLE_MS);
	return addLoads([await loads[0].stop(), await loads[1].stop()]);
}

async function killEach(run) {
	for (const {pid} of run.workers.alive()) {
		signalIfAlive(pid, 'SIGKILL');
		const isReplaced = () => {
			const alive = run.workers.alive();
			return alive.length === INSTANCES && alive.every(worker => worker.pid !== pid);
		};
		await waitFor(isReplaced, {what: `worker ${pid} to be replaced`});
		await sleep(SETTLE_MS);
	}
}

function describe(policy, phase) {
	const load = addLoads(rounds.filter(one => one.policy === policy).map(one => one[phase]));
	return `${formatFailures(load)} failed, ${load.hung} hung of ${load.requests}`;
}

function isPossible(policy) {
	const [major, minor] = nodeVersion.slice(1).split('.').map(Number);
	const possible = policy !== 'reuseport' || major > 23 || (major === 23 && minor >= 1);
	if (!possible) {
		console.log(`reuseport is left out: it needs Node 23.1, CLUMON_BENCH_NODE is ${nodeVersion}`);
	}
	return possible;
}

function largestShare(amounts) {
	return Math.max(...amounts) / amounts.reduce((sum, amount) => sum + amount, 0);
}

function formatShare(share) {
	return `${formatNumber(share * 100, 0)} %`;
}
