import {assertNever} from '../model/assert-never.js';
import type {OperatorRequest} from '../model/operator.js';
import type {Operation} from './parse-request.js';

/** A request as parse-request.ts reads it. */
export type FormattedRequest = {readonly method: 'POST'; readonly target: string; readonly body: string};

/** `wait`: be told of it until it is done. */
export function formatRequest(
	request: Operation | OperatorRequest,
	{wait}: {readonly wait: boolean},
): FormattedRequest {
	const parameters = new URLSearchParams(parametersOf(request));
	if (!wait && request.type !== 'send') {
		parameters.set('wait', '0');
	}
	const query = parameters.size === 0 ? '' : `?${parameters}`;
	const body = request.type === 'send' ? JSON.stringify(request.message) : '';
	return {method: 'POST', target: `/${request.type}${query}`, body};
}

function parametersOf(request: Operation | OperatorRequest): Record<string, string> {
	switch (request.type) {
		case 'restart':
		case 'stop':
		case 'disconnect':
		case 'profile':
		case 'heap-snapshot':
		case 'inspect':
		case 'send':
			return instanceOf(request);
		case 'kill':
			return {...instanceOf(request), ...(request.now ? {now: '1'} : {})};
		case 'scale':
			return 'to' in request ? {to: String(request.to)} : {by: String(request.by)};
		case 'reload':
		case 'quit':
			return {};
		default:
			return assertNever(request);
	}
}

function instanceOf({instance}: {readonly instance?: number}): Record<string, string> {
	return instance === undefined ? {} : {instance: String(instance)};
}
