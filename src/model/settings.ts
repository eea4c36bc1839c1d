/** What the operator chose once, for the whole life of the cluster. */
export type Settings = {
	/** False: an exited worker stays down. */
	readonly autorestart: boolean;
	/** Ready is the app's `process.send('ready')` instead of its first listening socket. */
	readonly waitReady: boolean;
	/** A restart retires the old worker before it forks the new one. */
	readonly stopFirst: boolean;
	/** The workers' preload tells that their event loop turns. */
	readonly hasPulse: boolean;
	/** Replace a worker whose event loop stands still. */
	readonly hangRestart: boolean;
	/** Replacements at a time in a rolling reload, at least 1. */
	readonly parallel: number;
	readonly timeouts: {
		/** From fork to ready. */
		readonly readyMs: number;
		/** From the drain's beginning to the disconnect, while other workers take over its clients; 0: no lame duck. */
		readonly lameDuckMs: number;
		/** From disconnect to SIGTERM. */
		readonly drainMs: number;
		/** From SIGTERM to SIGKILL. */
		readonly killMs: number;
	};
};
