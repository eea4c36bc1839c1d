import diagnostics_channel = require('node:diagnostics_channel');
import type http = require('node:http');
import type http2 = require('node:http2');
import type net = require('node:net');
import perf_hooks = require('node:perf_hooks');
import exchanges = require('./exchanges.cjs');
import stopwatches = require('./stopwatch.cjs');

type ExchangeMessage = {
	readonly socket: net.Socket;
	readonly response: http.ServerResponse<http.IncomingMessage>;
	readonly server: http.Server;
};
type StreamMessage = {readonly stream: http2.ServerHttp2Stream};
type Mark = ReturnType<ReturnType<typeof stopwatches.createStopwatch>['start']>;

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
	readonly onStart: (listener: (exchange: ExchangeMessage) => void) => void;
};

/**
 * Follows the requests to all http and https servers of this worker and, where node tells of them (22 and newer), http2
 * servers. What it costs is paid for each request: a mark of the stopwatch and a place on its socket.
 */
function followRequests(): Requests {
	// The app may put its own clock in place of node's.
	const stopwatch = stopwatches.createStopwatch(perf_hooks.performance.now.bind(perf_hooks.performance));
	const underWay = new exchanges.ExchangesUnderWay();
	const streams = new Map<http2.ServerHttp2Stream, Mark>();
	const statusClasses = [0, 0, 0, 0, 0];
	let tellStart: (exchange: ExchangeMessage) => void = () => {};
	let started = 0;
	let finished = 0;
	let aborted = 0;

	const finish = (mark: Mark, status: number) => {
		finished += 1;
		stopwatch.stop(mark);
		const at = Math.floor(status / 100) - 1;
		// Whatever else an app has set is of no class.
		if (statusClasses[at] !== undefined) {
			statusClasses[at] += 1;
		}
	};
	diagnostics_channel.subscribe('http.server.request.start', message => {
		const exchange = message as ExchangeMessage;
		started += 1;
		underWay.start(exchange.socket, exchange.response, stopwatch.start());
		tellStart(exchange);
	});
	diagnostics_channel.subscribe('http.server.response.finish', message => {
		const {socket, response} = message as ExchangeMessage;
		const mark = underWay.finish(socket, response);
		if (mark !== undefined) {
			finish(mark, response.statusCode);
		}
	});
	diagnostics_channel.subscribe('http2.server.stream.start', message => {
		const {stream} = message as StreamMessage;
		// An even number: pushed by the server, asked for by nobody.
		if (Number(stream.id) % 2 === 1) {
			started += 1;
			streams.set(stream, stopwatch.start());
		}
	});
	diagnostics_channel.subscribe('http2.server.stream.close', message => {
		const {stream} = message as StreamMessage;
		const mark = streams.get(stream);
		if (mark === undefined) {
			return;
		}
		streams.delete(stream);
		const status = stream.sentHeaders?.[':status'];
		if (stream.rstCode === 0 && status !== undefined) {
			finish(mark, Number(status));
		} else {
			aborted += 1;
		}
	});

	return {
		lastResponses: () => underWay.newestResponses(),
		onStart: listener => {
			tellStart = listener;
		},
		takeCounts: () => {
			aborted += underWay.dropAborted();
			const counts = {
				started,
				finished,
				aborted,
				inFlight: underWay.count() + streams.size,
				statusClasses: [...statusClasses],
				latency: stopwatch.take(),
			};
			started = 0;
			finished = 0;
			aborted = 0;
			statusClasses.fill(0);
			return counts;
		},
	};
}

export = {followRequests};
