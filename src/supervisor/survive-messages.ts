import type {Worker} from 'node:cluster';

/**
 * Node takes what begins with NODE_ for its own protocol, whoever sent it, and its listeners throw on what they cannot
 * make sense of, which would end the primary and with it the service (seen on Node 20: `{cmd: 'NODE_HANDLE_ACK'}`, and a
 * `queryServer` with a bad port). What they throw is handed on as a fault of the app's instead.
 */
export function surviveMessages(worker: Worker, onFault: (error: unknown) => void): void {
	const child = worker.process;
	const emit = child.emit;
	child.emit = ((...args: Parameters<typeof emit>) => {
		if ((args[0] as string) !== 'internalMessage') {
			return Reflect.apply(emit, child, args);
		}
		try {
			return Reflect.apply(emit, child, args);
		} catch (error) {
			onFault(error);
			return true;
		}
	}) as typeof emit;
}
