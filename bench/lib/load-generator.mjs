/**
 * The process of load.mjs: each of its connections asks, waits for the answer and asks again. Tells its parent when the
 * first answer is there, and on the parent's first message what became of all.
 */
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {createHttpCaller} from './http-caller.mjs';
import {percentile} from './percentile.mjs';
import {createRawCaller} from './raw-caller.mjs';
import {TimedOut} from './timed-out.mjs';

/** After a failure: a port that refuses at once must not make a million failures of one. */
const PAUSE_MS = 20;

const {connections, client, ...target} = JSON.parse(process.argv[2]);
const createCaller = client === 'raw' ? createRawCaller : createHttpCaller;
const latenciesMs = [];
const failures = {};
const workers = {};
let hung = 0;
let requests = 0;
let stopping = false;

// Its parent has ended.
process.on('disconnect', () => process.exit());
process.once('message', () => {
	stopping = true;
});

const startedAt = performance.now();
await Promise.all(Array.from({length: connections}, () => callOn(createCaller(target))));
process.send(
	{
		requests,
		failures,
		hung,
		seconds: (performance.now() - startedAt) / 1000,
		p50Ms: percentile(latenciesMs, 0.5),
		p95Ms: percentile(latenciesMs, 0.95),
		p99Ms: percentile(latenciesMs, 0.99),
		maxMs: percentile(latenciesMs, 1),
		workers,
	},
	() => process.exit(),
);

async function callOn(call) {
	while (!stopping) {
		const askedAt = performance.now();
		try {
			const pid = await call();
			latenciesMs.push(performance.now() - askedAt);
			countAnswer(pid);
		} catch (error) {
			if (error instanceof TimedOut) {
				hung += 1;
			} else {
				const kind = error.code ?? error.message;
				failures[kind] = (failures[kind] ?? 0) + 1;
			}
			await sleep(PAUSE_MS);
		}
		requests += 1;
	}
}

function countAnswer(pid) {
	if (latenciesMs.length === 1) {
		process.send('answered');
	}
	workers[pid] ??= {requests: 0, firstAt: Date.now()};
	workers[pid].requests += 1;
}
