import type {OperatorReply} from '../model/operator.js';
import type {ForkedWorker} from './cluster-port.js';

type Recipient = {readonly instance: number; readonly forked: ForkedWorker};

/** `worker.send` to the workers of one instance, or to all; those whose channel is closed cannot be reached. */
export function sendMessage(
	workers: readonly Recipient[],
	{instance, message}: {readonly instance?: number; readonly message: unknown},
): OperatorReply {
	const addressed = workers.filter(worker => instance === undefined || worker.instance === instance);
	const reachable = addressed.filter(({forked}) => forked.isConnected());
	if (reachable.length === 0) {
		const whom = instance === undefined ? 'no worker' : `no worker of instance ${instance}`;
		return {ok: false, message: `not sent: ${whom} has an open channel`};
	}
	try {
		for (const {forked} of reachable) {
			forked.send(message);
		}
	} catch (error) {
		return {ok: false, message: `not sent: ${error instanceof Error ? error.message : String(error)}`};
	}
	const names = reachable.map(({forked}) => `w${forked.id}`).join(', ');
	return {ok: true, message: `sent to ${reachable.length > 4 ? `${reachable.length} workers` : names}`};
}
