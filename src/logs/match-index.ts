import {createLineFilter, type LineFilter} from './line-filter.js';
import {LineScanner} from './line-scanner.js';
import type {LogLine} from './log-block.js';
import type {LogFilter} from './log-filter.js';
import type {LogStore} from './log-store.js';
import {type LineRef, MatchLists} from './match-lists.js';
import {plainText} from './plain-text.js';
import {parsePattern} from './search-pattern.js';

/** So many lines before those that count tell which of them belong to a stack trace that has begun before. */
const LOOK_BACK_LINES = 64;

/** Which kept lines a filter lets pass: known little by little, the nearest to where it began first. */
export class MatchIndex {
	readonly #store: LogStore;
	readonly #scanner: LineScanner;
	readonly #lists = new MatchLists();

	/** `near`: the number of the line to begin at. */
	constructor({store, filter, near}: {readonly store: LogStore; readonly filter: LogFilter; readonly near: number}) {
		const {instance, after = 0, pattern} = filter;
		const hasTraces = needsTraces(filter);
		this.#store = store;
		this.#scanner = new LineScanner({
			store,
			instance,
			after,
			near,
			createFilter: () => createFilter(filter),
			isRisky: pattern !== undefined,
			lookBackLines: hasTraces ? LOOK_BACK_LINES : 0,
		});
	}

	/** All kept lines were looked at. */
	get isComplete(): boolean {
		return this.#scanner.isComplete;
	}

	/** All lines that there were at first were looked at; of those that come, some may wait for their turn. */
	get hasCaughtUp(): boolean {
		return this.#scanner.hasCaughtUp;
	}

	/** The pattern takes too long on some line: it is given up, and nothing more is found. */
	get isTooSlow(): boolean {
		return this.#scanner.isTooSlow;
	}

	/** Whether the lines numbered from `from` to before `to` were all looked at. */
	covers(from: number, to: number): boolean {
		return this.#scanner.covers(from, to);
	}

	/** Looks at more lines, for about so long; forgets those that have left the store. */
	advance(budgetMs: number): void {
		const end = performance.now() + budgetMs;
		this.#lists.trim(instance => this.#store.goneFrom(instance));
		while (!this.isComplete) {
			const {side, lines} = this.#scanner.scan();
			if (side === 'above') {
				for (const line of lines) {
					this.#lists.addHighest(refTo(line));
				}
			} else {
				for (const line of lines.toReversed()) {
					this.#lists.addLowest(refTo(line));
				}
			}

			if (performance.now() >= end) {
				return;
			}
		}
	}

	countBefore(seq: number): number {
		return this.#lists.countBelow(seq);
	}

	countFrom(seq: number): number {
		return this.#lists.countFrom(seq);
	}

	/** The last `count` lines numbered below `seq`, oldest first. */
	linesBefore(seq: number, count: number): readonly LogLine[] {
		return this.#read(this.#lists.before(seq, count));
	}

	/** The first `count` lines numbered `seq` or higher, oldest first. */
	linesFrom(seq: number, count: number): readonly LogLine[] {
		return this.#read(this.#lists.from(seq, count));
	}

	#read(refs: readonly LineRef[]): readonly LogLine[] {
		return refs.flatMap(({seq, instance}) =>
			this.#store
				.linesFrom(instance === undefined ? {seq, count: 1} : {seq, count: 1, instance})
				.filter(line => line.seq === seq),
		);
	}
}

function needsTraces({level, pattern, withTraces, headsOnly}: LogFilter): boolean {
	return level !== undefined || headsOnly === true || (pattern !== undefined && withTraces === true);
}

function createFilter(filter: LogFilter): LineFilter {
	const {stream, level, pattern, withTraces, headsOnly} = filter;
	const parsed = pattern === undefined ? undefined : parsePattern(pattern);
	const grep = parsed?.ok ? parsed.pattern : undefined;
	if (needsTraces(filter)) {
		const passes = createLineFilter({stream, level, headsOnly, grep: withTraces ? grep : undefined});
		return grep === undefined || withTraces ? passes : line => passes(line) && grep.test(plainText(line.text));
	}

	return ({origin, text}) =>
		(stream === undefined || origin.kind === stream) && (grep === undefined || grep.test(plainText(text)));
}

function refTo({seq, origin: {instance}}: LogLine): LineRef {
	return {seq, instance};
}
