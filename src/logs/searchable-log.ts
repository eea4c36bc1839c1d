import type {LogLine} from './log-block.js';
import {type LogFilter, looksAtLines} from './log-filter.js';
import type {LogStore} from './log-store.js';
import {MatchIndex} from './match-index.js';

/** A place in the lines that a filter lets pass. */
export type FilteredPlace = LogFilter & {readonly seq: number};
export type FilteredRange = FilteredPlace & {readonly count: number};

/** How far the search for the lines of a filter has come. */
export type SearchProgress = {
	/** Every kept line was looked at, but perhaps for some that have just come. */
	readonly isComplete: boolean;
	/** The pattern takes too long on some line, so it was given up: it excludes none any more. */
	readonly isTooSlow: boolean;
	/** Whether the lines numbered from `from` to before `to` were all looked at. */
	readonly covers: (from: number, to: number) => boolean;
};

/** How long one turn of the event loop may go to searching: keys are answered between two. */
const SLICE_MS = 4;
/** What is found is told at this pace: somebody draws it. */
const TELL_MS = 100;
/** The view, the search in it, the errors, and those that one came from. */
const MOST_INDEXES = 6;

type Entry = {readonly index: MatchIndex; askedIn: number; advancedIn: number; slicedAt: number};

/**
 * A log store that is asked about the lines of a filter. Where that takes a look at the lines, it answers at once with
 * what is known, goes on looking in slices, and tells when there is more. Filters that nobody has asked about since what
 * was told last are looked into no further.
 */
export class SearchableLog {
	readonly #store: LogStore;
	readonly #onFound: () => void;
	/** By the filter as text; the first is the one that was not asked about for longest. */
	readonly #entries = new Map<string, Entry>();
	readonly #slowPatterns = new Set<string>();
	/** Rises with what is told to be new: what is looked at then asks again. */
	#round = 0;
	#toldAt = 0;
	#slice: NodeJS.Immediate | undefined;

	/** `onFound`: there are more lines, or the search is over, for a filter that was asked about. */
	constructor({store, onFound}: {readonly store: LogStore; readonly onFound: () => void}) {
		this.#store = store;
		this.#onFound = onFound;
	}

	/** The store has changed. */
	changed(): void {
		this.#round += 1;
	}

	/** The last `count` lines before number `seq` (not with it), oldest first. */
	linesBefore({seq, count, ...filter}: FilteredRange): readonly LogLine[] {
		const index = this.#indexOf(filter, seq);
		if (index !== undefined) {
			return index.linesBefore(seq, count);
		}

		const {after = 0} = filter;
		return this.#store.linesBefore({...instanceOf(filter), seq, count}).filter(line => line.seq > after);
	}

	/** The first `count` lines from number `seq` on (with it), oldest first. */
	linesFrom({seq, count, ...filter}: FilteredRange): readonly LogLine[] {
		const from = firstSeqOf(filter, seq);
		return (
			this.#indexOf(filter, seq)?.linesFrom(from, count) ??
			this.#store.linesFrom({...instanceOf(filter), seq: from, count})
		);
	}

	/** How many lines there are from number `seq` on (with it), as far as is known. */
	countFrom({seq, ...filter}: FilteredPlace): number {
		const from = firstSeqOf(filter, seq);
		return this.#indexOf(filter, seq)?.countFrom(from) ?? this.#store.countFrom({...instanceOf(filter), seq: from});
	}

	/** Undefined where no search is needed. */
	progressOf(filter: LogFilter): SearchProgress | undefined {
		const {pattern} = filter;
		if (pattern !== undefined && this.#slowPatterns.has(pattern)) {
			return {isComplete: true, isTooSlow: true, covers: () => true};
		}

		const index = this.#indexOf(filter, this.#store.lastSeq + 1);
		return index === undefined
			? undefined
			: {
					isComplete: index.hasCaughtUp,
					isTooSlow: index.isTooSlow,
					covers: (from, to) => index.covers(from, to),
				};
	}

	/** Undefined where the lines need not be looked at. */
	#indexOf(filter: LogFilter, near: number): MatchIndex | undefined {
		const meant = this.#withoutSlowPattern(filter);
		if (!looksAtLines(meant)) {
			return undefined;
		}

		const entry = this.#entry(meant, near);
		if (entry.advancedIn !== this.#round) {
			// What has just come is drawn at once.
			const {hasCaughtUp} = entry.index;
			entry.advancedIn = this.#round;
			entry.index.advance(SLICE_MS);
			if (!hasCaughtUp && entry.index.hasCaughtUp) {
				// Who waits for the end of a search is not always who asked now.
				setImmediate(() => this.#tell());
			}
		}

		if (entry.index.isTooSlow && meant.pattern !== undefined) {
			this.#slowPatterns.add(meant.pattern);
			return this.#indexOf(filter, near);
		}

		this.#goOn();
		return entry.index;
	}

	#withoutSlowPattern(filter: LogFilter): LogFilter {
		const {pattern, ...others} = filter;
		return pattern !== undefined && this.#slowPatterns.has(pattern) ? others : filter;
	}

	#entry(filter: LogFilter, near: number): Entry {
		const {instance, stream, level, after, pattern, withTraces, headsOnly} = filter;
		const key = JSON.stringify([instance, stream, level, after, pattern, withTraces, headsOnly]);
		const entry = this.#entries.get(key) ?? {
			index: new MatchIndex({store: this.#store, filter, near}),
			askedIn: this.#round,
			advancedIn: -1,
			slicedAt: 0,
		};
		entry.askedIn = this.#round;
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		const [oldest] = this.#entries.keys();
		if (oldest !== undefined && this.#entries.size > MOST_INDEXES) {
			this.#entries.delete(oldest);
		}

		return entry;
	}

	#goOn(): void {
		this.#slice ??= this.#next() === undefined ? undefined : setImmediate(() => this.#search());
	}

	/** In turn: in a flood of lines one alone would never be through. */
	#next(): Entry | undefined {
		let next: Entry | undefined;
		for (const entry of this.#entries.values()) {
			const isWanted = !entry.index.isComplete && entry.askedIn >= this.#round - 1;
			if (isWanted && (next === undefined || entry.slicedAt < next.slicedAt)) {
				next = entry;
			}
		}

		return next;
	}

	#search(): void {
		this.#slice = undefined;
		const entry = this.#next();
		if (entry === undefined) {
			return;
		}

		const hadAny = entry.index.countFrom(0) > 0;
		entry.index.advance(SLICE_MS);
		entry.slicedAt = performance.now();
		const isFirst = !hadAny && entry.index.countFrom(0) > 0;
		if (isFirst || entry.index.isComplete || performance.now() - this.#toldAt >= TELL_MS) {
			this.#tell();
		}

		this.#goOn();
	}

	#tell(): void {
		this.#toldAt = performance.now();
		this.#round += 1;
		this.#onFound();
	}
}

function instanceOf({instance}: LogFilter): {readonly instance?: number} {
	return instance === undefined ? {} : {instance};
}

function firstSeqOf({after = 0}: LogFilter, seq: number): number {
	return Math.max(seq, after + 1);
}
