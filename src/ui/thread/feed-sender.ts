import type {LogBlock} from '../../logs/log-block.js';
import {packBlocks, transferables} from '../../logs/packed-blocks.js';
import type {ClusterView} from '../../model/operator.js';
import type {Sample} from '../../model/sample.js';
import {NO_REST, restAfter} from './feed-pace.js';
import type {Feed} from './screen-protocol.js';

/** The log as far as a feed needs it. */
export type LogFeed = {
	/** All that is kept from line `seq` on, oldest first. */
	readonly blocksFrom: (seq: number) => Iterable<LogBlock>;
	/** Calls `onChange` after each change; returns the unsubscribe function. */
	readonly subscribe: (onChange: () => void) => () => void;
};

export type FeedSenderOptions = {
	readonly view: ClusterView;
	readonly log: LogFeed;
	/** Takes a feed and what is to be handed over with it, not copied. */
	readonly post: (feed: Feed, transfer: readonly ArrayBuffer[]) => void;
};

/** Past this the rest goes with the next feed, which then does not wait: a flood may bring more in 100 ms. */
const LIMITS = {maxBytes: 4 * 1024 * 1024, maxBlocks: 8192};

/**
 * Tells the screen what changes: only then, and only when the feed before was painted, so a slow screen or a terminal
 * that does not read costs the main thread nothing, and what it missed comes in one piece. Changes of state go out
 * within the turn; more log waits for the pace that the screen's own cost sets. With no change there is no timer.
 */
export class FeedSender {
	#options: FeedSenderOptions;
	#unsubscribe: readonly (() => void)[];
	/** What is new since the last feed. */
	#hasState = true;
	#hasLog = true;
	#nextSeq = 1;
	#lastSample: Sample | undefined;
	/** The last feed could not hold all that was new. */
	#isBehind = false;
	#isUnderWay = false;
	#paintedAt = 0;
	#rest = NO_REST;
	#immediate: NodeJS.Immediate | undefined;
	#timer: NodeJS.Timeout | undefined;
	#isClosed = false;

	/** The first feed, with all there is so far, goes out at the end of the turn. */
	constructor(options: FeedSenderOptions) {
		this.#options = options;
		this.#unsubscribe = [
			options.view.subscribe(() => {
				this.#hasState = true;
				this.#schedule();
			}),
			options.log.subscribe(() => {
				// Called for each block of a flood.
				if (!this.#hasLog) {
					this.#hasLog = true;
					this.#schedule();
				}
			}),
		];
		this.#schedule();
	}

	/** The feed under way is on the terminal. */
	fed(paintMs: number): void {
		this.#isUnderWay = false;
		this.#paintedAt = performance.now();
		this.#rest = this.#isBehind ? NO_REST : restAfter(paintMs);
		this.#schedule();
	}

	close(): void {
		this.#isClosed = true;
		this.#cancel();
		for (const unsubscribe of this.#unsubscribe) {
			unsubscribe();
		}
	}

	#schedule(): void {
		if (this.#isClosed || this.#isUnderWay || this.#immediate !== undefined || !(this.#hasState || this.#hasLog)) {
			return;
		}
		this.#cancel();
		const restMs = this.#hasState ? this.#rest.stateMs : this.#rest.logMs;
		const waitMs = this.#paintedAt + restMs - performance.now();
		if (waitMs > 0) {
			this.#timer = setTimeout(() => this.#send(), waitMs).unref();
		} else {
			this.#immediate = setImmediate(() => this.#send());
		}
	}

	#cancel(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#immediate);
		this.#timer = undefined;
		this.#immediate = undefined;
	}

	#send(): void {
		this.#cancel();
		const {view, log, post} = this.#options;
		const snapshot = this.#hasState ? view.getSnapshot() : undefined;
		const packed = this.#hasLog ? packBlocks(log.blocksFrom(this.#nextSeq), LIMITS) : undefined;
		const samples = this.#hasState ? this.#takeSamples() : [];
		this.#hasState = false;
		this.#isBehind = packed?.isCut ?? false;
		this.#hasLog = this.#isBehind;
		this.#nextSeq = packed?.nextSeq ?? this.#nextSeq;
		this.#isUnderWay = true;
		post({snapshot, samples, blocks: packed?.blocks}, packed === undefined ? [] : transferables(packed.blocks));
	}

	#takeSamples(): readonly Sample[] {
		const samples = this.#options.view.getSamples();
		// All of them, if the last one sent is too old to be kept.
		const newer = this.#lastSample === undefined ? samples : samples.slice(samples.lastIndexOf(this.#lastSample) + 1);
		this.#lastSample = samples.at(-1);
		return newer;
	}
}
