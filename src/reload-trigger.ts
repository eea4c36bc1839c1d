/** An editor saves, a compiler writes many files: one reload for all that comes in one go. */
const SETTLE_MS = 300;
/** Something that writes all the time does not put the reload off for ever. */
const MAX_WAIT_MS = 3000;
/** What is told this long after a reload may have been written by the workers that it started. */
const ECHO_MS = 1000;
/** Reloads in a row of which each had its cause in the one before; a person who saves is not that regular. */
const MAX_ECHOES = 5;

/** What to do about the files that have changed. `files`: the last to change first. */
export type TriggerVerdict =
	| {readonly kind: 'reload'; readonly files: readonly string[]}
	/** The app writes them itself when it starts: no reload, and their changes count no more. */
	| {readonly kind: 'ignore'; readonly files: readonly string[]};

export type ReloadTrigger = {
	readonly change: (file: string, at: number) => void;
	/** When `decide` is to be called, unless a reload is under way then; undefined when nothing has changed. */
	readonly dueAt: () => number | undefined;
	readonly decide: () => TriggerVerdict;
	/** A reload has ended, whoever asked for it. */
	readonly reloadEnded: (at: number) => void;
	/** An operator has asked for a reload: every file counts again. */
	readonly forgive: () => void;
};

/**
 * Decides when changed files make a reload (--watch), and sees when it goes round in circles: an app that writes a
 * watched file at each start would be reloaded for ever. Times are monotonic ms.
 */
export function createReloadTrigger(): ReloadTrigger {
	/** What waits for a reload, the last to change at the end. */
	const changed = new Set<string>();
	const ignored = new Set<string>();
	let firstAt = 0;
	let lastAt = 0;
	let endedAt = -Infinity;
	let echoes = 0;
	return {
		change: (file, at) => {
			if (ignored.has(file)) {
				return;
			}
			firstAt = changed.size === 0 ? at : firstAt;
			lastAt = at;
			changed.delete(file);
			changed.add(file);
		},
		dueAt: () => (changed.size === 0 ? undefined : Math.min(lastAt + SETTLE_MS, firstAt + MAX_WAIT_MS)),
		decide: () => {
			const files = [...changed].reverse();
			changed.clear();
			const isEcho = firstAt <= endedAt + ECHO_MS;
			echoes = isEcho ? echoes + 1 : 0;
			if (echoes < MAX_ECHOES) {
				return {kind: 'reload', files};
			}
			for (const file of files) {
				ignored.add(file);
			}
			echoes = 0;
			return {kind: 'ignore', files};
		},
		reloadEnded: at => {
			endedAt = at;
		},
		forgive: () => {
			ignored.clear();
			echoes = 0;
		},
	};
}
