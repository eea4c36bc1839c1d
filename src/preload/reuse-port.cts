/**
 * `--scheduling reuseport`: each worker listens by itself, with SO_REUSEPORT, and the kernel spreads new connections over
 * them without the primary. node:cluster knows nothing of such a server, so what it does for others is done here: the
 * primary is told that it listens, and on its word the server closes and the channel after it.
 */
import cluster = require('node:cluster');
import net = require('node:net');
import worker_threads = require('node:worker_threads');
import channel = require('./channel.cjs');

// Its types describe the ES module.
const {worker} = cluster as unknown as typeof cluster.default;

type ListenOptions = net.ListenOptions & {readonly reusePort?: boolean};

function shareByPort(): void {
	// The app's own threads load the preload too, and listen as they would without it.
	if (worker === undefined || !worker_threads.isMainThread) {
		return;
	}
	const servers = new Set<net.Server>();
	const {listen} = net.Server.prototype;

	net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
		const options = portOptions(args);
		// Any free port has to be the same one for all: only the primary can see to that.
		if (options === undefined || Number(options.port) === 0) {
			return Reflect.apply(listen, this, args);
		}
		this.once('listening', () => {
			servers.add(this);
			this.once('close', () => servers.delete(this));
			tell(this.address());
		});
		const callback = args.findLast(arg => typeof arg === 'function');
		return Reflect.apply(listen, this, [{...options, reusePort: true}, callback]);
	} as typeof listen;

	channel.onOrder('close', () => {
		const closed = [...servers].map(server => new Promise(resolve => server.close(resolve)));
		void Promise.all(closed).then(() => worker.disconnect());
	});

	function tell(address: net.AddressInfo | string | null): void {
		if (typeof address === 'object' && address !== null) {
			const addressType = address.family === 'IPv6' ? 6 : 4;
			channel.tellPrimary('listening', {address: {...address, addressType}});
		}
	}
}

/** The options of a `listen` on a port, in whichever of its forms; undefined for a path or a handle. */
function portOptions([first, ...rest]: readonly unknown[]): ListenOptions | undefined {
	if (typeof first === 'object' && first !== null) {
		return 'port' in first ? (first as ListenOptions) : undefined;
	}
	if (typeof first !== 'number' && !(typeof first === 'string' && /^\d+$/.test(first))) {
		return undefined;
	}
	const host = rest.find(arg => typeof arg === 'string');
	const backlog = rest.find(arg => typeof arg === 'number');
	return {
		port: Number(first),
		...(host === undefined ? {} : {host}),
		...(backlog === undefined ? {} : {backlog}),
	};
}

export = {shareByPort};
