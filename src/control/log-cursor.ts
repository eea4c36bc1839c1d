import {sliceBlock} from '../logs/block-lines.js';
import type {LogBlock} from '../logs/log-block.js';
import type {ControlLog} from './control-sources.js';

/** What comes next in the log. */
export type LogPart = {
	readonly blocks: readonly LogBlock[];
	/** Lines that left the log before they were read, between what was read before and these. */
	readonly lostLines: number;
	/** The number of the line after these. */
	readonly nextSeq: number;
};

/** Formatting so much takes the primary's main thread about a millisecond, which new connections can wait for. */
const MAX_BYTES = 64 * 1024;
const MAX_BLOCKS = 1024;

/** A reader's place in the log, which goes on meanwhile. */
export class LogCursor {
	readonly #log: ControlLog;
	readonly #instance: number | undefined;
	/** Of the wanted lines, how many come before those that the reader asks for. */
	#skip: number;
	#nextSeq: number;
	/** Lines up to this one are not missed when they have left: they had, or were not asked for. */
	readonly #knownSeq: number;

	/** Begins at line `from`, or `lines` before the end. */
	constructor(
		log: ControlLog,
		{instance, start}: {readonly instance: number | undefined; readonly start: {from: number} | {lines: number}},
	) {
		this.#log = log;
		this.#instance = instance;
		this.#nextSeq = 'from' in start ? start.from : 1;
		const place = instance === undefined ? {seq: 1} : {seq: 1, instance};
		this.#skip = 'from' in start ? 0 : Math.max(0, log.countFrom(place) - start.lines);
		this.#knownSeq = log.lastSeq();
	}

	/** The next lines that there are, in one piece of bounded size. */
	take(): LogPart {
		const blocks: LogBlock[] = [];
		let lostLines = 0;
		let bytes = 0;
		let seen = 0;
		for (const block of this.#log.blocksFrom(this.#nextSeq)) {
			lostLines += Math.max(0, block.seq - Math.max(this.#nextSeq, this.#knownSeq + 1));
			this.#nextSeq = block.seq + block.lineCount;
			if (this.#instance === undefined || block.origin.instance === this.#instance) {
				const from = Math.min(this.#skip, block.lineCount);
				this.#skip -= from;
				blocks.push(...(from < block.lineCount ? [sliceBlock(block, {from, to: block.lineCount})] : []));
				bytes += from < block.lineCount ? block.bytes.length : 0;
			}
			seen += 1;
			if (bytes >= MAX_BYTES || seen >= MAX_BLOCKS) {
				break;
			}
		}
		return {blocks, lostLines, nextSeq: this.#nextSeq};
	}
}
