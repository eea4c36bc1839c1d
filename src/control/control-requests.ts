import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
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

/** A client that says nothing for so long is let go, until it has asked. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Answers what clients of the control socket ask for, over HTTP. */
export class ControlRequests {
	readonly #sources: ControlSources;
	readonly #ended: AbortSignal;
	readonly #server: Server;
	/** They have connected and not asked yet. */
	readonly #silent = new Set<Socket>();

	/** @param ended aborted with the last words when clumon ends. */
	constructor(sources: ControlSources, ended: AbortSignal) {
		this.#sources = sources;
		this.#ended = ended;
		this.#server = http.createServer({maxHeaderSize: 8192}, (request, response) => {
			this.#silent.delete(request.socket);
			void this.#answer(request, response);
		});
		ended.addEventListener('abort', () => {
			for (const socket of this.#silent) {
				socket.destroy();
			}
		});
	}

	/** Reads a connection that is paused. */
	take(socket: Socket): void {
		this.#silent.add(socket);
		socket.on('close', () => this.#silent.delete(socket));
		socket.setTimeout(REQUEST_TIMEOUT_MS);
		this.#server.emit('connection', socket);
		socket.resume();
	}

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
			request.socket.setTimeout(0);
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
		const ended = this.#ended;
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
		const onEnded = () => over.abort(this.#ended.reason);
		this.#ended.addEventListener('abort', onEnded);
		response.on('close', () => {
			stop();
			this.#ended.removeEventListener('abort', onEnded);
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
		const isQuit = request.type === 'quit' && this.#ended.aborted;
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
