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
 * call that by process.nextTick: a worker that was idle meanwhile, and whose heap V8 had collected twice, then spent 17 % of
 * its time in nextTick instead of 1, for as long as it was looked at (Node 20.20.2, an app of ES modules).
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
