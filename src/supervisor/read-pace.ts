/** What to do with a pipe after a chunk came: read on at once, in the event loop's next turn, or after a short rest. */
export type NextRead = 'at once' | 'next turn' | 'after a rest';

export type ChunkRead = {
	readonly bytes: number;
	/** Since the chunk before from the same pipe. */
	readonly sinceLastMs: number;
	/** Read in this turn of the event loop from all pipes together, this chunk included. */
	readonly turnBytes: number;
};

/**
 * How long a pipe rests. It holds 650 lines of 100 bytes; a worker that finds it full waits with its next write. So not
 * longer than what it takes to write that many.
 */
export const REST_MS = 1;

/** A chunk of fewer bytes is hardly worth waking up for. The pipe holds four times as many. */
const SMALL_BYTES = 16 * 1024;
/** Chunks that come further apart are no flood. */
const FLOOD_MS = 2;
/** 10,000 lines of 100 bytes, which keep the main thread busy for some 2 ms. */
const TURN_BYTES = 1024 * 1024;

/**
 * Whoever writes line by line wakes the reader up for each line, which costs several times what the line does: so a pipe
 * that gives little again and again rests for a moment and then gives many lines at once. A pipe that gives much is
 * read on, but not for so long that others wait: the main thread has connections to hand out. A single line is never late.
 */
export function nextRead({bytes, sinceLastMs, turnBytes}: ChunkRead): NextRead {
	if (turnBytes >= TURN_BYTES) {
		return 'next turn';
	}
	return bytes < SMALL_BYTES && sinceLastMs < FLOOD_MS ? 'after a rest' : 'at once';
}
