import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import {startLoad} from '../faults/harness/load.js';
import {request} from './harness/http-request.js';
import {startClumon} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';
import {waitForPort, waitForStates} from './harness/worker-table.js';

const NEXT_JS = 'nextjs/.next/standalone/server.js';

const webApps: ReadonlyArray<[string, readonly string[]]> = [
	['server.js', ['--env', 'TRAFFIC=off']],
	['express.js', []],
	['fastify.js', []],
	['koa.js', []],
	['websocket.js', []],
	['typescript.ts', ['--node-args', '--import tsx']],
];

describe('the example', () => {
	test.each(webApps)('%s answers, and a reload fails none of its requests', answersThroughReload);

	// Next.js is 300 MB: where examples/nextjs has been built, as its README says.
	test.skipIf(!existsSync(example(NEXT_JS)))('nextjs answers, and a reload fails none of its requests', () =>
		answersThroughReload(NEXT_JS, []),
	);

	test('websocket.js tells its clients to come back when its worker is replaced', async () => {
		const {screen, press} = startClumon([example('websocket.js'), '-i', '1', '--env', 'PORT=0']);
		await waitForStates(screen, 'ready');
		const port = await waitForPort(screen);
		const old = await connect(port);
		expect(await old.ask('anybody there?')).toBe('anybody there?');
		press('r');
		expect(await old.closed).toBe(1001);
		const next = await connect(port);
		expect(next.greeting).toMatch(/^connected to \d+$/);
		expect(next.greeting).not.toBe(old.greeting);
	});

	test('jobs.js loses no job when clumon is told to end', async () => {
		const clumon = startHeadless([
			example('jobs.js'),
			...['-i', '2', '--wait-ready', '--env', 'JOB_MS=300', '--drain-timeout', '100'],
		]);
		await clumon.waitForLine('stdout', /job 2 begun/);
		clumon.kill('SIGTERM');
		await clumon.exited;
		expect(count(clumon.stdout(), /begun$/gm)).toBe(count(clumon.stdout(), /done$/gm));
	});
});

async function answersThroughReload(file: string, options: readonly string[]): Promise<void> {
	const {screen, press, exited} = startClumon([example(file), '-i', '2', '--env', 'PORT=0', ...options]);
	await waitForStates(screen, 'ready', 'ready');
	const port = await waitForPort(screen);
	expect((await request(port)).body).toContain('hello');
	const loads = [true, false].map(keepAlive => startLoad({port, clients: 2, keepAlive}));
	press('R');
	await screen.waitFor(/reload done/);
	for (const load of loads) {
		const before = load.answered();
		await waitFor(() => load.answered() > before, {what: 'an answer after the reload', context: screen.text});
		expect((await load.stop()).failures).toEqual([]);
	}
	press('q');
	expect((await exited).code).toBe(0);
}

function example(file: string): string {
	return fileURLToPath(new URL(`../../examples/${file}`, import.meta.url));
}

type Connection = {
	readonly greeting: string;
	readonly ask: (text: string) => Promise<string>;
	/** The code with which it was closed. */
	readonly closed: Promise<number>;
};

async function connect(port: number): Promise<Connection> {
	const socket = new WebSocket(`ws://127.0.0.1:${port}`);
	onTestFinished(() => socket.terminate());
	const next = () =>
		new Promise<string>((resolve, reject) => {
			socket.once('message', data => resolve(String(data)));
			socket.once('error', reject);
		});
	const closed = new Promise<number>(resolve => {
		socket.once('close', resolve);
	});
	return {
		greeting: await next(),
		ask: text => {
			socket.send(text);
			return next();
		},
		closed,
	};
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
