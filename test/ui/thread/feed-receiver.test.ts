import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {describe, expect, it, vi} from 'vitest';
import type {LogBlock} from '../../../src/logs/log-block.js';
import {packBlocks} from '../../../src/logs/packed-blocks.js';
import {FeedReceiver} from '../../../src/ui/thread/feed-receiver.js';
import {snapshotOf} from './feed-fixtures.js';

type Lines = {readonly seq: number; readonly lineCount: number; readonly instance: number; readonly text: string};

const blockOf = ({seq, lineCount, instance, text}: Lines): LogBlock => ({
	seq,
	lineCount,
	at: 0,
	origin: {kind: 'stdout', instance, workerId: 1},
	bytes: Buffer.from(text),
	missingBytes: 0,
});
const pack = (blocks: readonly LogBlock[]) => packBlocks(blocks, {maxBytes: 1e6, maxBlocks: 1e6})?.blocks;
/** A line each, of instances 0 and 1 by turns. */
const blocks = (...texts: readonly string[]) =>
	pack(texts.map((text, index) => blockOf({seq: index + 1, lineCount: 1, instance: index % 2, text})));

describe('FeedReceiver', () => {
	it('has the snapshot that it was made with, then the newest', () => {
		const receiver = new FeedReceiver({snapshot: snapshotOf('one'), lines: 10});
		expect(receiver.view.getSnapshot().name).toBe('one');
		receiver.apply({snapshot: snapshotOf('two'), samples: [], blocks: undefined});
		expect(receiver.view.getSnapshot().name).toBe('two');
	});

	it('keeps the lines, as many as it was told to', () => {
		const receiver = new FeedReceiver({snapshot: snapshotOf('one'), lines: 2});
		receiver.apply({snapshot: undefined, samples: [], blocks: blocks('a', 'b', 'c')});
		const {log} = receiver;
		expect(log.linesFrom({seq: 1, count: 9}).map(line => line.text)).toEqual(['b', 'c']);
		expect(log.linesBefore({seq: 9, count: 1}).map(line => line.text)).toEqual(['c']);
		expect(log.countFrom({seq: 1})).toBe(2);
		expect(log.countFrom({seq: 1, instance: 1})).toBe(1);
	});

	it('keeps what there is while it is held, and says when that is over', () => {
		const receiver = new FeedReceiver({snapshot: snapshotOf('one'), lines: 2});
		const {log} = receiver;
		const kept = () => log.linesFrom({seq: 1, count: 9}).map(line => line.text);
		receiver.apply({snapshot: undefined, samples: [], blocks: blocks('a', 'b')});
		log.hold(true);
		for (let seq = 3; seq < 10; seq++) {
			const block = pack([blockOf({seq, lineCount: 1, instance: 0, text: String(seq)})]);
			receiver.apply({snapshot: undefined, samples: [], blocks: block});
		}
		expect(kept()).toEqual(['a', 'b', '8', '9']);
		expect(log.gap()).toEqual({after: 2, lines: 5});
		const version = log.getVersion();
		log.hold(false);
		expect(log.getVersion()).not.toBe(version);
		// A quiet worker's line is safe from a talkative one.
		expect(kept()).toEqual(['b', '9']);
	});

	it('tells who listens to what changed, once for a feed and when all of it is there', () => {
		const receiver = new FeedReceiver({snapshot: snapshotOf('one'), lines: 10});
		const told: string[] = [];
		const see = (what: string) => () =>
			told.push(`${what} ${receiver.view.getSnapshot().name} ${receiver.log.getVersion()}`);
		const stop = receiver.view.subscribe(see('state'));
		receiver.log.subscribe(see('log'));
		receiver.apply({snapshot: snapshotOf('two'), samples: [], blocks: blocks('a', 'b')});
		receiver.apply({snapshot: snapshotOf('three'), samples: [], blocks: undefined});
		stop();
		receiver.apply({snapshot: snapshotOf('four'), samples: [], blocks: undefined});
		expect(told).toEqual(['state two 2', 'log two 2', 'state three 2']);
	});

	it('does not keep a talkative worker’s text in memory for the sake of a quiet one’s lines', async () => {
		const receiver = new FeedReceiver({snapshot: snapshotOf('one'), lines: 1000});
		const before = arrayBufferBytes();
		for (let feed = 0; feed < 100; feed++) {
			const talkative = blockOf({
				seq: feed * 1001 + 1,
				lineCount: 1000,
				instance: 0,
				text: `${'x'.repeat(199)}\n`.repeat(1000).trimEnd(),
			});
			const quiet = blockOf({seq: feed * 1001 + 1001, lineCount: 1, instance: 1, text: 'quiet'});
			receiver.apply({snapshot: undefined, samples: [], blocks: pack([talkative, quiet])});
		}
		expect(receiver.log.countFrom({seq: 1, instance: 1})).toBe(100);
		// 20 MB came in; about 0.2 MB of it are kept.
		// V8 gives back the memory of buffers in its own time, after a collection.
		await vi.waitFor(() => expect(arrayBufferBytes() - before).toBeLessThan(2e6), {timeout: 10_000});
	});
});

function arrayBufferBytes(): number {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
	return process.memoryUsage().arrayBuffers;
}
