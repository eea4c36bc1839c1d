import {get} from 'node:http';
import {connect} from 'node:net';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {request} from '../e2e/harness/http-request.js';
import {startHeadless} from '../e2e/harness/start-headless.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {startBuild} from './harness/builds.js';
import {forkedWorkers, newestWorker, quit, waitForCount, waitForPort, waitForReady} from './harness/life.js';
import {startLoad} from './harness/load.js';
import {occupyPort} from './harness/occupy-port.js';
import {isRunning} from './harness/processes.js';

const goodBuild = "require('node:http').createServer((_, response) => response.end('old')).listen(0);";

const brokenBuilds: ReadonlyArray<[string, string, RegExp]> = [
	['throws', "throw new TypeError('new and broken');", /reload stopped at instance 0 .*TypeError: new and broken/],
	['is no JavaScript', 'const = ;', /reload stopped at instance 0 .*SyntaxError/],
	['exits at once', 'process.exit(0);', /reload stopped at instance 0 .*exit 0/],
	['never listens', 'setInterval(() => {}, 1000);', /reload stopped at instance 0 .*not ready after 1\.5s/],
	['hangs', 'for (;;);', /reload stopped at instance 0 .*not ready after 1\.5s/],
	[
		'listens on a port that is taken',
		"require('node:http').createServer().listen(Number(process.env.TAKEN));",
		/reload stopped at instance 0 .*port in use/,
	],
];

describe('a reload to a build that', () => {
	test.each(brokenBuilds)('%s fails no request, and ends with the old workers', async (_, broken, says) => {
		const taken = await occupyPort();
		const options = ['--ready-timeout', '1500', '--kill-timeout', '1000', '--env', `TAKEN=${taken}`];
		const {clumon, deploy} = await startBuild(goodBuild, ...options);
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		const loads = [true, false].map(keepAlive => startLoad({port, clients: 2, keepAlive}));
		const oldWorkers = forkedWorkers(clumon);
		deploy(broken);
		await clumon.waitForLine('stderr', says);
		const replacement = newestWorker(clumon, 0);
		await waitFor(() => !isRunning(replacement.pid), {what: 'the replacement to end', context: clumon.stderr});
		for (const load of loads) {
			const before = load.answered();
			await waitFor(() => load.answered() > before + 20, {what: 'answers', context: clumon.stderr});
			expect((await load.stop()).failures).toEqual([]);
		}
		expect(oldWorkers.every(({pid}) => isRunning(pid))).toBe(true);
		expect(forkedWorkers(clumon)).toHaveLength(3);
		expect(await quit(clumon)).toBe(0);
	});

	test('works, while clients ask, fails no request', async () => {
		const {clumon, deploy} = await startBuild(goodBuild);
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		const loads = [true, false].map(keepAlive => startLoad({port, clients: 4, keepAlive}));
		for (const round of [1, 2, 3]) {
			deploy(goodBuild.replace('old', `new ${round}`));
			await waitForCount(clumon, /reload done: 2 of 2/g, round);
		}
		for (const load of loads) {
			const {answered, failures} = await load.stop();
			expect(failures).toEqual([]);
			expect(answered).toBeGreaterThan(50);
		}
		// For a moment the workers before them serve on, so that nobody is turned away.
		const old = forkedWorkers(clumon).slice(0, -2);
		await waitFor(() => old.every(({pid}) => !isRunning(pid)), {
			what: 'the old workers to end',
			context: clumon.stderr,
		});
		expect((await request(port)).body).toBe('new 3');
		expect(await quit(clumon)).toBe(0);
	});
});

describe('a reload', () => {
	const streams: ReadonlyArray<[string, (port: number) => Stream]> = [
		['server-sent events', listenToEvents],
		['a WebSocket', openWebSocket],
	];

	test.each(streams)('lets %s go on until the drain limit, and not longer', async (_, open) => {
		const {clumon, deploy} = await startBuild(obeys(1), '--drain-timeout', '2000');
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		const stream = open(port);
		await stream.nextData();
		deploy(obeys(2));
		await clumon.waitForLine('stderr', /reload done: 2 of 2/);
		await stream.nextData();
		await stream.closed;
		expect(await quit(clumon)).toBe(0);
		expect(clumon.stderr()).not.toContain('SIGKILL');
	});

	test('ends an old worker that keeps a timer', async () => {
		const {clumon, deploy} = await startBuild(obeys(1), '--drain-timeout', '60000');
		const port = await waitForPort(clumon);
		await waitForReady(clumon, 2);
		await request(port, '/timer');
		const old = forkedWorkers(clumon);
		deploy(obeys(2));
		await waitFor(() => old.every(({pid}) => !isRunning(pid)), {
			what: 'the old workers to end',
			context: clumon.stderr,
		});
		expect(await quit(clumon)).toBe(0);
	});

	test('in which the old worker is killed goes on with the new one', async () => {
		const {clumon, deploy} = await startBuild(goodBuild);
		await waitForReady(clumon, 2);
		const [old] = forkedWorkers(clumon).filter(({instance}) => instance === 0);
		deploy(`setTimeout(() => {${goodBuild}}, 1000);`);
		await waitFor(() => forkedWorkers(clumon).length === 3, {what: 'a replacement', context: clumon.stderr});
		process.kill(old?.pid ?? Number.NaN, 'SIGKILL');
		await clumon.waitForLine('stderr', /its replacement w3 takes over/);
		await clumon.waitForLine('stderr', /reload done: 2 of 2/);
		expect(await quit(clumon)).toBe(0);
	});

	test('in which clumon is told to end leaves no process', async () => {
		const {clumon, deploy} = await startBuild(goodBuild);
		await waitForReady(clumon, 2);
		deploy('setInterval(() => {}, 1000);');
		await waitFor(() => forkedWorkers(clumon).length === 3, {what: 'a replacement', context: clumon.stderr});
		expect(await quit(clumon)).toBe(0);
	});
});

test('clumon that is told to end while an instance backs off ends', async () => {
	const clumon = startHeadless(['crash-at-boot.js', '-i', '2']);
	await clumon.waitForLine('stderr', /restart 6\/10 in/);
	expect(await quit(clumon)).toBe(0);
});

type Stream = {readonly nextData: () => Promise<void>; readonly closed: Promise<void>};

function listenToEvents(port: number): Stream {
	let received = 0;
	const closed = new Promise<void>((resolve, reject) => {
		const opened = get({host: '127.0.0.1', port, path: '/events', agent: false}, response => {
			response.on('data', () => {
				received += 1;
			});
			// Cut off, as it has no end of its own.
			response.on('error', () => {}).on('close', resolve);
		});
		opened.on('error', reject);
	});
	return {
		closed,
		nextData: async () => {
			const before = received;
			await waitFor(() => received > before, {what: 'an event', context: () => `${received} came`});
		},
	};
}

function openWebSocket(port: number): Stream {
	const socket = connect(port, '127.0.0.1');
	onTestFinished(() => void socket.destroy());
	socket.write('GET /socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
	let text = '';
	socket.on('data', chunk => {
		text += chunk;
	});
	let sent = 0;
	return {
		closed: new Promise(resolve => {
			socket.on('error', () => {}).on('close', () => resolve());
		}),
		nextData: async () => {
			await waitFor(() => text.includes('101 Switching'), {what: 'the upgrade', context: () => text});
			sent += 1;
			socket.write(`echo ${sent};`);
			await waitFor(() => text.includes(`echo ${sent};`), {what: `echo ${sent}`, context: () => text});
		},
	};
}

/** The app that does as it is asked, as a build. */
function obeys(version: number): string {
	const app = new URL('../fixtures/faults/obeys.js', import.meta.url);
	return `import(${JSON.stringify(app)}); // ${version}`;
}
