import type {Operator, OperatorReply} from '../model/operator.js';
import type {OperationLine} from './contract.js';
import {RefusedError, requestLines, UnreachableError} from './control-client.js';
import {formatRequest} from './format-request.js';

/** The write side of the clumon that listens on `path`. What cannot be said to it is refused. */
export function createRemoteOperator(path: string): Operator {
	return async request => {
		try {
			let reply: OperatorReply = {ok: false, message: 'the connection was lost'};
			for await (const line of requestLines({path, ...formatRequest(request, {wait: false})})) {
				const told: OperationLine = JSON.parse(line);
				if (told.type === 'result') {
					const {ok, message, hint} = told;
					reply = {ok, message: hint === undefined ? message : `${message} · ${hint}`};
				}
			}
			return reply;
		} catch (error) {
			if (error instanceof UnreachableError || error instanceof RefusedError) {
				return {ok: false, message: error.message};
			}
			throw error;
		}
	};
}
