import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type MetricsServer, openMetricsServer} from '../../src/control/metrics-server.js';

async function open({host = '127.0.0.1', port = 0} = {}): Promise<MetricsServer> {
	const server = await openMetricsServer({
		host,
		port,
		getMetrics: () => 'up{name="é"} 1\n',
		getReadiness: () => ({isReady: false, text: 'none'}),
		onFault: error => {
			throw error;
		},
	});
	onTestFinished(() => server.close());
	return server;
}

/** Sends bytes and reads until the server closes the connection. */
async function exchange({url}: MetricsServer, bytes: string): Promise<string> {
	const socket = connect(Number(new URL(url).port), '127.0.0.1');
	socket.on('error', () => {
		// ECONNRESET: it closed while this side was still writing, which is what it should do.
	});
	await once(socket, 'connect');
	socket.write(bytes);
	return text(socket);
}

describe('the metrics server', () => {
	test('answers, and closes the connection', async () => {
		const server = await open();
		const answer = await exchange(server, 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
		expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
		expect(answer).toContain('connection: close\r\n');
		expect(answer).toMatch(/\r\n\r\nup\{name="é"\} 1\n$/);
	});

	test('answers HEAD with the length and no body', async () => {
		const answer = await exchange(await open(), 'HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
		expect(answer).toContain('content-length: 16\r\n');
		expect(answer).toMatch(/\r\n\r\n$/);
	});

	test('refuses headers that are too long', async () => {
		const answer = await exchange(await open(), `GET /metrics HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(9000)}\r\n\r\n`);
		expect(answer).toMatch(/^HTTP\/1\.1 431 /);
	});

	test('refuses what is not HTTP', async () => {
		expect(await exchange(await open(), 'clumon\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
	});

	test('answers before a body has come, and does not wait for it', async () => {
		const answer = await exchange(await open(), 'POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n');
		expect(answer).toMatch(/^HTTP\/1\.1 405 /);
	});

	test('says where it listens, with the port that it got', async () => {
		expect((await open()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d{2,5}$/);
	});

	test('rejects when the port is taken', async () => {
		const {port} = new URL((await open()).url);
		await expect(open({port: Number(port)})).rejects.toMatchObject({code: 'EADDRINUSE'});
	});

	test('closes at once, though a client has said nothing yet', async () => {
		const server = await open();
		const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
		await once(socket, 'connect');
		const closed = once(socket, 'close');
		socket.resume();
		socket.on('error', () => {
			// ECONNRESET: closed without an answer, which is what is asked for here.
		});
		await server.close();
		await closed;
		await expect(fetch(server.url)).rejects.toThrow();
	});
});
