import diagnostics_channel = require('node:diagnostics_channel');
import type http = require('node:http');
import type net = require('node:net');

type Exchange = {readonly socket: net.Socket; readonly response: http.ServerResponse; readonly server: http.Server};

/** From how many on the unfinished responses are searched for those whose client has gone. */
const FIRST_PURGE = 1024;

/** A second longer than the primary waits before it disconnects: by then nobody has just connected. */
const SHIELD_MS = 2000;

/**
 * On the primary's word answers every request with `Connection: close`, so that clients go elsewhere with their next
 * one. `drain`: for a while it closes no connection under a client that is just sending. `finish`: the disconnect follows
 * at once, as at the end of all.
 */
function drainOnRequest(): void {
	const underWay = new Map<net.Socket, http.ServerResponse>();
	const servers = new Set<http.Server>();
	let purgeAt = FIRST_PURGE;
	let isDraining = false;
	let shield: NodeJS.Timeout | undefined;

	diagnostics_channel.subscribe('http.server.request.start', message => {
		const {socket, response, server} = message as Exchange;
		underWay.set(socket, response);
		servers.add(server);
		if (isDraining) {
			response.shouldKeepAlive = false;
			keepIdleConnections(server);
		}
		if (underWay.size > purgeAt) {
			// Node tells of no response that its client did not wait for.
			purge(underWay);
			purgeAt = Math.max(FIRST_PURGE, 2 * underWay.size);
		}
	});
	diagnostics_channel.subscribe('http.server.response.finish', message => {
		const {socket, response} = message as Exchange;
		if (underWay.get(socket) === response) {
			underWay.delete(socket);
		}
	});
	// Node keeps messages whose cmd begins with NODE_ to itself: the app's `message` listeners do not see them.
	process.on('internalMessage', (message: unknown) => {
		const order = orderOf(message);
		if (order === 'drain' || order === 'finish') {
			isDraining = true;
			for (const response of underWay.values()) {
				response.shouldKeepAlive = false;
			}
		}
		if (order === 'drain') {
			servers.forEach(keepIdleConnections);
			shield = setTimeout(() => {
				for (const server of servers) {
					letIdleConnectionsGo(server);
					server.closeIdleConnections();
				}
			}, SHIELD_MS).unref();
		}
		if (order === 'serve') {
			isDraining = false;
			clearTimeout(shield);
			servers.forEach(letIdleConnectionsGo);
		}
	});
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

function orderOf(message: unknown): 'drain' | 'finish' | 'serve' | undefined {
	const {cmd, act} = (message ?? {}) as {readonly cmd?: unknown; readonly act?: unknown};
	const isOrder = act === 'drain' || act === 'finish' || act === 'serve';
	return cmd === 'NODE_CLUMON' && isOrder ? act : undefined;
}

function purge(underWay: Map<net.Socket, http.ServerResponse>): void {
	for (const socket of underWay.keys()) {
		if (socket.destroyed) {
			underWay.delete(socket);
		}
	}
}

export = {drainOnRequest};
