import type {OperatorRequest} from '../model/operator.js';
import {API_HEADER, API_VERSION} from './contract.js';

/** What a client asks for. `message`: the request's body is still to be read. */
export type ControlRequest =
	| {readonly type: 'status'}
	| {readonly type: 'events'}
	| {
			readonly type: 'logs';
			readonly instance: number | undefined;
			/** The first line by its number, or how many from the end. */
			readonly start: {readonly from: number} | {readonly lines: number};
			readonly follow: boolean;
			readonly format: 'json' | 'packed';
	  }
	| {readonly type: 'operate'; readonly request: Operation; readonly wait: boolean}
	| {readonly type: 'message'; readonly instance: number | undefined};

/** As an operator's request; without `instance` it goes to each. A message comes with the body. */
export type Operation =
	| Exclude<OperatorRequest, {readonly type: 'send' | 'stop' | 'kill' | 'disconnect'}>
	| {readonly type: 'stop' | 'disconnect'; readonly instance?: number}
	| {readonly type: 'kill'; readonly instance?: number; readonly now?: boolean};

/** Answered with this HTTP status, and nothing is done. */
export class RequestError extends Error {
	override readonly name = 'RequestError';
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;

	constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
		super(message);
		this.status = status;
		this.headers = headers;
	}
}

type Head = {
	readonly method?: string | undefined;
	/** The request's target: path and query. */
	readonly url?: string | undefined;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};
type Query = ReadonlyMap<string, string>;
type Route = {
	readonly method: 'GET' | 'POST';
	readonly parameters: readonly string[];
	readonly parse: (query: Query) => ControlRequest;
};

/** How many lines of the log are given when nobody says. */
export const DEFAULT_LOG_LINES = 50;

const ROUTES: Readonly<Record<string, Route>> = {
	'/status': {method: 'GET', parameters: [], parse: () => ({type: 'status'})},
	'/events': {method: 'GET', parameters: [], parse: () => ({type: 'events'})},
	'/logs': {method: 'GET', parameters: ['instance', 'lines', 'from', 'follow', 'format'], parse: parseLogs},
	'/restart': operation(['instance'], query => {
		const instance = count(query, 'instance');
		return instance === undefined ? {type: 'reload'} : {type: 'restart', instance};
	}),
	'/reload': operation([], () => ({type: 'reload'})),
	'/stop': operation(['instance'], query => ({type: 'stop', ...whichInstance(query)})),
	'/disconnect': operation(['instance'], query => ({type: 'disconnect', ...whichInstance(query)})),
	'/kill': operation(['instance', 'now'], query => ({
		type: 'kill',
		...whichInstance(query),
		now: flag(query, 'now') ?? false,
	})),
	'/scale': operation(['to', 'by'], parseScale),
	'/profile': operation(['instance'], query => ({type: 'profile', instance: oneInstance(query)})),
	'/heap-snapshot': operation(['instance'], query => ({type: 'heap-snapshot', instance: oneInstance(query)})),
	'/inspect': operation(['instance'], query => ({type: 'inspect', instance: oneInstance(query)})),
	'/quit': operation([], () => ({type: 'quit'})),
	'/send': {
		method: 'POST',
		parameters: ['instance'],
		parse: query => ({type: 'message', instance: count(query, 'instance')}),
	},
};

/** @throws RequestError for anything that is not exactly as the contract has it */
export function parseRequest({method, url = '', headers}: Head): ControlRequest {
	const version = headers[API_HEADER];
	if (version !== undefined && version !== String(API_VERSION)) {
		const message = `this clumon speaks version ${API_VERSION} of its interface, not ${version}: use the clumon that it was started with`;
		throw new RequestError(400, message);
	}
	const {pathname, searchParams} = parseTarget(url);
	const route = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname] : undefined;
	if (route === undefined) {
		throw new RequestError(404, `there is no ${pathname}: there are ${Object.keys(ROUTES).join(' ')}`);
	}
	if (route.method !== method) {
		throw new RequestError(405, `${pathname} takes ${route.method}, not ${method}`, {allow: route.method});
	}
	return route.parse(parseQuery(searchParams, route.parameters));
}

/** @throws RequestError */
export function parseMessageBody(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new RequestError(400, 'the body must be the message as JSON');
	}
}

function operation(parameters: readonly string[], parse: (query: Query) => Operation): Route {
	return {
		method: 'POST',
		parameters: [...parameters, 'wait'],
		parse: query => ({type: 'operate', request: parse(query), wait: flag(query, 'wait') ?? true}),
	};
}

function parseTarget(url: string): URL {
	try {
		return new URL(url, 'http://clumon');
	} catch {
		throw new RequestError(400, 'the path is malformed');
	}
}

function parseQuery(given: URLSearchParams, known: readonly string[]): Query {
	const query = new Map<string, string>();
	for (const [name, value] of given) {
		if (!known.includes(name) || query.has(name)) {
			const what = known.length === 0 ? 'none' : known.join(', ');
			throw new RequestError(400, `unknown or repeated parameter ${JSON.stringify(name)}: there is ${what}`);
		}
		query.set(name, value);
	}
	return query;
}

function parseLogs(query: Query): ControlRequest {
	const lines = count(query, 'lines');
	const from = count(query, 'from');
	if (lines !== undefined && from !== undefined) {
		throw new RequestError(400, '/logs takes either lines or from');
	}
	const format = query.get('format') ?? 'json';
	if (format !== 'json' && format !== 'packed') {
		throw new RequestError(400, `format must be json or packed, got ${JSON.stringify(format)}`);
	}
	return {
		type: 'logs',
		instance: count(query, 'instance'),
		start: from === undefined ? {lines: lines ?? DEFAULT_LOG_LINES} : {from},
		follow: flag(query, 'follow') ?? false,
		format,
	};
}

function parseScale(query: Query): Operation {
	const to = count(query, 'to');
	const by = integer(query, 'by', /^-?\d{1,9}$/);
	if (to !== undefined && by === undefined) {
		return {type: 'scale', to};
	}
	if (by !== undefined && to === undefined) {
		return {type: 'scale', by};
	}
	throw new RequestError(400, '/scale takes either to or by');
}

function whichInstance(query: Query): {readonly instance?: number} {
	const instance = count(query, 'instance');
	return instance === undefined ? {} : {instance};
}

function oneInstance(query: Query): number {
	const instance = count(query, 'instance');
	if (instance === undefined) {
		throw new RequestError(400, 'say which instance');
	}
	return instance;
}

function count(query: Query, name: string): number | undefined {
	return integer(query, name, /^\d{1,15}$/);
}

function integer(query: Query, name: string, pattern: RegExp): number | undefined {
	const text = query.get(name);
	if (text !== undefined && !pattern.test(text)) {
		throw new RequestError(400, `${name} must be a whole number, got ${JSON.stringify(text)}`);
	}
	return text === undefined ? undefined : Number(text);
}

function flag(query: Query, name: string): boolean | undefined {
	const text = query.get(name);
	if (text !== undefined && text !== '0' && text !== '1') {
		throw new RequestError(400, `${name} must be 0 or 1, got ${JSON.stringify(text)}`);
	}
	return text === undefined ? undefined : text === '1';
}
