import diagnostics_channel = require('node:diagnostics_channel');
import type http = require('node:http');
import type http2 = require('node:http2');
import type net = require('node:net');
import perf_hooks = require('node:perf_hooks');
import latencies = require('./latency.cjs');

type Exchange = {
	readonly socket: net.Socket;
	readonly response: http.ServerResponse<http.IncomingMessage>;
	readonly server: http.Server;
};
/** A request under way, and the one before it on the same socket, whose answer has to go out first. */
type Turn = {
	readonly response: http.ServerResponse<http.IncomingMessage>;
	readonly startedAt: number;
	earlier: Turn | undefined;
};
type StreamMessage = {readonly stream: http2.ServerHttp2Stream};

/** What became of requests since the last time, and how many are under way. */
type RequestCounts = {
	readonly started: number;
	readonly finished: number;
	readonly aborted: number;
	readonly inFlight: number;
	/** 1xx to 5xx. */
	readonly statusClasses: readonly number[];
	/** Sparse: bucket, count, bucket, count. */
	readonly latency: readonly number[];
};

type Requests = {
	/** The HTTP/1 answers under way, the last of each socket; also those whose client has gone, up to a second. */
	readonly lastResponses: () => Iterable<http.ServerResponse<http.IncomingMessage>>;
	readonly takeCounts: () => RequestCounts;
	/** Sets who is told of each HTTP/1 request when its head has come. */
	readonly onStart: (listener: (exchange: Exchange) => void) => void;
};

/**
 * Follows the requests to all http and https servers of this worker and, where node tells of them (22 and newer), http2
 * servers. What it costs is paid for each request: two marks on a clock and an entry in a map.
 */
function followRequests(): Requests {
	// The app may put its own clock in place of node's.
	const now = perf_hooks.performance.now.bind(perf_hooks.performance);
	// By socket, the newest of each: with the answers as keys, new ones for each request, a small request cost 4 % more.
	const turns = new Map<net.Socket, Turn>();
	let underWay = 0;
	const streams = new Map<http2.ServerHttp2Stream, number>();
	const latency = latencies.createLatencyCounter();
	const statusClasses = [0, 0, 0, 0, 0];
	let tellStart: (exchange: Exchange) => void = () => {};
	let started = 0;
	let finished = 0;
	let aborted = 0;

	const finish = (startedAt: number, status: number) => {
		finished += 1;
		latency.add(now() - startedAt);
		const at = Math.floor(status / 100) - 1;
		// Whatever else an app has set is of no class.
		if (statusClasses[at] !== undefined) {
			statusClasses[at] += 1;
		}
	};
	diagnostics_channel.subscribe('http.server.request.start', message => {
		const exchange = message as Exchange;
		started += 1;
		const {socket, response} = exchange;
		turns.set(socket, {response, startedAt: now(), earlier: turns.get(socket)});
		underWay += 1;
		tellStart(exchange);
	});
	diagnostics_channel.subscribe('http.server.response.finish', message => {
		const {socket, response} = message as Exchange;
		const turn = endTurn(turns, socket, response);
		if (turn !== undefined) {
			underWay -= 1;
			finish(turn.startedAt, response.statusCode);
		}
	});
	diagnostics_channel.subscribe('http2.server.stream.start', message => {
		const {stream} = message as StreamMessage;
		// An even number: pushed by the server, asked for by nobody.
		if (Number(stream.id) % 2 === 1) {
			started += 1;
			streams.set(stream, now());
		}
	});
	diagnostics_channel.subscribe('http2.server.stream.close', message => {
		const {stream} = message as StreamMessage;
		const startedAt = streams.get(stream);
		if (startedAt === undefined) {
			return;
		}
		streams.delete(stream);
		const status = stream.sentHeaders?.[':status'];
		if (stream.rstCode === 0 && status !== undefined) {
			finish(startedAt, Number(status));
		} else {
			aborted += 1;
		}
	});

	return {
		lastResponses: () => Array.from(turns.values(), ({response}) => response),
		onStart: listener => {
			tellStart = listener;
		},
		takeCounts: () => {
			const dropped = dropAborted(turns);
			aborted += dropped;
			underWay -= dropped;
			const counts = {
				started,
				finished,
				aborted,
				inFlight: underWay + streams.size,
				statusClasses: [...statusClasses],
				latency: latency.take(),
			};
			started = 0;
			finished = 0;
			aborted = 0;
			statusClasses.fill(0);
			return counts;
		},
	};
}

/** Answers go out in the order of their requests: what ends is the oldest turn of its socket, and mostly the only one. */
function endTurn(turns: Map<net.Socket, Turn>, socket: net.Socket, response: unknown): Turn | undefined {
	const newest = turns.get(socket);
	if (newest !== undefined && newest.response === response) {
		if (newest.earlier === undefined) {
			turns.delete(socket);
		} else {
			turns.set(socket, newest.earlier);
		}
		return newest;
	}
	for (let later = newest; later?.earlier !== undefined; later = later.earlier) {
		const {earlier} = later;
		if (earlier.response === response) {
			later.earlier = earlier.earlier;
			return earlier;
		}
	}
	return undefined;
}

/** Node does not tell of an HTTP/1 answer whose client did not wait for it. */
function dropAborted(turns: Map<net.Socket, Turn>): number {
	let dropped = 0;
	for (const [socket, newest] of turns) {
		if (socket.destroyed) {
			turns.delete(socket);
			for (let turn: Turn | undefined = newest; turn !== undefined; turn = turn.earlier) {
				dropped += 1;
			}
		}
	}
	return dropped;
}

export = {followRequests};
