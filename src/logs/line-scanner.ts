import type {LineFilter} from './line-filter.js';
import type {LogLine} from './log-block.js';
import type {LogPlace, LogStore} from './log-store.js';
import {runWithLimit} from './time-limit.js';

export type LineScannerOptions = {
	readonly store: LogStore;
	readonly instance?: number | undefined;
	/** Lines up to this number do not count. */
	readonly after: number;
	/** Where to begin. */
	readonly near: number;
	readonly createFilter: () => LineFilter;
	/** The filter may take for ever on a line. */
	readonly isRisky: boolean;
	/** So many lines before those that count are shown to the filter first. */
	readonly lookBackLines: number;
	/** So many are looked at in one go at most; 512 when left out. */
	readonly mostLines?: number;
};

/** Lines that the filter lets pass, oldest first, all of them above or below those that were found before. */
export type Finding = {readonly side: 'above' | 'below'; readonly lines: readonly LogLine[]};

/** As many as take a millisecond or two, where they are of the usual length. */
const MOST_LINES = 512;
const AIM_MS = 2;
/**
 * How long a risky filter may take: far longer than it should, as the machine may be busy. One line alone gets more, and
 * gets it twice.
 */
const LIMIT_MS = 100;
const LINE_LIMIT_MS = 250;
const MOST_FAILURES = 2;

/**
 * Shows the lines of a store to a filter piece by piece: from one place outwards to both sides in turn, so that what is
 * near comes first, and then each line that the store gets.
 */
export class LineScanner {
	readonly #options: LineScannerOptions;
	/** Looked at are the lines with the numbers from `#from` to before `#to`. */
	#from: number;
	#to: number;
	#hasOldest = false;
	#hasReachedNewest = false;
	/** How often in a row the filter has failed on one line alone. */
	#failures = 0;
	#linesAtOnce: number;
	#side: Finding['side'] = 'below';

	constructor(options: LineScannerOptions) {
		this.#options = options;
		this.#from = Math.max(1, Math.min(options.near, options.store.lastSeq + 1));
		this.#to = this.#from;
		this.#linesAtOnce = this.#mostLines;
	}

	/** Nothing is left to be looked at, for now. */
	get isComplete(): boolean {
		return this.isTooSlow || (this.#hasOldest && this.#hasNewest);
	}

	/** What there was at first was looked at; what has come since then may not be yet, where it comes fast. */
	get hasCaughtUp(): boolean {
		return this.isTooSlow || (this.#hasOldest && this.#hasReachedNewest);
	}

	/** The filter took too long for a line, and is not asked again. */
	get isTooSlow(): boolean {
		return this.#failures >= MOST_FAILURES;
	}

	/** Whether the lines numbered from `from` to before `to` were all looked at. */
	covers(from: number, to: number): boolean {
		return (this.#hasOldest || this.#from <= from) && (this.#hasNewest || to <= this.#to);
	}

	/** Looks at the next piece, for some milliseconds at most, unless the filter is one that takes for ever. */
	scan(): Finding {
		const startedAt = performance.now();
		const side = this.#nextSide();
		const lines = side === 'below' ? this.#scanBelow() : this.#scanAbove();
		this.#hasReachedNewest ||= this.#hasNewest;
		this.#pace(performance.now() - startedAt);
		return {side, lines};
	}

	get #hasNewest(): boolean {
		return this.#to > this.#options.store.lastSeq;
	}

	#nextSide(): Finding['side'] {
		const isBelow = !this.#hasOldest && (this.#side === 'above' || this.#hasNewest);
		this.#side = isBelow ? 'below' : 'above';
		return this.#side;
	}

	#scanBelow(): readonly LogLine[] {
		const {store, after} = this.#options;
		const lines = store.linesBefore({...this.#place(this.#from), count: this.#linesAtOnce});
		const passing = this.#pass(lines.filter(({seq}) => seq > after));
		if (passing !== undefined) {
			const first = lines.at(0)?.seq ?? 0;
			this.#from = Math.min(this.#from, Math.max(first, 1));
			this.#hasOldest = first <= after;
		}

		return passing ?? [];
	}

	#scanAbove(): readonly LogLine[] {
		const {store, after} = this.#options;
		const from = Math.max(this.#to, after + 1);
		const lines = store.linesFrom({...this.#place(from), count: this.#linesAtOnce});
		const passing = this.#pass(lines);
		if (passing !== undefined) {
			this.#to = (lines.at(-1)?.seq ?? store.lastSeq) + 1;
		}

		return passing ?? [];
	}

	/** Undefined when it took too long: then fewer lines are looked at next time, down to one, on which the filter fails. */
	#pass(lines: readonly LogLine[]): readonly LogLine[] | undefined {
		const {createFilter, isRisky, lookBackLines, store} = this.#options;
		const [first] = lines;
		if (first === undefined) {
			return [];
		}

		const before = lookBackLines === 0 ? [] : store.linesBefore({...this.#place(first.seq), count: lookBackLines});
		const run = () => {
			const passes = createFilter();
			for (const line of before) {
				passes(line);
			}

			return lines.filter(passes);
		};
		if (!isRisky) {
			return run();
		}

		const isAlone = lines.length === 1;
		const done = runWithLimit(isAlone ? LINE_LIMIT_MS : LIMIT_MS, run);
		if (isAlone) {
			this.#failures = done === undefined ? this.#failures + 1 : 0;
		}

		return done?.result;
	}

	#pace(tookMs: number): void {
		const factor = tookMs > LIMIT_MS / 2 ? 1 / 16 : tookMs > AIM_MS ? 1 / 2 : 2;
		this.#linesAtOnce = Math.max(1, Math.min(this.#mostLines, Math.floor(this.#linesAtOnce * factor)));
	}

	get #mostLines(): number {
		return this.#options.mostLines ?? MOST_LINES;
	}

	#place(seq: number): LogPlace {
		const {instance} = this.#options;
		return instance === undefined ? {seq} : {seq, instance};
	}
}
