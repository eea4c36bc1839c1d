import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {MetricsOptions} from '../start-options.js';
import {answerMetricsRequest, type MetricsSources} from './metrics-routes.js';

export type MetricsServer = {
	/** `http://127.0.0.1:9464`. */
	readonly url: string;
	readonly close: () => Promise<void>;
};

/** Far above what a scrape or a probe needs; what passes it is refused with 431 or has its socket closed. */
const MAX_HEADER_BYTES = 8 * 1024;
const REQUEST_TIMEOUT_MS = 5000;
const MAX_SOCKETS = 128;

/**
 * Serves metrics and health over TCP.
 *
 * Every answer closes its connection: a scrape every few seconds gains nothing from keeping it, and idle sockets could
 * use up those that the health probe needs.
 *
 * @throws the error of `listen`, such as EADDRINUSE.
 */
export async function openMetricsServer({
	host,
	port,
	onFault,
	...sources
}: Pick<MetricsOptions, 'host' | 'port'> &
	MetricsSources & {
		/** What goes wrong once it listens, such as too few descriptors to accept; it goes on. */
		readonly onFault: (error: Error) => void;
	}): Promise<MetricsServer> {
	const server = createServer({
		maxHeaderSize: MAX_HEADER_BYTES,
		headersTimeout: REQUEST_TIMEOUT_MS,
		requestTimeout: REQUEST_TIMEOUT_MS,
		connectionsCheckingInterval: REQUEST_TIMEOUT_MS,
	});
	server.maxConnections = MAX_SOCKETS;
	server.on('request', (request, response) => answer({request, response, sources}));
	server.listen({host, port});
	await once(server, 'listening');
	server.on('error', onFault);
	const address = server.address();
	const actualPort = typeof address === 'object' && address !== null ? address.port : port;
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

function answer({
	request,
	response,
	sources,
}: {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly sources: MetricsSources;
}): void {
	const {status, headers, body} = answerMetricsRequest(request, sources);
	response.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body), connection: 'close'});
	response.end(body);
}
