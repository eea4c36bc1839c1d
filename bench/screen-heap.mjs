/**
 * Does the screen keep memory? Paints frames through the thread's own code, on a terminal that takes everything at once,
 * with every row changing all the time, and prints by how much the heap has grown after each tenth of them.
 *
 *     node bench/screen-heap.mjs [--frames 50000] [--warm-up 1000] [--size 200x50]     after npm run build; without --size: both sizes
 *
 * Exits with 1 when it has grown by 5 MB or more.
 */
import {performance} from 'node:perf_hooks';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {LogRecorder} from '../dist/logs/log-recorder.js';
import {LogStore} from '../dist/logs/log-store.js';
import {FeedSender} from '../dist/ui/thread/feed-sender.js';
import {screenEnv} from '../dist/ui/thread/screen-env.js';

const LIMIT_BYTES = 5e6;
const LINES = 10_000;

if (isMainThread) {
	const {values} = parseArgs({
		options: {
			frames: {type: 'string', default: '50000'},
			// Until the code is compiled and the log is full.
			'warm-up': {type: 'string', default: '1000'},
			size: {type: 'string'},
		},
	});
	for (const size of values.size === undefined ? ['200x50', '80x24'] : [values.size]) {
		const [columns, rows] = size.split('x').map(Number);
		await measure({columns, rows, frames: Number(values.frames), warmUp: Number(values['warm-up'])});
	}
} else {
	await paint(workerData);
}

async function measure(run) {
	const worker = new Worker(fileURLToPath(import.meta.url), {workerData: run, env: screenEnv(process.env, 3)});
	worker.on('message', ({frame, grownBytes, bytesPerFrame, msPerFrame}) => {
		console.log(
			`${run.columns}x${run.rows}  frame ${String(frame).padStart(6)}  heap ${(grownBytes / 1e6).toFixed(2).padStart(6)} MB` +
				`  ${Math.round(bytesPerFrame)} bytes and ${msPerFrame.toFixed(2)} ms a frame`,
		);
		if (grownBytes >= LIMIT_BYTES) {
			process.exitCode = 1;
		}
	});
	await new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
}

async function paint({columns, rows, frames, warmUp}) {
	const {ScreenSession} = await import('../dist/ui/thread/screen-session.js');
	const cluster = playCluster(columns < 120 ? 4 : 16);
	let painted = 0;
	let bytes = 0;
	let firstHeap = 0;
	let firstAt = 0;
	let firstBytes = 0;
	const report = () => {
		const heap = usedHeap();
		parentPort.postMessage({
			frame: painted,
			grownBytes: heap - firstHeap,
			bytesPerFrame: (bytes - firstBytes) / (painted - warmUp),
			msPerFrame: (performance.now() - firstAt) / (painted - warmUp),
		});
	};
	const session = new ScreenSession({
		start: {
			size: {columns, rows},
			options: {confirm: false, readOnly: false, ascii: false, vim: false, colorLevel: 3},
			lines: LINES,
		},
		sink: {
			write(sequence, done) {
				painted += 1;
				bytes += Buffer.byteLength(sequence);
				setImmediate(done);
			},
		},
		post(message) {
			if (message.type !== 'fed') {
				return;
			}
			if (painted === warmUp) {
				firstHeap = usedHeap();
				firstAt = performance.now();
				firstBytes = bytes;
			} else if (painted > warmUp && (painted - warmUp) % Math.ceil(frames / 10) === 0) {
				report();
			}
			if (painted < warmUp + frames) {
				// What a frame costs is said to be nothing, so the next one comes at once.
				cluster.step();
				sender.fed(0);
			}
		},
	});
	const sender = new FeedSender({
		...cluster,
		post: (feed, transfer) => session.receive({type: 'feed', feed: structuredClone(feed, {transfer})}),
	});
}

/** A cluster of which everything changes with each step. */
function playCluster(count) {
	const store = new LogStore({maxLines: LINES});
	const recorder = new LogRecorder({store, now: Date.now});
	const listeners = new Set();
	let step = 0;
	let snapshot = snapshotAt(0);
	let samples = [];

	function snapshotAt(at) {
		return {
			name: 'bench',
			app: 'bench.js',
			nodeArgs: [],
			args: [],
			nodeVersion: process.versions.node,
			pid: process.pid,
			upMs: at * 1000,
			at: Date.now(),
			cores: 8,
			memoryLimitBytes: 16e9,
			memoryTotalBytes: 16e9,
			hasProbe: true,
			traffic: {
				requestsPerSecond: at,
				errorsPerSecond: at % 7,
				inFlight: at % 5,
				p50Ms: at % 11,
				p95Ms: at % 97,
				p99Ms: at % 997,
			},
			phase: {kind: 'running'},
			addresses: [':3000'],
			startFailure: undefined,
			instances: Array.from({length: count}, (_, index) => instanceAt(at, index)),
		};
	}

	function sampleAt(at) {
		const each = read => Array.from({length: count}, (_, index) => read(index));
		return {
			at: Date.now(),
			cpuPercent: each(index => wave(at, index) * 100),
			rssBytes: each(index => 50e6 + wave(at, index + 7) * 100e6),
			requestsPerSecond: each(() => at),
			p95Ms: each(() => at % 97),
			lagMs: each(() => at % 13),
			utilisation: each(index => wave(at, index)),
			heapUsedBytes: each(index => 25e6 + wave(at, index + 7) * 50e6),
		};
	}

	function instanceAt(at, index) {
		const cpu = wave(at, index) * 100;
		const rss = 50e6 + wave(at, index + 7) * 100e6;
		return {
			index,
			state: {kind: 'ready'},
			workers: [
				{
					id: at * count + index + 1,
					pid: 10_000 + ((at * count + index) % 80_000),
					role: 'serving',
					state: {kind: 'ready'},
					upMs: at * 997,
					addresses: [':3000'],
					cpuPercent: cpu,
					rssBytes: rss,
					vitals: {
						traffic: {requestsPerSecond: at, errorsPerSecond: 0, inFlight: at % 5, p50Ms: 1, p95Ms: at % 97, p99Ms: 31},
						lagMs: at % 13,
						utilisation: wave(at, index),
						heapUsedBytes: rss / 2,
						heapLimitBytes: 4e9,
						externalBytes: 1e6,
						handles: at % 17,
					},
				},
			],
			restarts: at,
			exits: [],
		};
	}

	return {
		view: {
			getSnapshot: () => snapshot,
			getSamples: () => samples,
			subscribe: listener => {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		},
		log: {blocksFrom: seq => store.blocksFrom(seq), subscribe: onChange => recorder.onBlock(onChange)},
		step() {
			step += 1;
			snapshot = snapshotAt(step);
			samples = [...samples, sampleAt(step)].slice(-600);
			for (let line = 0; line < 50; line++) {
				const text = `\u001b[3${line % 8}m${step}\u001b[39m GET /users/${step * 31 + line} 200 ${(step * line) % 97}ms é漢🙂\n`;
				recorder.write({
					instance: line % count,
					workerId: (line % count) + 1,
					stream: 'stdout',
					chunk: Buffer.from(text),
				});
			}
			for (const listener of listeners) {
				listener();
			}
		},
	};
}

/** Between 0 and 1, different at each moment. */
function wave(at, phase) {
	return (Math.sin(at / 7 + phase) + 1) / 2;
}

function usedHeap() {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	collect();
	collect();
	return process.memoryUsage().heapUsed;
}
