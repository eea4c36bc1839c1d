import type http = require('node:http');
import awaiting = require('./await-signal.cjs');
import channel = require('./channel.cjs');
import type requests = require('./requests.cjs');

/** How long no connection is closed for being idle. A second longer than the primary waits before it disconnects. */
const DRAIN_SHIELD_MS = 2000;
/** The disconnect follows at once: as long as a client may take that asks again as soon as it is answered. */
const FINISH_SHIELD_MS = 500;

/** From how many on the servers are searched for those that have been closed. */
const FIRST_PURGE = 64;

/**
 * On the primary's word answers every request with `Connection: close`, so that clients go elsewhere with their next
 * one; for a while it closes no connection under a client that is just sending. `drain`: the disconnect follows when
 * clients have found other workers; `finish`: at once.
 */
function drainOnRequest({lastResponses, onStart}: ReturnType<typeof requests.followRequests>): void {
	/** Those with a request since they were last searched; an app may make and close servers all its life. */
	const servers = new Set<http.Server>();
	let purgeAt = FIRST_PURGE;
	/** Most requests are to the server that the one before was to: no need to look it up. */
	let last: http.Server | undefined;
	let isDraining = false;
	let shield: NodeJS.Timeout | undefined;

	onStart(({response, server}) => {
		if (server !== last) {
			last = server;
			servers.add(server);
			if (servers.size > purgeAt && !isDraining) {
				purge(servers);
				purgeAt = Math.max(FIRST_PURGE, 2 * servers.size);
				last = undefined;
			}
		}
		if (isDraining) {
			response.shouldKeepAlive = false;
			keepIdleConnections(server);
		}
	});
	const closeAfterAnswers = (shieldMs: number) => {
		isDraining = true;
		// Of requests that were sent one after the other without waiting (pipelining), only the last answer may close.
		for (const response of lastResponses()) {
			response.shouldKeepAlive = false;
		}
		servers.forEach(keepIdleConnections);
		// One that is up already was raised earlier, for longer.
		shield ??= setTimeout(() => {
			for (const server of servers) {
				letIdleConnectionsGo(server);
				server.closeIdleConnections();
			}
		}, shieldMs).unref();
	};
	channel.onOrder('drain', () => closeAfterAnswers(DRAIN_SHIELD_MS));
	channel.onOrder('finish', () => {
		closeAfterAnswers(FINISH_SHIELD_MS);
		awaiting.awaitSignal();
	});
	channel.onOrder('serve', () => {
		isDraining = false;
		clearTimeout(shield);
		shield = undefined;
		servers.forEach(letIdleConnectionsGo);
	});
}

/**
 * From Node 19 on, a server that is closed closes its idle connections, at which point a request may just be on its way
 * to it: the client sees a reset. From Node 26 on that may be one that has only just connected (seen: one in each reload).
 * Here they stay until their next answer, which closes them, and what is idle when the shield ends is closed then.
 */
function keepIdleConnections(server: http.Server): void {
	server.closeIdleConnections = () => {};
}

function letIdleConnectionsGo(server: http.Server): void {
	// What was set is an own property; the server's own method is its class's.
	Reflect.deleteProperty(server, 'closeIdleConnections');
}

/** One that is handed its connections by another server does not listen either, and is back with its next request. */
function purge(servers: Set<http.Server>): void {
	for (const server of servers) {
		if (!server.listening) {
			servers.delete(server);
		}
	}
}

export = {drainOnRequest};
