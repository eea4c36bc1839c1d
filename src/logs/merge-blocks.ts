import {sliceBlock} from './block-lines.js';
import type {LogBlock} from './log-block.js';
import type {LogSource} from './log-source.js';

/**
 * The blocks of several sources with the lines numbered `seq` or higher, by rising number. Lazy: what is not taken costs
 * nothing. A block costs one look at each source: they are few, and so are the blocks on a screen.
 */
export function* blocksFrom(sources: readonly LogSource[], seq: number): Generator<LogBlock, void> {
	const cursors = sources.map(source => ({source, index: source.blockIndexFrom(seq)}));
	for (let block = takeNext(cursors, 1); block !== undefined; block = takeNext(cursors, 1)) {
		yield block.seq < seq ? sliceBlock(block, {from: seq - block.seq, to: block.lineCount}) : block;
	}
}

/** The blocks of several sources with the lines numbered below `seq`, by falling number. */
export function* blocksBefore(sources: readonly LogSource[], seq: number): Generator<LogBlock, void> {
	const cursors = sources.map(source => ({source, index: lastIndexBefore(source, seq)}));
	for (let block = takeNext(cursors, -1); block !== undefined; block = takeNext(cursors, -1)) {
		yield sliceBlock(block, {from: 0, to: Math.min(block.lineCount, seq - block.seq)});
	}
}

type Cursor = {readonly source: LogSource; index: number};

/** The block with the lowest (step 1) or highest (step -1) numbers among the cursors'. Numbers of blocks never overlap. */
function takeNext(cursors: readonly Cursor[], step: 1 | -1): LogBlock | undefined {
	let next: Cursor | undefined;
	let nextBlock: LogBlock | undefined;
	for (const cursor of cursors) {
		const block = cursor.source.blockAt(cursor.index);
		if (block !== undefined && (nextBlock === undefined || step * (block.seq - nextBlock.seq) < 0)) {
			next = cursor;
			nextBlock = block;
		}
	}

	if (next !== undefined) {
		next.index += step;
	}

	return nextBlock;
}

function lastIndexBefore(source: LogSource, seq: number): number {
	const index = source.blockIndexFrom(seq);
	const block = source.blockAt(index);
	return block !== undefined && block.seq < seq ? index : index - 1;
}
