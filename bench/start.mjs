/**
 * How soon does it serve? Starts an app under each supervisor, in turn, and prints the time from the command
 *
 *   - to the first answer 200 (a client asks anew every 2 ms from the start on),
 *   - until every worker listens,
 *   - of clumon with its screen: until the whole screen, every worker in it, has been painted for the first time.
 *
 * pm2 is started both without its daemon running (cold) and with it (warm). clumon keeps what V8 has compiled of it when it has run
 * for some seconds, for all later starts: `clumon first` is without. A terminal has to be opened, too, so clumon with its screen
 * is compared with a plain primary in a terminal, and clumon without one with a plain primary without.
 *
 *     node bench/start.mjs [--rounds 5] [--instances 2] [--only clumon,headless,plain]
 *
 * Exits with 1 when clumon's median to the first 200 is more than 1.25 of the plain primary's, with the screen or without, or
 * that to the first screen more than 600 ms.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {appFile} from './lib/apps.mjs';
import {createHttpCaller} from './lib/http-caller.mjs';
import {median} from './lib/percentile.mjs';
import {atMost} from './lib/promises.mjs';
import {createRandom, shuffle} from './lib/random.mjs';
import {conclude, formatSpread, printTable, spread} from './lib/report.mjs';
import {startClumon, startClumonHeadless} from './supervisors/clumon.mjs';
import {startPlain, startPlainInTerminal} from './supervisors/plain.mjs';
import {startPm2} from './supervisors/pm2.mjs';

/** In this time clumon has written its compiled code. */
const KEEP_CODE_MS = 4000;
const LIMITS = {ratio: 1.25, screenMs: 600};
const starts = {
	clumon: startClumon,
	headless: startClumonHeadless,
	'clumon first': options => startClumon({...options, env: {...options.env, NODE_DISABLE_COMPILE_CACHE: '1'}}),
	'plain in a terminal': startPlainInTerminal,
	plain: startPlain,
	'pm2 cold': startPm2,
	'pm2 warm': options => startPm2({...options, isWarm: true}),
};

const {values} = parseArgs({
	options: {
		rounds: {type: 'string', default: '5'},
		instances: {type: 'string', default: '2'},
		only: {type: 'string', default: Object.keys(starts).join(',')},
	},
});
const names = values.only.split(',');
const instances = Number(values.instances);

const rounds = [];
const random = createRandom(1);
// What has been built anew starts for the first time.
await measure(startClumon, KEEP_CODE_MS);
for (let round = 0; round < Number(values.rounds); round += 1) {
	// In an order of chance, as what ends takes some of the CPU from what comes after it.
	for (const name of shuffle(random, names)) {
		rounds.push({name, ...(await measure(starts[name]))});
	}
}

const summaries = names.map(name => {
	const own = rounds.filter(round => round.name === name);
	return {
		name,
		firstAnswerMs: own.map(round => round.firstAnswerMs),
		allListenMs: own.map(round => round.allListenMs),
		screenMs: own.flatMap(round => round.screenMs ?? []),
	};
});
const plain = summaries.find(({name}) => name === 'plain');
printTable(
	summaries.map(({name, firstAnswerMs, allListenMs, screenMs}) => ({
		supervisor: name,
		'first 200, ms': formatSpread(firstAnswerMs, 0),
		'of plain': plain === undefined ? '–' : (median(firstAnswerMs) / median(plain.firstAnswerMs)).toFixed(2),
		'all listen, ms': formatSpread(allListenMs, 0),
		'first screen, ms': formatSpread(screenMs, 0),
	})),
);
conclude({
	name: `start-${instances}`,
	results: summaries,
	promises: [
		...judgeFirstAnswer('clumon', 'plain in a terminal'),
		...judgeFirstAnswer('headless', 'plain'),
		...judgeScreen(summaries.find(({name}) => name === 'clumon')),
	],
	bars: [
		{
			title: `From the command to the first answer, ${instances} workers`,
			axis: 'ms',
			rows: summaries.map(({name, firstAnswerMs}) => ({name, ...spread(firstAnswerMs)})),
		},
	],
});

/** As far as both were run. */
function judgeFirstAnswer(name, than) {
	const [own, other] = [name, than].map(wanted => summaries.find(summary => summary.name === wanted));
	if (own === undefined || other === undefined) {
		return [];
	}
	const measured = median(own.firstAnswerMs) / median(other.firstAnswerMs);
	return [atMost({promise: `first answer, ${name} of ${than}`, limit: LIMITS.ratio, measured})];
}

function judgeScreen(clumon) {
	return clumon === undefined
		? []
		: [
				atMost({
					promise: 'first whole screen',
					limit: LIMITS.screenMs,
					measured: median(clumon.screenMs),
					unit: 'ms',
					digits: 0,
				}),
			];
}

async function measure(start, stayMs = 0) {
	let begunAt = 0;
	let begunAtEpoch = 0;
	let firstAnswer;
	let screenAt;
	const run = await start({
		app: appFile('http'),
		instances,
		onBegin: port => {
			begunAt = performance.now();
			begunAtEpoch = Date.now();
			firstAnswer = askUntilAnswered(port);
		},
		onLaunched: ({terminal}) => {
			const stop = terminal?.onPaint(at => {
				if (isWholeScreen(terminal.text())) {
					screenAt = at;
					stop();
				}
			});
		},
	});
	try {
		const answeredAt = await firstAnswer;
		await sleep(stayMs);
		return {
			firstAnswerMs: answeredAt - begunAt,
			allListenMs: Math.max(...run.workers.all().map(({listeningAt}) => listeningAt)) - begunAtEpoch,
			screenMs: screenAt === undefined ? undefined : screenAt - begunAt,
		};
	} finally {
		await run.close();
	}
}

/** The header, a row for the last worker that fits, and the footer. */
function isWholeScreen(text) {
	const rows = text.split('\n');
	return /^clumon /.test(rows[0]) && /^▸ 0 /m.test(text) && rows.some(row => row.includes('q quit'));
}

async function askUntilAnswered(port) {
	const call = createHttpCaller({port, keepAlive: false, timeoutMs: 10_000});
	for (;;) {
		try {
			await call();
			return performance.now();
		} catch {
			// Nobody listens yet.
			await sleep(2);
		}
	}
}
