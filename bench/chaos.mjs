/**
 * Does clumon survive whatever happens to its workers? For a given time, under load from clients with and without
 * keep-alive, at random: SIGKILL, SIGSTOP and later SIGCONT, a crash by an uncaught error, `r` on an instance, `R`.
 * Requests that a dying worker had begun must fail, and are counted; but none may hang, no descriptor of the primary may
 * leak, no process may be left over, and at the end all instances must be ready.
 *
 *     node bench/chaos.mjs [--seconds 60] [--instances 4] [--connections 20] [--end quit|kill] [--seed n] [--verbose]
 *
 * `--end kill` ends clumon by SIGKILL, and expects its workers to end too. Exits with 1 when something hung, leaked or was
 * orphaned, or an instance was not ready.
 */
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {createChaos} from './lib/chaos-actions.mjs';
import {addLoads, formatFailures, startLoad} from './lib/load.mjs';
import {openDescriptors} from './lib/proc.mjs';
import {atMost} from './lib/promises.mjs';
import {createRandom} from './lib/random.mjs';
import {conclude, printTable} from './lib/report.mjs';
import {comesTrue} from './lib/wait-for.mjs';
import {startClumon} from './supervisors/clumon.mjs';

const {values} = parseArgs({
	options: {
		seconds: {type: 'string', default: '60'},
		instances: {type: 'string', default: '4'},
		connections: {type: 'string', default: '20'},
		end: {type: 'string', default: 'quit'},
		seed: {type: 'string', default: String(Date.now() % 1e6)},
		verbose: {type: 'boolean', default: false},
	},
});
/** The longest backoff and a drain, and some time more. */
const SETTLE_MS = 45_000;
/** pidusage closes the /proc/<pid>/stat of a process 60 to 90 s after it was last asked about it. */
const DESCRIPTORS_MS = 95_000;
/** How long after the end of clumon a process may go on: the reaper terminates after 2 s and kills after 5. */
const ORPHAN_MS = 8000;

const started = performance.now();
const instances = Number(values.instances);
const run = await startClumon({app: appFile('http'), instances, env: {DELAY_MS: '5'}});
// The first sample is taken after 1 s and opens descriptors that stay.
await sleep(2500);
const before = openDescriptors(run.pid);

const target = {port: run.port, connections: Number(values.connections) / 2};
const loads = {
	'keep-alive': await startLoad({...target, keepAlive: true}),
	close: await startLoad({...target, keepAlive: false}),
};
const chaos = createChaos({run, random: createRandom(Number(values.seed)), onAction: values.verbose ? log : undefined});
await chaos.forSeconds(Number(values.seconds));

const results = {};
for (const [client, load] of Object.entries(loads)) {
	results[client] = await load.stop();
}
const ready = await comesTrue(isCalm, SETTLE_MS);
const lastScreen = run.terminal.text();
const calmAt = performance.now();
const leaks = () => leaked(before, openDescriptors(run.pid));
const leaksAtOnce = leaks();
const settled = await comesTrue(() => leaks().length === 0, DESCRIPTORS_MS);
const settledSeconds = (performance.now() - calmAt) / 1000;
const leaksAtLast = leaks();

if (values.end === 'kill') {
	process.kill(run.pid, 'SIGKILL');
} else {
	run.terminal.press('q');
}
await run.terminal.exited;
await comesTrue(() => run.family.pids().length === 0, ORPHAN_MS);
const orphans = run.family.pids();
run.family.kill();
run.workers.remove();

printTable(
	Object.entries(results).map(([client, load]) => ({
		client,
		requests: load.requests,
		failed: formatFailures(load),
		hung: load.hung,
		'p50 ms': load.p50Ms.toFixed(1),
		'p99 ms': load.p99Ms.toFixed(1),
		'max ms': load.maxMs.toFixed(0),
	})),
);
const {hung, requests} = addLoads(Object.values(results));
console.log(`seed ${values.seed}: ${chaos.describe()}`);
console.log(`hung: ${hung} of ${requests}`);
console.log(
	`descriptors of the primary: ${before.length} before, ${formatDescriptors(leaksAtOnce)} more when all was calm, ` +
		(settled ? `none more ${settledSeconds.toFixed(1)} s later` : `${formatDescriptors(leaksAtLast)} leaked`),
);
console.log(`orphans: ${orphans.length}`);
console.log(`all ready at the end: ${ready ? 'yes' : `no\n${lastScreen}`}`);
conclude({
	name: 'chaos',
	results: {
		...values,
		actions: chaos.counts,
		clients: results,
		leaksAtOnce,
		leaksAtLast,
		settledSeconds,
		orphans: orphans.length,
		ready,
	},
	promises: [
		atMost({promise: 'requests that hung', limit: 0, measured: hung, digits: 0}),
		atMost({promise: 'descriptors that leaked', limit: 0, measured: leaksAtLast.length, digits: 0}),
		atMost({promise: 'orphans', limit: 0, measured: orphans.length, digits: 0}),
		atMost({promise: 'instances not ready at the end', limit: 0, measured: ready ? 0 : 1, digits: 0}),
	],
});

/** Each instance ready, and no other worker: neither a replacement nor one that drains. */
function isCalm() {
	return run.terminal.text().includes(`${instances}/${instances} ready`) && run.workers.alive().length === instances;
}

/** Those of `after` that are more than there were. */
function leaked(earlier, after) {
	const rest = [...earlier];
	return after.filter(target => {
		const index = rest.indexOf(target);
		if (index === -1) {
			return true;
		}
		rest.splice(index, 1);
		return false;
	});
}

/** `3 (pipe 2, socket 1)` */
function formatDescriptors(targets) {
	const kinds = [...new Set(targets)].map(kind => `${kind} ${targets.filter(target => target === kind).length}`);
	return kinds.length === 0 ? '0' : `${targets.length} (${kinds.join(', ')})`;
}

function log(action) {
	console.log(`${((performance.now() - started) / 1000).toFixed(1)} s ${action}`);
}
