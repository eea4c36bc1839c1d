import type {Worker} from 'node:cluster';

/**
 * With round-robin scheduling the primary sends each new connection to a worker and holds on to its handle until the
 * worker acknowledges it. When the worker dies first, no acknowledgement comes: node forgets the connection, its client
 * waits for ever and the primary leaks a descriptor (Node 20 to 26). The guard remembers what is under way, and when the
 * worker is gone, declines it in the worker's name, upon which node gives it to another.
 *
 * It speaks node's own protocol between the primary and its workers (lib/internal/cluster: `newconn`, `seq`, `ack`,
 * `accepted`).
 */
export function guardHandOffs(worker: Worker, canAnotherServe: () => boolean): void {
	const child = worker.process;
	const underWay = new Set<number>();
	const send = child.send;
	child.send = ((...args: Parameters<typeof send>) => {
		const [message] = args as readonly unknown[];
		if (isNewConnection(message)) {
			underWay.add(message.seq);
		}
		return Reflect.apply(send, child, args);
	}) as typeof send;
	child.on('internalMessage', (message: {readonly ack?: number}) => {
		if (message.ack !== undefined) {
			underWay.delete(message.ack);
		}
	});
	child.once('exit', () => {
		// Where no other worker is left, to accept it is the way to have node close it, which the client can see.
		const accepted = !canAnotherServe();
		for (const ack of underWay) {
			child.emit('internalMessage', {cmd: 'NODE_CLUSTER', ack, accepted});
		}
	});
}

function isNewConnection(message: unknown): message is {readonly seq: number} {
	return (
		typeof message === 'object' &&
		message !== null &&
		'cmd' in message &&
		message.cmd === 'NODE_CLUSTER' &&
		'act' in message &&
		message.act === 'newconn'
	);
}
