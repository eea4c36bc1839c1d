/**
 * A run of whole lines from one source. The log is kept as bytes, block by block, and lines are decoded only when
 * somebody looks at them: the primary's main thread hands out connections and has no time for strings.
 */
export type LogBlock = {
	/** Number of its first line. Lines are numbered from 1 in order of arrival over all sources, without gaps. */
	readonly seq: number;
	readonly lineCount: number;
	/** When the bytes arrived: epoch, ms. */
	readonly at: number;
	readonly origin: LogOrigin;
	/** UTF-8 as the worker wrote it; lines separated by LF (a CR before it is kept here), none at the end. */
	readonly bytes: Uint8Array;
	/** A line that was cut when it was kept is a block of its own: how many bytes of it are missing. */
	readonly missingBytes: number;
};

/**
 * Where a line comes from. `event` is clumon's own word on an instance's life (instance undefined: on the cluster's);
 * `message` is what a worker sent with `process.send`, as JSON.
 */
export type LogOrigin = {
	readonly kind: 'stdout' | 'stderr' | 'event' | 'message';
	readonly instance: number | undefined;
	readonly workerId: number | undefined;
	/** Of an event: something went wrong that nobody had asked for. */
	readonly isTrouble?: true;
};

/** One line, decoded for display or output. */
export type LogLine = {
	readonly seq: number;
	readonly at: number;
	readonly origin: LogOrigin;
	/** As it was written, without its line end; may hold control sequences. */
	readonly text: string;
	readonly missingBytes: number;
};
