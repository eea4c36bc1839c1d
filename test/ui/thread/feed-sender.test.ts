import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {LogBlock} from '../../../src/logs/log-block.js';
import {unpackBlocks} from '../../../src/logs/packed-blocks.js';
import {appendSamples, type Sample} from '../../../src/model/sample.js';
import type {ClusterSnapshot} from '../../../src/model/snapshot.js';
import {FeedSender} from '../../../src/ui/thread/feed-sender.js';
import type {Feed} from '../../../src/ui/thread/screen-protocol.js';
import {sample} from '../screen-fixtures.js';
import {snapshotOf} from './feed-fixtures.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const blockOf = (seq: number, text: string): LogBlock => ({
	seq,
	lineCount: 1,
	at: 0,
	origin: {kind: 'stdout', instance: 0, workerId: 1},
	bytes: Buffer.from(text),
	missingBytes: 0,
});

/** A cluster and a log that change when told to, and all feeds that were posted. */
function start(...lines: readonly string[]) {
	let snapshot: ClusterSnapshot = snapshotOf('one');
	let samples: readonly Sample[] = [];
	const blocks = lines.map((text, index) => blockOf(index + 1, text));
	const onState = new Set<() => void>();
	const onLog = new Set<() => void>();
	const subscribeTo = (listeners: Set<() => void>) => (listener: () => void) => {
		listeners.add(listener);
		return () => void listeners.delete(listener);
	};
	const feeds: Feed[] = [];
	const sender = new FeedSender({
		view: {getSnapshot: () => snapshot, getSamples: () => samples, subscribe: subscribeTo(onState)},
		log: {blocksFrom: seq => blocks.filter(block => block.seq >= seq), subscribe: subscribeTo(onLog)},
		post: feed => feeds.push(feed),
	});
	return {
		sender,
		feeds,
		change: (name: string) => {
			snapshot = snapshotOf(name);
			for (const listener of onState) listener();
		},
		sample: (at: number) => {
			samples = appendSamples(samples, [sample(at, [])]);
			for (const listener of onState) listener();
		},
		log: (text: string) => {
			blocks.push(blockOf(blocks.length + 1, text));
			for (const listener of onLog) listener();
		},
		listeners: () => onState.size + onLog.size,
	};
}

const turn = () => vi.advanceTimersByTimeAsync(0);
/** `name|line,line` for each feed. */
const told = (feeds: readonly Feed[]): string[] =>
	feeds.map(({snapshot, blocks}) => {
		const lines =
			blocks === undefined ? [] : [...unpackBlocks(blocks)].map(block => Buffer.from(block.bytes).toString());
		return `${snapshot?.name ?? ''}|${lines.join()}`;
	});

describe('FeedSender', () => {
	it('begins with all there is', async () => {
		const {feeds} = start('a', 'b');
		await turn();
		expect(told(feeds)).toEqual(['one|a,b']);
	});

	it('sends each sample once', async () => {
		const {feeds, sender, sample: take, log} = start();
		take(1000);
		take(2000);
		await turn();
		sender.fed(0);
		log('a');
		await vi.advanceTimersByTimeAsync(1000);
		sender.fed(0);
		take(3000);
		await vi.advanceTimersByTimeAsync(1000);
		expect(feeds.map(({samples}) => samples.map(({at}) => at))).toEqual([[1000, 2000], [], [3000]]);
	});

	it('sends nothing, and has no timer, while nothing changes', async () => {
		const {feeds, sender} = start();
		await turn();
		sender.fed(5);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(feeds).toHaveLength(1);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('sends a change of state within the turn, several of one turn as one', async () => {
		const {feeds, sender, change} = start();
		await turn();
		sender.fed(5);
		await vi.advanceTimersByTimeAsync(1000);
		change('two');
		change('three');
		await turn();
		expect(told(feeds)).toEqual(['one|', 'three|']);
	});

	it('has one feed under way: what comes meanwhile goes with the next, once that one was painted', async () => {
		const {feeds, sender, change, log} = start();
		await turn();
		change('two');
		log('a');
		log('b');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(feeds).toHaveLength(1);
		sender.fed(0);
		await turn();
		expect(told(feeds)).toEqual(['one|', 'two|a,b']);
	});

	it('lets more log wait for 100 ms', async () => {
		const {feeds, sender, log} = start();
		await turn();
		sender.fed(12);
		log('a');
		await vi.advanceTimersByTimeAsync(99);
		expect(feeds).toHaveLength(1);
		log('b');
		await vi.advanceTimersByTimeAsync(1);
		await turn();
		expect(told(feeds)).toEqual(['one|', '|a,b']);
	});

	it('takes the log along when a change of state comes before its time', async () => {
		const {feeds, sender, change, log} = start();
		await turn();
		sender.fed(20);
		log('a');
		await vi.advanceTimersByTimeAsync(20);
		change('two');
		await turn();
		expect(told(feeds)).toEqual(['one|', 'two|a']);
		sender.fed(20);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(feeds).toHaveLength(2);
	});

	it('sends once where both wait for their time', async () => {
		const {feeds, sender, change, log} = start();
		await turn();
		sender.fed(20);
		log('a');
		change('two');
		await vi.advanceTimersByTimeAsync(1000);
		expect(told(feeds)).toEqual(['one|', 'two|a']);
	});

	it('says each line once', async () => {
		const {feeds, sender, log} = start();
		log('a');
		await turn();
		sender.fed(0);
		log('b');
		await vi.advanceTimersByTimeAsync(100);
		await turn();
		expect(told(feeds)).toEqual(['one|a', '|b']);
	});

	it('sends what one feed cannot hold with the next, at once', async () => {
		const {feeds, sender, log} = start();
		const half = 'x'.repeat(3_000_000);
		log(half);
		log(half);
		await turn();
		sender.fed(20);
		await turn();
		expect(told(feeds)).toEqual([`one|${half}`, `|${half}`]);
		sender.fed(0);
		await vi.advanceTimersByTimeAsync(1000);
		expect(feeds).toHaveLength(2);
	});

	it('is silent once it is closed', async () => {
		const {feeds, sender, change, listeners} = start();
		change('two');
		sender.close();
		sender.fed(0);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(feeds).toEqual([]);
		expect(listeners()).toBe(0);
	});
});
