import type {Worker} from 'node:cluster';

/** How long a worker without descriptors is left alone. */
const NACK_PAUSE_MS = 100;
/** How often, and how many times at most, it is looked whether a dead worker's channel has been read to its end. */
const LOOK_MS = 5;
const MOST_LOOKS = 100;

/**
 * With round-robin scheduling the primary sends each new connection to a worker and holds on to its handle until the
 * worker acknowledges it. When the worker dies first, no acknowledgement comes: node forgets the connection, its client
 * waits for ever and the primary leaks a descriptor (Node 20 to 26). The guard remembers what is under way, and when the
 * worker is gone, declines it in the worker's name, upon which node gives it to another.
 *
 * It speaks node's own protocol between the primary and its workers (lib/internal/cluster: `newconn`, `seq`, `ack`,
 * `accepted`; lib/internal/child_process: `NODE_HANDLE_ACK`, `NODE_HANDLE_NACK`).
 *
 * A worker that is out of descriptors receives the message without its connection and says so (NACK), but not to
 * node:cluster, which would wait for an acknowledgement for ever and never send that worker a connection again. The
 * guard declines that one, too: after a pause, as the worker may be the only one to whom it can be given. Node itself
 * sends no connection a second time (it repeats a `net.Socket` of an app's after a NACK, not the bare handle that
 * node:cluster sends), so each confirmation belongs to one call of `send`.
 */
export function guardHandOffs(worker: Worker, canAnotherServe: () => boolean): void {
	const child = worker.process;
	const underWay = new Set<number>();
	/** The handles sent and not yet received, oldest first, as they are confirmed in that order: `seq`, if connections. */
	const unreceived: (number | undefined)[] = [];
	const answer = (ack: number, accepted: boolean) => {
		child.emit('internalMessage', {cmd: 'NODE_CLUSTER', ack, accepted});
	};
	const send = child.send;
	child.send = ((...args: Parameters<typeof send>) => {
		const [message, handle] = args as readonly unknown[];
		const seq = isNewConnection(message) ? message.seq : undefined;
		if (seq !== undefined) {
			underWay.add(seq);
		}
		if (typeof handle === 'object' && handle !== null) {
			unreceived.push(seq);
		}
		return Reflect.apply(send, child, args);
	}) as typeof send;
	child.on('internalMessage', ({cmd, ack}: {readonly cmd?: string; readonly ack?: number}) => {
		if (ack !== undefined) {
			underWay.delete(ack);
		}
		if (cmd === 'NODE_HANDLE_ACK' || cmd === 'NODE_HANDLE_NACK') {
			const seq = unreceived.shift();
			if (cmd === 'NODE_HANDLE_NACK' && seq !== undefined) {
				setTimeout(() => underWay.has(seq) && answer(seq, false), NACK_PAUSE_MS);
			}
		}
	});
	whenForgotten(child, () => {
		// Where no other worker is left, to accept it is the way to have node close it, which the client can see.
		const accepted = !canAnotherServe();
		for (const ack of [...underWay]) {
			answer(ack, accepted);
		}
	});
}

/**
 * Calls back when the process has ended and node:cluster gives its worker no connections any more. Until then one that is
 * declined in the worker's name can come back to it at once, over and over, and the primary does nothing else any more (seen
 * on Node 24). Node forgets a worker when its channel has been read to its end, which may be after the `exit`, and says so
 * with `disconnect`, though not where a handle was still to be confirmed: then it is said here.
 */
function whenForgotten(child: Worker['process'], then: () => void): void {
	let hasDisconnected = false;
	child.once('disconnect', () => {
		hasDisconnected = true;
	});
	const look = (looks: number) => {
		if (child.connected && !hasDisconnected && looks < MOST_LOOKS) {
			setTimeout(look, LOOK_MS, looks + 1);
			return;
		}
		if (!hasDisconnected) {
			child.emit('disconnect');
		}
		then();
	};
	child.once('exit', () => look(0));
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
