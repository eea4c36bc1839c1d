import type {OperatorRequest} from '../model/operator.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {ControlSources} from './control-sources.js';
import {createJudge} from './create-judge.js';
import type {Operation} from './parse-request.js';
import type {Judge} from './verdict.js';

/** What became of a request at once. `going`: its end is for the judges to tell, each of its own part. */
export type Begun = {
	readonly message: string;
	/** Which key of a screen undoes it or helps. */
	readonly hint: string | undefined;
} & ({readonly kind: 'refused' | 'done'} | {readonly kind: 'going'; readonly judges: readonly Judge[]});

/** What follows it in an operator's reply is about keys. */
const HINT_SIGN = ' · ';

/** A request without `instance` goes to each. */
type AnyRequest = Operation | OperatorRequest;

/** Asks the operator for it. What is so already is neither asked for nor refused. */
export async function begin(
	asked: AnyRequest,
	{view, operator, readyTimeoutMs}: Pick<ControlSources, 'view' | 'operator' | 'readyTimeoutMs'>,
): Promise<Begun> {
	const before = view.getSnapshot();
	const judges: Judge[] = [];
	const messages: string[] = [];
	let refusal: string | undefined;
	let hint: string | undefined;
	for (const request of expand(asked, before)) {
		const rest = describeRest(request, before);
		if (rest !== undefined) {
			messages.push(rest);
			continue;
		}
		const reply = await operator(request);
		const [message = '', ...hints] = reply.message.split(HINT_SIGN);
		hint = hints.length === 0 ? undefined : hints.join(HINT_SIGN);
		if (reply.ok) {
			judges.push(createJudge(request, {before, readyTimeoutMs}));
			messages.push(message);
		} else {
			refusal = message;
		}
	}
	const message = messages.join(', ');
	if (refusal !== undefined && judges.length === 0) {
		return {kind: 'refused', message: refusal, hint};
	}
	return judges.length === 0 || asked.type === 'send'
		? {kind: 'done', message, hint}
		: {kind: 'going', message, hint, judges};
}

/** Which instance's part of the log tells of it; undefined: all of it. */
export function concerns(asked: AnyRequest): number | undefined {
	return 'instance' in asked ? asked.instance : undefined;
}

function expand(asked: AnyRequest, {instances}: ClusterSnapshot): readonly OperatorRequest[] {
	switch (asked.type) {
		case 'stop':
		case 'disconnect': {
			const {type} = asked;
			return targets(asked, instances.length).map(instance => ({type, instance}));
		}
		case 'kill': {
			const {type, now = false} = asked;
			return targets(asked, instances.length).map(instance => ({type, instance, now}));
		}
		default:
			return [asked];
	}
}

function targets({instance}: {readonly instance?: number}, count: number): readonly number[] {
	return instance === undefined ? Array.from({length: count}, (_, index) => index) : [instance];
}

/** How things are, where that is what was asked for. */
function describeRest(request: OperatorRequest, {instances}: ClusterSnapshot): string | undefined {
	switch (request.type) {
		case 'stop':
		case 'kill':
		case 'disconnect': {
			const instance = instances[request.instance];
			const isDown = instance?.workers.length === 0 && instance.state.kind !== 'waiting';
			return isDown ? `instance ${request.instance} is ${instance.state.kind} already` : undefined;
		}
		case 'scale': {
			const isSo = 'to' in request && instances.length === request.to;
			return isSo ? `there are ${request.to} instances already` : undefined;
		}
		default:
			return undefined;
	}
}
