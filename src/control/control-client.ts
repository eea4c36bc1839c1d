import type {IncomingMessage} from 'node:http';
import {API_HEADER, API_VERSION, DEADLINE_HEADER, type ResultLine, type Status} from './contract.js';
import {http} from './http.js';
import {parseAnswer} from './parse-answer.js';
import {withSocketAddress} from './socket-address.js';

export type ClientRequest = {
	/** Of the socket. */
	readonly path: string;
	readonly method?: 'GET' | 'POST';
	/** Path and query, as in contract.ts. */
	readonly target: string;
	readonly body?: string;
	/** Gives up, and closes the connection. */
	readonly signal?: AbortSignal;
};

/** The clumon there cannot be asked: it is gone, does not answer, or speaks another language. */
export class UnreachableError extends Error {
	override readonly name = 'UnreachableError';
}

/** The clumon there has refused. */
export class RefusedError extends Error {
	override readonly name = 'RefusedError';
}

/** So long a clumon may take to say what it is; one whose main thread is busy for longer is as good as stopped. */
const STATUS_TIMEOUT_MS = 5000;

/** The server hears a request at once, or its process does not run. */
const DEADLINE_MS = 3000;

/** @throws UnreachableError */
export async function requestStatus(path: string): Promise<Status> {
	let text = '';
	for await (const line of requestLines({path, target: '/status', signal: AbortSignal.timeout(STATUS_TIMEOUT_MS)})) {
		text += line;
	}
	return parseAnswer(text);
}

/**
 * The lines of an answer, as they come.
 *
 * @throws UnreachableError, RefusedError; when the connection breaks later, UnreachableError as well
 */
export async function* requestLines(request: ClientRequest): AsyncGenerator<string, void> {
	const response = await send(request);
	if ((response.headers[API_HEADER] ?? '') !== String(API_VERSION)) {
		response.destroy();
		throw new UnreachableError(`${request.path}: not a clumon that this one can talk to`);
	}
	const lines = splitLines(response);
	if (response.statusCode !== 200 && response.headers['content-type'] === 'application/json') {
		for await (const line of lines) {
			throw new RefusedError((JSON.parse(line) as ResultLine).message);
		}
	}
	yield* lines;
}

/** By LF alone: node:readline also splits at U+2028, which JSON has as it is. */
async function* splitLines(response: IncomingMessage): AsyncGenerator<string, void> {
	response.setEncoding('utf8');
	let rest = '';
	try {
		for await (const chunk of response as AsyncIterable<string>) {
			const lines = (rest + chunk).split('\n');
			rest = lines.pop() ?? '';
			yield* lines;
		}
	} catch (error) {
		throw new UnreachableError('the connection was lost', {cause: error});
	}
	if (rest !== '') {
		yield rest;
	}
}

function send({path, method = 'GET', target, body = '', signal}: ClientRequest): Promise<IncomingMessage> {
	return withSocketAddress(
		path,
		socketPath =>
			new Promise((resolve, reject) => {
				const request = http.request({
					socketPath,
					path: target,
					method,
					headers: {host: 'clumon', [API_HEADER]: API_VERSION, [DEADLINE_HEADER]: Date.now() + DEADLINE_MS},
					...(signal === undefined ? {} : {signal}),
				});
				request.on('response', resolve);
				request.on('error', error => reject(new UnreachableError(describe(error), {cause: error})));
				request.end(body);
			}),
	);
}

function describe(error: Error): string {
	const code = 'code' in error ? String(error.code) : error.message;
	return code === 'ABORT_ERR' ? 'it does not answer' : `it cannot be reached (${code})`;
}
