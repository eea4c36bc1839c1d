import diagnostics_channel = require('node:diagnostics_channel');
import type http = require('node:http');
import type net = require('node:net');

type Exchange = {readonly socket: net.Socket; readonly response: http.ServerResponse};

/** From how many on the unfinished responses are searched for those whose client has gone. */
const FIRST_PURGE = 1024;

/**
 * On the primary's word answers every request with `Connection: close`, so that clients go elsewhere with their next
 * one, and nothing else: no connection is closed under a client that is just sending. What follows is `disconnect`.
 */
function drainOnRequest(): void {
	const underWay = new Map<net.Socket, http.ServerResponse>();
	let purgeAt = FIRST_PURGE;
	let isDraining = false;

	diagnostics_channel.subscribe('http.server.request.start', message => {
		const {socket, response} = message as Exchange;
		underWay.set(socket, response);
		if (isDraining) {
			response.shouldKeepAlive = false;
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
		if (order !== undefined) {
			isDraining = order === 'drain';
		}
		if (isDraining) {
			for (const response of underWay.values()) {
				response.shouldKeepAlive = false;
			}
		}
	});
}

function orderOf(message: unknown): 'drain' | 'serve' | undefined {
	const {cmd, act} = (message ?? {}) as {readonly cmd?: unknown; readonly act?: unknown};
	return cmd === 'NODE_CLUMON' && (act === 'drain' || act === 'serve') ? act : undefined;
}

function purge(underWay: Map<net.Socket, http.ServerResponse>): void {
	for (const socket of underWay.keys()) {
		if (socket.destroyed) {
			underWay.delete(socket);
		}
	}
}

export = {drainOnRequest};
