import {assertNever} from '../model/assert-never.js';
import type {OperatorRequest} from '../model/operator.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import {judgeGone} from './judge-gone.js';
import {judgeReload} from './judge-reload.js';
import {judgeScale} from './judge-scale.js';
import {judgeStart} from './judge-start.js';
import type {Judge} from './verdict.js';

/**
 * How to tell from snapshots that what was asked for is done. `before`: as it was when it was asked for, after which the
 * judge must see every change.
 */
export function createJudge(
	request: OperatorRequest,
	{before, readyTimeoutMs}: {readonly before: ClusterSnapshot; readonly readyTimeoutMs: number},
): Judge {
	switch (request.type) {
		case 'restart':
			return now => judgeStart({before, now, readyTimeoutMs, instance: request.instance});
		case 'reload':
			return judgeReload(before);
		case 'stop':
		case 'kill':
		case 'disconnect':
			return now => judgeGone({before, now, instance: request.instance});
		case 'scale': {
			const to = 'to' in request ? request.to : before.instances.length + request.by;
			return now => judgeScale({before, now, readyTimeoutMs, to});
		}
		case 'profile':
		case 'heap-snapshot':
		case 'inspect':
			return ({diagnosis}) =>
				diagnosis === undefined || diagnosis.id === before.diagnosis?.id
					? undefined
					: {ok: diagnosis.ok, message: diagnosis.text};
		// A message is on its way at once; an end is told of by the server, which lives as long.
		case 'send':
		case 'quit':
			return () => undefined;
		default:
			return assertNever(request);
	}
}
