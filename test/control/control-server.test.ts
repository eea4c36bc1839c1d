import {mkdtempSync, rmSync} from 'node:fs';
import {connect, Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, onTestFinished, test, vi} from 'vitest';
import {MAX_BODY_BYTES, type OperationLine} from '../../src/control/contract.js';
import {RefusedError, requestLines, requestStatus, UnreachableError} from '../../src/control/control-client.js';
import {ControlServer} from '../../src/control/control-server.js';
import {parsePackedLine} from '../../src/control/packed-line.js';
import {readEvents} from '../../src/control/remote-feed.js';
import {decodeBlock} from '../../src/logs/block-lines.js';
import {LogRecorder} from '../../src/logs/log-recorder.js';
import {LogStore} from '../../src/logs/log-store.js';
import type {OperatorReply, OperatorRequest} from '../../src/model/operator.js';
import type {Sample} from '../../src/model/sample.js';
import type {ClusterSnapshot} from '../../src/model/snapshot.js';
import {cluster, instance, readyCluster} from '../ui/screen-fixtures.js';

vi.setConfig({testTimeout: 60_000});

/** Of one instance, with a value that there was not. */
const sample = (at: number): Sample => ({
	at,
	cpuPercent: [at],
	rssBytes: [50e6],
	requestsPerSecond: [Number.NaN],
	p95Ms: [Number.NaN],
	lagMs: [1],
	utilisation: [0.1],
	heapUsedBytes: [1e6],
});

/** A server on a played cluster. */
async function openServer({
	lines = 1000,
	reply = {ok: true, message: 'done · r undoes it'},
}: {
	lines?: number;
	reply?: OperatorReply;
} = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-server-'));
	const store = new LogStore({maxLines: lines});
	const recorder = new LogRecorder({store, now: Date.now});
	const requests: OperatorRequest[] = [];
	const subscribers = new Set<() => void>();
	let snapshot = readyCluster(2);
	let samples: readonly Sample[] = [];
	const server = await ControlServer.open(
		{folder, name: 'app'},
		{
			identity: {version: '1.2.3', script: '/srv/app.js', logLines: lines},
			view: {
				getSnapshot: () => snapshot,
				getSamples: () => samples,
				subscribe: onChange => {
					subscribers.add(onChange);
					return () => subscribers.delete(onChange);
				},
			},
			operator: async request => {
				requests.push(request);
				return reply;
			},
			readyTimeoutMs: 10_000,
			log: {
				lastSeq: () => store.lastSeq,
				countFrom: place => store.countFrom(place),
				blocksFrom: seq => store.blocksFrom(seq),
				onBlock: listener => recorder.onBlock(listener),
				stderrTail: (workerId, count) => recorder.stderrTail(workerId, count),
			},
		},
	);
	onTestFinished(async () => {
		await server?.close('ended: exit 0');
		rmSync(folder, {recursive: true, force: true});
	});
	const path = join(folder, 'app.sock');
	return {
		path,
		server,
		recorder,
		requests,
		subscribers,
		change: (next: ClusterSnapshot, newSamples: readonly Sample[] = samples) => {
			snapshot = next;
			samples = newSamples;
			for (const onChange of [...subscribers]) {
				onChange();
			}
		},
		post: (target: string, body = '') => requestLines({path, method: 'POST', target, body}),
		get: (target: string) => requestLines({path, target}),
	};
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
	const all: string[] = [];
	for await (const line of lines) {
		all.push(line);
	}
	return all;
}

/** What a socket answers to these bytes, its head only. */
function askRaw(path: string, bytes: Uint8Array | string): Promise<string> {
	return new Promise((resolve, reject) => {
		let text = '';
		const socket = connect(path, () => socket.end(bytes));
		socket.on('data', chunk => {
			text += chunk;
		});
		// The server hangs up on what is too large while it is still being sent.
		socket.on('error', error => ('code' in error && error.code === 'EPIPE' ? resolve(text) : reject(error)));
		socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
	});
}

test('status is the snapshot with version and script', async () => {
	const {path} = await openServer();
	expect(await requestStatus(path)).toMatchObject({version: '1.2.3', script: '/srv/app.js', name: 'app', pid: 4711});
});

test('garbage, of any length, gets a 4xx or nothing, and changes nothing', async () => {
	const {path, requests} = await openServer();
	const heads = fc.constantFrom(
		'GET / HTTP/1.1',
		'POST /kill HTTP/1.1',
		'POST /stop?instance=zero HTTP/1.1',
		'POST /quit',
	);
	const headers = fc.array(fc.tuple(fc.string({maxLength: 20}), fc.string({maxLength: 20})), {maxLength: 3});
	const garbage = fc.oneof(
		fc.uint8Array({maxLength: 300}).map(bytes => Buffer.from(bytes)),
		fc
			.tuple(fc.constantFrom('GET', 'POST', 'KILL'), fc.string({maxLength: 40}), headers)
			.map(
				([method, url, more]) => `${method} /${url} HTTP/1.1\r\n${more.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`,
			),
		fc.tuple(heads, fc.string({maxLength: 40})).map(([head, rest]) => `${head}\r\nContent-Length: 9999${rest}`),
	);
	await fc.assert(
		fc.asyncProperty(garbage, async bytes => {
			const first = await askRaw(path, bytes);
			expect(first).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
			expect(requests).toEqual([]);
		}),
		{numRuns: 200},
	);
});

test('what is too large is refused', async () => {
	const {path, requests, post} = await openServer();
	const long = `POST /stop?instance=${'1'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`;
	expect(await askRaw(path, long)).toMatch(/^HTTP\/1\.1 4\d\d /);
	const body = JSON.stringify('x'.repeat(MAX_BODY_BYTES));
	await expect(collect(post('/send', body))).rejects.toThrow(/a request may have 1048576 bytes|cannot be reached/);
	await expect(collect(post('/stop', 'x'))).rejects.toThrow('this takes no body');
	await expect(collect(post('/send', '{'))).rejects.toThrow(RefusedError);
	expect(requests).toEqual([]);
});

test('a message reaches the operator as it was, up to the limit', async () => {
	const {requests, post} = await openServer();
	const text = 'é'.repeat(MAX_BODY_BYTES / 2 - 10);
	await collect(post('/send?instance=1', JSON.stringify(text)));
	expect(requests).toEqual([{type: 'send', instance: 1, message: text}]);
});

test('a refusal is a result that says why, and apart from that which key would help', async () => {
	const {post} = await openServer({reply: {ok: false, message: 'no instance 9 · r starts one'}});
	const lines = await collect(post('/restart?instance=9'));
	expect(lines.map(line => JSON.parse(line))).toEqual([
		{type: 'result', ok: false, message: 'no instance 9', hint: 'r starts one'},
	]);
});

test('a stop is told of until the worker is gone, however many there are to hear it', async () => {
	const {post, change, requests, recorder, subscribers} = await openServer();
	const two = [collect(post('/stop?instance=0')), collect(post('/stop?instance=0'))];
	await vi.waitFor(() => expect(subscribers.size).toBe(2));
	recorder.event({instance: 0, text: 'w1 exited'});
	recorder.event({instance: 1, text: 'w2 says something else'});
	change(cluster([instance(0, {kind: 'stopped', reason: 'stopped by the operator'}), instance(1, {kind: 'ready'})]));
	for (const lines of await Promise.all(two)) {
		expect(lines.map((line): OperationLine => JSON.parse(line))).toEqual([
			{type: 'progress', message: 'done'},
			{type: 'progress', message: 'w1 exited'},
			{type: 'result', ok: true, message: 'instance 0 is stopped'},
		]);
	}
	expect(requests).toHaveLength(2);
	expect(subscribers.size).toBe(0);
});

test('a client that goes away leaves nothing behind', async () => {
	const {path, subscribers} = await openServer();
	const abort = new AbortController();
	const {signal} = abort;
	const waiting = collect(requestLines({path, method: 'POST', target: '/stop', signal}));
	const watching = collect(requestLines({path, target: '/events', signal}));
	const settled = Promise.allSettled([waiting, watching]);
	await vi.waitFor(() => expect(subscribers.size).toBe(2));
	abort.abort();
	for (const end of await settled) {
		expect(end).toEqual({status: 'rejected', reason: expect.any(UnreachableError)});
	}
	await vi.waitFor(() => expect(subscribers.size).toBe(0));
});

test('events bring a snapshot at once, after each change, and the end', async () => {
	const {get, change, server} = await openServer();
	const lines: string[] = [];
	const done = (async () => {
		for await (const line of get('/events')) {
			lines.push(line);
		}
	})();
	await vi.waitFor(() => expect(lines).toHaveLength(1));
	change(readyCluster(3));
	await vi.waitFor(() => expect(lines).toHaveLength(2));
	await server?.close('ended: exit 0');
	await done;
	const [first, second, ...rest] = lines.map(line => JSON.parse(line));
	expect([first.snapshot.instances.length, second.snapshot.instances.length]).toEqual([2, 3]);
	expect(rest.at(-1)).toEqual({type: 'end', message: 'ended: exit 0'});
});

test('events bring all samples, and later only those that are new', async () => {
	const {path, change} = await openServer();
	const all = Array.from({length: 150}, (_, index) => sample(index));
	change(readyCluster(1), all);
	const seen: Sample[] = [];
	const stop = new AbortController();
	const end = readEvents({
		path,
		signal: stop.signal,
		onSnapshot: () => {},
		onSamples: samples => seen.push(...samples),
	});
	await vi.waitFor(() => expect(seen).toHaveLength(150));
	change(readyCluster(1), [...all.slice(1), sample(150)]);
	await vi.waitFor(() => expect(seen).toHaveLength(151));
	expect(seen).toEqual([...all, sample(150)]);
	stop.abort();
	expect(await end).toBe('connection lost');
});

test('the log comes from the end, of one instance, as packed blocks or lines of JSON', async () => {
	const {get, recorder} = await openServer();
	for (let line = 1; line <= 10; line += 1) {
		recorder.write({
			instance: line % 2,
			workerId: (line % 2) + 1,
			stream: 'stdout',
			chunk: Buffer.from(`line ${line}\n`),
		});
	}
	const json = await collect(get('/logs?lines=2&instance=0'));
	expect(json.map(line => JSON.parse(line).line)).toEqual(['line 8', 'line 10']);
	const packed = (await collect(get('/logs?lines=3&format=packed'))).map(parsePackedLine);
	expect(packed.flatMap(({blocks}) => blocks.flatMap(decodeBlock)).map(({seq, text}) => [seq, text])).toEqual([
		[8, 'line 8'],
		[9, 'line 9'],
		[10, 'line 10'],
	]);
	expect(packed.at(-1)?.nextSeq).toBe(11);
});

test('a reader that does not read loses its place, is told so, and costs no memory', async () => {
	const {path, recorder} = await openServer({lines: 2000});
	const socket = connect(path, () => socket.write('GET /logs?follow=1&lines=0 HTTP/1.1\r\nHost: x\r\n\r\n'));
	await new Promise(resolve => socket.once('readable', resolve));
	const text = 'x'.repeat(1000);
	let written = 0;
	const write = (lines: number) => {
		for (let line = 0; line < lines; line += 1) {
			written += 1;
			recorder.write({instance: 0, workerId: 1, stream: 'stdout', chunk: Buffer.from(`${written} ${text}\n`)});
		}
	};
	// Far more than the socket's buffers and the log hold, in turns, so that the server could have sent it all.
	for (let turn = 0; turn < 100; turn += 1) {
		write(200);
		await new Promise(setImmediate);
	}
	let answer = '';
	socket.on('data', chunk => {
		answer += chunk;
	});
	await vi.waitFor(() => expect(answer).toContain(`"line":"${written} `), {timeout: 30_000});
	socket.destroy();
	const lines = answer.split('\n').filter(line => line.startsWith('{') && line.endsWith('}'));
	const parsed = lines.map((line): {type: string; lines?: number} => JSON.parse(line));
	const lost = parsed.reduce((sum, {type, lines: count = 0}) => sum + (type === 'lost' ? count : 0), 0);
	const got = parsed.filter(({type}) => type === 'stdout').length;
	expect(lost).toBeGreaterThan(0);
	expect(lost + got).toBe(written);
});

test('a request that nobody waits for any more is not done', async () => {
	const {path, requests} = await openServer();
	const ask = (deadline: number) =>
		askRaw(path, `POST /kill?instance=0 HTTP/1.1\r\nhost: clumon\r\nclumon-deadline: ${deadline}\r\n\r\n`);
	expect(await ask(Date.now() - 1)).toMatch(/^HTTP\/1\.1 408 /);
	expect(requests).toEqual([]);
	expect(await ask(Date.now() + 60_000)).toMatch(/^HTTP\/1\.1 200 /);
	expect(requests).toHaveLength(1);
});

test('a client that has not asked does not hold up the end', async () => {
	// None is let go for its silence.
	vi.spyOn(Socket.prototype, 'setTimeout').mockReturnThis();
	onTestFinished(() => void vi.restoreAllMocks());
	const {path, server} = await openServer();
	const silent = connect(path);
	const closed = new Promise(resolve => silent.once('close', resolve));
	silent.on('error', () => {});
	// Whoever comes after it is answered, so the server has it.
	await requestStatus(path);
	// The time after which all are let go never comes.
	vi.useFakeTimers({toFake: ['setTimeout']});
	onTestFinished(() => void vi.useRealTimers());
	await server?.close('ended: exit 0');
	await closed;
});

test('a client may be silent for 10 s, and wait for its answer as long as that takes', async () => {
	const {path} = await openServer();
	const timeouts = vi.spyOn(Socket.prototype, 'setTimeout');
	onTestFinished(() => void vi.restoreAllMocks());
	await requestStatus(path);
	// While it was waited for what is asked, and not for the answer.
	expect(timeouts.mock.calls.map(([ms]) => ms).filter(ms => ms === 10_000 || ms === 0)).toEqual([10_000, 0]);
});
