/**
 * Does a rolling reload lose requests? Reloads apps under load, side by side: clumon (its `R` key), `pm2 reload`, and a
 * plain node:cluster primary that forks, waits for `listening` and then disconnects the old worker. Half of the clients
 * keep their connections, half open one for each request; both at the same time, each as fast as it is answered, and none
 * tries a request again. Prints one row for each supervisor, kind of client and speed of the handler, summed over the
 * apps and the numbers of instances:
 *
 *   failed   requests that got an error or a status other than 200, by kind
 *   hung     requests without an answer after 5 s
 *   serve s  median (and longest) time from the command until the last new worker had answered a client
 *   gone s   the same until the last old worker had ended
 *
 *     node bench/reload.mjs            a minute or two: plain http, with and without shutdown code, 2 instances
 *     node bench/reload.mjs --long     half an hour: http, Express, Fastify, Koa; 1, 2 and 4 instances; 2 rolls each
 *     --apps --shutdown --delays --instances --supervisors (lists with commas), --rolls, --connections, --verbose
 *
 * Exits with 1 when a request to clumon failed or hung, or one of its rolls did not end.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {addLoads, countFailed, formatFailures, startLoad} from './lib/load.mjs';
import {median} from './lib/percentile.mjs';
import {atMost} from './lib/promises.mjs';
import {roll, secondsToServe} from './lib/reload-roll.mjs';
import {conclude, formatNumber, printTable} from './lib/report.mjs';
import {supervisors} from './supervisors/supervisors.mjs';

/** Between rolls, so that each begins with all workers in use. */
const SETTLE_MS = 500;

const {values} = parseArgs({
	options: {
		long: {type: 'boolean', default: false},
		apps: {type: 'string'},
		shutdown: {type: 'string', default: 'none,close'},
		delays: {type: 'string', default: '0,30'},
		instances: {type: 'string'},
		supervisors: {type: 'string', default: Object.keys(supervisors).join(',')},
		rolls: {type: 'string'},
		connections: {type: 'string', default: '20'},
		verbose: {type: 'boolean', default: false},
	},
});
const cases = combine({
	app: (values.apps ?? (values.long ? 'http,express,fastify,koa' : 'http')).split(','),
	shutdown: values.shutdown.split(','),
	instances: (values.instances ?? (values.long ? '1,2,4' : '2')).split(',').map(Number),
	delayMs: values.delays.split(',').map(Number),
	// Last, so that they take turns.
	supervisor: values.supervisors.split(','),
});

const rollCount = Number(values.rolls ?? (values.long ? 2 : 1));

const results = [];
for (const [index, one] of cases.entries()) {
	const result = {...one, ...(await measure(one))};
	results.push(result);
	if (values.verbose) {
		console.log(describe(result, `${index + 1}/${cases.length}`));
	}
}
printTable(summarize(results));
const clumon = results.filter(({supervisor}) => supervisor === 'clumon');
const clumonLoads = addLoads(clumon.flatMap(({loads}) => Object.values(loads)));
const replacements = clumon.flatMap(({rolls}) => rolls).reduce((sum, {replaced}) => sum + replaced, 0);
console.log(
	`clumon: ${formatFailures(clumonLoads)} failed and ${clumonLoads.hung} hung of ${clumonLoads.requests} requests, ${replacements} replacements`,
);
conclude({name: 'reload', results, promises: clumon.length === 0 ? [] : judge()});

function judge() {
	const unfinished = clumon.flatMap(({rolls}) => rolls).filter(({goneSeconds}) => goneSeconds === undefined);
	return [
		atMost({promise: 'requests that failed in a reload', limit: 0, measured: countFailed(clumonLoads), digits: 0}),
		atMost({promise: 'requests that hung in a reload', limit: 0, measured: clumonLoads.hung, digits: 0}),
		atMost({promise: 'reloads that did not end', limit: 0, measured: unfinished.length, digits: 0}),
	];
}

async function measure({supervisor, app, shutdown, instances, delayMs}) {
	const run = await supervisors[supervisor]({
		app: appFile(app),
		instances,
		env: {DELAY_MS: String(delayMs), SHUTDOWN: shutdown},
	});
	try {
		const connections = Number(values.connections) / 2;
		const keepAlive = await startLoad({port: run.port, connections, keepAlive: true});
		const close = await startLoad({port: run.port, connections, keepAlive: false});
		const rolls = [];
		for (let i = 0; i < rollCount; i++) {
			await sleep(SETTLE_MS);
			rolls.push(await roll(run));
		}
		await sleep(SETTLE_MS);
		const loads = {'keep-alive': await keepAlive.stop(), close: await close.stop()};
		const {workers} = addLoads(Object.values(loads));
		return {
			loads,
			rolls: rolls.map(one => ({
				replaced: one.replaced.length,
				serveSeconds: secondsToServe(one, workers),
				goneSeconds: one.goneSeconds,
			})),
		};
	} finally {
		await run.close();
	}
}

function summarize(all) {
	const rows = combine({
		delayMs: [...new Set(all.map(({delayMs}) => delayMs))],
		client: ['keep-alive', 'close'],
		supervisor: [...new Set(all.map(({supervisor}) => supervisor))],
	});
	return rows.map(({delayMs, client, supervisor}) => {
		const ones = all.filter(one => one.delayMs === delayMs && one.supervisor === supervisor);
		const load = addLoads(ones.map(({loads}) => loads[client]));
		const rolls = ones.flatMap(one => one.rolls);
		return {
			handler: delayMs === 0 ? 'fast' : `${delayMs} ms`,
			client,
			supervisor,
			requests: load.requests,
			failed: formatFailures(load),
			hung: load.hung,
			replaced: rolls.reduce((sum, {replaced}) => sum + replaced, 0),
			'serve s': formatSeconds(rolls.map(({serveSeconds}) => serveSeconds)),
			'gone s': formatSeconds(rolls.map(({goneSeconds}) => goneSeconds ?? Number.POSITIVE_INFINITY)),
		};
	});
}

function describe({supervisor, app, shutdown, instances, delayMs, loads, rolls}, position) {
	const clients = Object.entries(loads).map(
		([client, load]) => `${client} ${load.requests}, failed ${formatFailures(load)}, hung ${load.hung}`,
	);
	const serve = formatSeconds(rolls.map(({serveSeconds}) => serveSeconds));
	const gone = formatSeconds(rolls.map(({goneSeconds}) => goneSeconds ?? Number.POSITIVE_INFINITY));
	return `${position} ${supervisor} ${app} shutdown=${shutdown} -i ${instances} ${delayMs} ms: ${clients.join('; ')}; serve ${serve}, gone ${gone}`;
}

/** `0.3 (1.2)`: the median and the longest. */
function formatSeconds(seconds) {
	return `${formatNumber(median(seconds))} (${formatNumber(Math.max(...seconds))})`;
}

/** `{a: [1, 2], b: [3]}` → `[{a: 1, b: 3}, {a: 2, b: 3}]`; the last key changes fastest. */
function combine(choices) {
	return Object.entries(choices).reduce(
		(rows, [key, options]) => rows.flatMap(row => options.map(option => ({...row, [key]: option}))),
		[{}],
	);
}
