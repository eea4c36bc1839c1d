import type http = require('node:http');
import channel = require('./channel.cjs');
import type requests = require('./requests.cjs');

type Response = http.ServerResponse<http.IncomingMessage>;

/** A second longer than the primary waits before it disconnects: by then nobody has just connected. */
const SHIELD_MS = 2000;

/**
 * On the primary's word answers every request with `Connection: close`, so that clients go elsewhere with their next
 * one. `drain`: for a while it closes no connection under a client that is just sending. `finish`: the disconnect follows
 * at once, as at the end of all.
 */
function drainOnRequest({responses, onStart}: ReturnType<typeof requests.followRequests>): void {
	const servers = new Set<http.Server>();
	let isDraining = false;
	let shield: NodeJS.Timeout | undefined;

	onStart(({response, server}) => {
		servers.add(server);
		if (isDraining) {
			response.shouldKeepAlive = false;
			keepIdleConnections(server);
		}
	});
	const closeAfterAnswers = () => {
		isDraining = true;
		for (const response of lastOfEachSocket(responses())) {
			response.shouldKeepAlive = false;
		}
	};
	channel.onOrder('drain', () => {
		closeAfterAnswers();
		servers.forEach(keepIdleConnections);
		shield = setTimeout(() => {
			for (const server of servers) {
				letIdleConnectionsGo(server);
				server.closeIdleConnections();
			}
		}, SHIELD_MS).unref();
	});
	channel.onOrder('finish', closeAfterAnswers);
	channel.onOrder('serve', () => {
		isDraining = false;
		clearTimeout(shield);
		servers.forEach(letIdleConnectionsGo);
	});
}

/** Of requests that were sent one after the other without waiting (pipelining), only the last answer may close. */
function lastOfEachSocket(responses: Iterable<Response>): Iterable<Response> {
	return new Map(Array.from(responses, response => [response.req.socket, response])).values();
}

/**
 * From Node 19 on, a server that is closed closes its idle connections, at which point a request may just be on its way
 * to it: the client sees a reset. From Node 26 on that may be one that has only just connected (seen: one in each reload).
 * Here they stay until their next answer, which closes them, and what is idle after SHIELD_MS is closed then.
 */
function keepIdleConnections(server: http.Server): void {
	server.closeIdleConnections = () => {};
}

function letIdleConnectionsGo(server: http.Server): void {
	// What was set is an own property; the server's own method is its class's.
	Reflect.deleteProperty(server, 'closeIdleConnections');
}

export = {drainOnRequest};
