import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {
	API_HEADER,
	API_VERSION,
	DEADLINE_HEADER,
	MAX_BODY_BYTES,
	type OperationLine,
	type ResultLine,
} from './contract.js';
import type {ControlSources} from './control-sources.js';
import {streamEvents} from './event-stream.js';
import {http} from './http.js';
import {LineStream} from './line-stream.js';
import {streamLog} from './log-stream.js';
import {begin, concerns} from './operate.js';
import {awaitResult, reportProgress} from './operation-stream.js';
import {type ControlRequest, parseMessageBody, parseRequest, RequestError} from './parse-request.js';
import {claimSocket, type SocketClaim} from './socket-claim.js';

/** How long clients may take to hear the last words. */
const GOODBYE_MS = 500;
/** Far more than anybody attaches; guards the primary's descriptors against a script that runs wild. */
const MAX_CONNECTIONS = 100;

/**
 * Answers other processes of the same user on a Unix socket: what runs, its log, and what an operator asks for. It runs on
 * the primary's main thread and does nothing while nobody asks.
 */
export class ControlServer {
	readonly #sources: ControlSources;
	readonly #server: Server;
	readonly #ended = new AbortController();
	#claim: SocketClaim | undefined;
	#isClosed = false;

	/** Undefined when another process listens there. */
	static async open(
		place: {readonly folder: string; readonly name: string},
		sources: ControlSources,
	): Promise<ControlServer | undefined> {
		const server = new ControlServer(sources);
		try {
			server.#claim = await claimSocket(server.#server, place);
		} finally {
			if (server.#claim === undefined) {
				server.#server.close();
			}
		}
		process.on('exit', server.#onExit);
		return server.#claim && server;
	}

	private constructor(sources: ControlSources) {
		this.#sources = sources;
		this.#server = http.createServer(
			{maxHeaderSize: 8192, headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 1},
			(request, response) => void this.#answer(request, response),
		);
		this.#server.maxConnections = MAX_CONNECTIONS;
		// Of a server that listens: out of descriptors, for this connection.
		this.#server.on('error', () => {});
	}

	/** Tells those who wait that clumon has ended, and how (`ended: exit 0`), and gives the name free. */
	async close(message: string): Promise<void> {
		if (this.#isClosed) {
			return;
		}
		this.#isClosed = true;
		process.off('exit', this.#onExit);
		this.#claim?.release();
		this.#ended.abort(message);
		await new Promise<void>(resolve => {
			const timer = setTimeout(() => this.#server.closeAllConnections(), GOODBYE_MS);
			this.#server.close(() => {
				clearTimeout(timer);
				resolve();
			});
		});
	}

	#onExit = (): void => this.#claim?.release();

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		response.setHeader(API_HEADER, API_VERSION);
		response.setHeader('connection', 'close');
		response.on('error', () => {
			// EPIPE: the client is gone, which LineStream sees as well.
		});
		try {
			const parsed = parseRequest(request);
			refuseLate(request);
			const body = await readBody(request);
			if (parsed.type !== 'message' && body !== '') {
				throw new RequestError(400, 'this takes no body: parameters go into the query');
			}
			await this.#serve(parsed, {body, response});
		} catch (error) {
			const {status, headers} = error instanceof RequestError ? error : {status: 500, headers: {}};
			const message = error instanceof Error ? error.message : String(error);
			if (response.headersSent) {
				response.destroy();
				return;
			}
			response.writeHead(status, {'content-type': 'application/json', ...headers});
			response.end(toLine({type: 'result', ok: false, message}));
		}
	}

	async #serve(
		request: ControlRequest,
		{body, response}: {readonly body: string; readonly response: ServerResponse},
	): Promise<void> {
		const {view, log, identity} = this.#sources;
		const ended = this.#ended.signal;
		switch (request.type) {
			case 'status':
				response.writeHead(200, {'content-type': 'application/json'});
				response.end(`${JSON.stringify({...identity, ...view.getSnapshot()})}\n`);
				return;
			case 'events':
				return streamEvents(new LineStream(response), {view, ended});
			case 'logs':
				return streamLog(new LineStream(response), {request, log, ended});
			case 'message': {
				const {instance} = request;
				const message = parseMessageBody(body);
				const send = {type: 'send', message, ...(instance === undefined ? {} : {instance})} as const;
				return this.#operate({request: send, wait: false}, response);
			}
			case 'operate':
				return this.#operate(request, response);
		}
	}

	async #operate(
		{request, wait}: {readonly request: Parameters<typeof begin>[0]; readonly wait: boolean},
		response: ServerResponse,
	): Promise<void> {
		const {log, view} = this.#sources;
		// From before, as much is told while it is begun.
		const first: string[] = [];
		let write = (line: string) => void first.push(line);
		const stop = reportProgress({log, instance: concerns(request)}, line => write(toLine(line)));
		const over = new AbortController();
		const onEnded = () => over.abort(this.#ended.signal.reason);
		this.#ended.signal.addEventListener('abort', onEnded);
		response.on('close', () => {
			stop();
			this.#ended.signal.removeEventListener('abort', onEnded);
			over.abort('the client is gone');
		});
		const begun = await begin(request, this.#sources);
		const stream = new LineStream(response, begun.kind === 'refused' ? 409 : 200);
		if (begun.kind !== 'going' || !wait) {
			stop();
			const {kind, message, hint} = begun;
			stream.end(toLine({type: 'result', ok: kind !== 'refused', message, ...(hint === undefined ? {} : {hint})}));
			return;
		}
		write = line => void response.write(line);
		write(toLine({type: 'progress', message: begun.message}) + first.join(''));
		const result = await awaitResult(begun.judges, {log, view, ended: over.signal});
		stop();
		// A clumon that was told to end and does has done as asked.
		const isQuit = request.type === 'quit' && this.#ended.signal.aborted;
		stream.end(toLine(isQuit ? {...result, ok: true} : result));
	}
}

function refuseLate({method, headers}: IncomingMessage): void {
	const deadline = Number(headers[DEADLINE_HEADER] ?? Number.POSITIVE_INFINITY);
	if (method === 'POST' && Date.now() > deadline) {
		throw new RequestError(408, 'this came too late and was not done: clumon did not run meanwhile');
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > MAX_BODY_BYTES) {
			throw new RequestError(413, `a request may have ${MAX_BODY_BYTES} bytes`);
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

function toLine(line: OperationLine | ResultLine): string {
	return `${JSON.stringify(line)}\n`;
}
