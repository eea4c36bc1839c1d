import type {ClusterPort, ForkedWorker, WorkerListener} from '../../src/supervisor/cluster-port.js';

export type FakeWorker = ForkedWorker & {
	readonly env: Readonly<Record<string, string>>;
	readonly listener: WorkerListener;
	/** What was done to it: `disconnect`, `SIGTERM`, `send {"a":1}`. */
	readonly done: string[];
	connected: boolean;
};

/** A port whose workers are objects that the test speaks for. */
export function createFakePort(): {readonly port: ClusterPort; readonly workers: FakeWorker[]} {
	const workers: FakeWorker[] = [];
	const port: ClusterPort = {
		fork: (env, listener) => {
			const done: string[] = [];
			const id = workers.length + 1;
			const worker: FakeWorker = {
				id,
				pid: 100 + id,
				env,
				listener,
				done,
				connected: true,
				isConnected: () => worker.connected,
				tell: order => done.push(order),
				diagnose: order => done.push(`diagnose ${order.kind}`),
				disconnect: () => done.push('disconnect'),
				signal: signal => done.push(signal),
				holdOutput: isHeld => done.push(isHeld ? 'hold' : 'release'),
				send: message => {
					done.push(`send ${JSON.stringify(message)}`);
				},
			};
			workers.push(worker);
			return worker;
		},
	};
	return {port, workers};
}
