import type {Address, Worker} from 'node:cluster';
import {getSystemErrorName} from 'node:util';
import {formatAddress} from './format-address.js';

/** A worker that ends of it says why by itself. */
const PATIENCE_MS = 1000;

/**
 * Tells of each address that a worker wanted to listen on and could not (`:3000: EADDRINUSE`), if it goes on all the same. An
 * app may not even notice: Express 5 hands the error to the callback of `app.listen`, where many a one prints that it listens.
 * With round-robin scheduling only: else the primary binds, and the worker fails by itself to listen.
 *
 * It reads node's own protocol between the primary and its workers (lib/internal/cluster: `queryServer`, `seq`, `ack`, `errno`).
 */
export function tellListenFailures(worker: Worker, onFailure: (what: string) => void): void {
	const child = worker.process;
	const asked = new Map<number, string>();
	// Before node's own listener, which may answer at once.
	child.prependListener('internalMessage', (message: Query) => {
		if (message.act === 'queryServer' && message.seq !== undefined) {
			asked.set(message.seq, formatAddress(message));
		}
	});
	const send = child.send;
	child.send = ((...args: Parameters<typeof send>) => {
		const {cmd, ack = -1, errno = 0} = (args[0] ?? {}) as Answer;
		const address = cmd === 'NODE_CLUSTER' ? asked.get(ack) : undefined;
		asked.delete(ack);
		if (address !== undefined && errno < 0) {
			const failure = `${address}: ${getSystemErrorName(errno)}`;
			setTimeout(() => child.exitCode === null && child.signalCode === null && onFailure(failure), PATIENCE_MS).unref();
		}
		return Reflect.apply(send, child, args);
	}) as typeof send;
}

type Query = Pick<Address, 'address' | 'port' | 'addressType'> & {readonly act?: string; readonly seq?: number};
type Answer = {readonly cmd?: string; readonly ack?: number; readonly errno?: number};
