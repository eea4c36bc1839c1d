/**
 * The preload's way to the primary and back. Node takes messages whose cmd begins with NODE_ for its own, so that
 * neither side's `message` listeners see them.
 */
const CMD = 'NODE_CLUMON';

type Order = {
	readonly cmd?: unknown;
	readonly act?: unknown;
	/** Of `diagnose`: src/model/diagnosis.ts. */
	readonly kind?: unknown;
	readonly file?: unknown;
	readonly profileMs?: unknown;
};

// The app may wrap or replace it later.
const {send} = process;
const listeners = new Map<unknown, (order: Order) => void>();

/**
 * Fails silently: a channel that is closing or gone is what the primary sees for itself. Without a callback, as node would
 * call that in a process.nextTick: when that is used between two collections of a process that has nothing else to do, V8
 * compiles it badly from then on, and each request of the app's costs a fifth more (Node 20.20.2).
 */
function tellPrimary(act: string, content: object): void {
	if (send !== undefined && process.connected) {
		Reflect.apply(send, process, [{cmd: CMD, act, ...content}, undefined, {swallowErrors: true}]);
	}
}

/** Calls `obey` whenever the primary orders `act`. */
function onOrder(act: string, obey: (order: Order) => void): void {
	if (listeners.size === 0) {
		process.on('internalMessage', (message: Order | null) => {
			if (message?.cmd === CMD) {
				listeners.get(message.act)?.(message);
			}
		});
	}
	listeners.set(act, obey);
}

export = {tellPrimary, onOrder};
