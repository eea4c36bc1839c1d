import {setImmediate as turn} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import type {LogBlock} from '../../src/logs/log-block.js';
import {LogStore} from '../../src/logs/log-store.js';
import {buildBlock} from './build-block.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

/** Blocks given as instance and lines, numbered as they come. */
function numbered(pieces: readonly (readonly [instance: number | undefined, lines: readonly string[]])[]): LogBlock[] {
	let seq = 1;
	return pieces.map(([instance, lines]) => {
		const block = buildBlock({seq, instance, lines});
		seq += lines.length;
		return block;
	});
}

function storeOf(
	blocks: Iterable<LogBlock>,
	bounds: {maxLines: number; maxBytes?: number} = {maxLines: 1000},
): LogStore {
	const store = new LogStore(bounds);
	for (const block of blocks) {
		store.append(block);
	}

	return store;
}

function textsOf(lines: readonly {readonly text: string}[]): string[] {
	return lines.map(line => line.text);
}

function allTexts(store: LogStore, instance?: number): string[] {
	const place = instance === undefined ? {seq: 0} : {seq: 0, instance};
	return textsOf(store.linesFrom({...place, count: 1e6}));
}

/** `count` lines that say whose they are. */
function talk(name: string, count: number, from = 0): string[] {
	return Array.from({length: count}, (_, index) => `${name}${from + index}`);
}

describe('queries', () => {
	const store = storeOf(
		numbered([
			[0, ['a1', 'a2', 'a3']],
			[1, ['b4']],
			[undefined, ['e5']],
			[0, ['a6', 'a7']],
			[1, ['b8', 'b9']],
		]),
	);

	test('lines of all sources come in order of arrival', () => {
		expect(allTexts(store)).toEqual(['a1', 'a2', 'a3', 'b4', 'e5', 'a6', 'a7', 'b8', 'b9']);
	});

	test('the lines before a number, oldest first', () => {
		expect(textsOf(store.linesBefore({seq: 7, count: 4}))).toEqual(['a3', 'b4', 'e5', 'a6']);
		expect(textsOf(store.linesBefore({seq: 100, count: 2}))).toEqual(['b8', 'b9']);
		expect(textsOf(store.linesBefore({seq: 3, count: 10}))).toEqual(['a1', 'a2']);
		expect(store.linesBefore({seq: 1, count: 10})).toEqual([]);
		expect(store.linesBefore({seq: 5, count: 0})).toEqual([]);
	});

	test('the lines from a number on, oldest first', () => {
		expect(textsOf(store.linesFrom({seq: 2, count: 3}))).toEqual(['a2', 'a3', 'b4']);
		expect(textsOf(store.linesFrom({seq: 9, count: 3}))).toEqual(['b9']);
		expect(store.linesFrom({seq: 10, count: 3})).toEqual([]);
		expect(store.linesFrom({seq: 2, count: 0})).toEqual([]);
	});

	test('the lines of one instance', () => {
		expect(allTexts(store, 0)).toEqual(['a1', 'a2', 'a3', 'a6', 'a7']);
		expect(textsOf(store.linesBefore({seq: 7, count: 3, instance: 0}))).toEqual(['a2', 'a3', 'a6']);
		expect(textsOf(store.linesFrom({seq: 5, count: 2, instance: 1}))).toEqual(['b8', 'b9']);
		expect(allTexts(store, 7)).toEqual([]);
	});

	test('how many lines are on either side of a number', () => {
		expect(store.countFrom({seq: 3})).toBe(7);
		expect(store.countBefore({seq: 3})).toBe(2);
		expect(store.countFrom({seq: 3, instance: 0})).toBe(3);
		expect(store.countBefore({seq: 9, instance: 1})).toBe(2);
		expect(store.countFrom({seq: 1, instance: 7})).toBe(0);
	});

	test('the first and last number', () => {
		expect(store.lastSeq).toBe(9);
		expect(store.firstSeq()).toBe(1);
		expect(store.firstSeq(1)).toBe(4);
		expect(store.firstSeq(7)).toBeUndefined();
	});

	test('an empty store has nothing', () => {
		const empty = new LogStore({maxLines: 10});
		expect(empty.lastSeq).toBe(0);
		expect(empty.firstSeq()).toBeUndefined();
		expect(empty.linesBefore({seq: 1, count: 5})).toEqual([]);
		expect(empty.countFrom({seq: 0})).toBe(0);
	});

	test('the blocks from a number on begin within a block', () => {
		expect([...store.blocksFrom(6)].map(block => [block.seq, block.lineCount])).toEqual([
			[6, 2],
			[8, 2],
		]);
		expect([...store.blocksFrom(9)].map(block => [block.seq, block.lineCount])).toEqual([[9, 1]]);
	});
});

describe('bounds', () => {
	test('the oldest lines go, to the line', () => {
		const store = storeOf(numbered([[0, talk('a', 8)]]), {maxLines: 5});
		expect(allTexts(store)).toEqual(talk('a', 5, 3));
		expect(store.firstSeq()).toBe(4);
	});

	test('one talkative worker does not push the lines of the others out', () => {
		const flood = Array.from({length: 50}, (_, index) => [0, talk('loud', 10, 10 * index)] as const);
		const store = storeOf(numbered([[1, talk('quiet', 3)], [undefined, ['event']], ...flood]), {maxLines: 20});
		expect(allTexts(store, 1)).toEqual(talk('quiet', 3));
		expect(allTexts(store)).toEqual([...talk('quiet', 3), 'event', ...talk('loud', 16, 484)]);
	});

	test('two talkative workers end with half each', () => {
		const flood = Array.from({length: 50}, (_, index) => [index % 2, talk('x', 7)] as const);
		const store = storeOf(numbered(flood), {maxLines: 20});
		expect(store.countFrom({seq: 0, instance: 0})).toBe(10);
		expect(store.countFrom({seq: 0, instance: 1})).toBe(10);
	});

	test('past the byte bound the oldest lines of the one with most bytes go', () => {
		const wide = 'w'.repeat(999);
		const store = storeOf(numbered([[0, ['short']], ...Array.from({length: 100}, () => [1, [wide]] as const)]), {
			maxLines: 1000,
			maxBytes: 20_000,
		});
		expect(allTexts(store, 0)).toEqual(['short']);
		// Each block counts with what it costs beside its text, so that short lines are bounded too.
		expect(store.countFrom({seq: 0, instance: 1})).toBe(15);
		expect(store.counts.keptBytes).toBe(15 * 1000 + 6);
	});

	test('who asks for many lines gets them, past the 32 MiB that are kept of fewer', () => {
		const block = Array.from({length: 1000}, () => 'x'.repeat(149));
		const blocks = numbered(Array.from({length: 300}, () => [0, block] as const));
		expect(storeOf(blocks, {maxLines: 250_000}).counts.keptLines).toBe(250_000);
		expect(storeOf(blocks, {maxLines: 250_000, maxBytes: 32 * 2 ** 20}).counts.keptLines).toBeLessThan(250_000);
	});

	test('the byte bound cuts a block at a line', () => {
		const lines = Array.from({length: 100}, (_, index) => `${index}`.padStart(99, ' '));
		const store = storeOf(numbered([[0, lines]]), {maxLines: 1000, maxBytes: 256 + 1050});
		expect(allTexts(store)).toEqual(lines.slice(90));
		expect(store.counts.keptBytes).toBe(1000);
	});

	test('a block larger than the bound leaves its last lines', () => {
		expect(allTexts(storeOf(numbered([[0, talk('a', 100)]]), {maxLines: 3}))).toEqual(talk('a', 3, 97));
	});

	test('a bound of nothing keeps nothing', () => {
		const store = storeOf(numbered([[0, talk('a', 3)]]), {maxLines: 0});
		expect(store.counts).toEqual({seenLines: 3, keptLines: 0, evictedLines: 3, keptBytes: 0});
	});

	test('what was seen, kept and evicted is counted', () => {
		const store = storeOf(numbered([[0, talk('a', 8)]]), {maxLines: 5});
		expect(store.counts).toEqual({seenLines: 8, keptLines: 5, evictedLines: 3, keptBytes: 15});
	});

	test('blocks out of order are refused', () => {
		const store = storeOf(numbered([[0, ['a', 'b']]]));
		expect(() => store.append(buildBlock({seq: 2, instance: 0, lines: ['b']}))).toThrow('got line 2 after line 2');
	});
});

describe('any blocks, any bound', () => {
	const pieces = fc.array(
		fc.tuple(
			fc.constantFrom(undefined, 0, 1, 2, 3),
			fc.array(fc.constantFrom('', 'x', 'line'), {minLength: 1, maxLength: 9}),
		),
		{maxLength: 60},
	);
	const maxLines = fc.integer({min: 1, max: 60});

	test('what is kept is what dropping one oldest line of the largest source at a time leaves', () => {
		fc.assert(
			fc.property(pieces, maxLines, (given, bound) => {
				const store = new LogStore({maxLines: bound});
				const model = new Map<number | undefined, number[]>();
				for (const block of numbered(given)) {
					store.append(block);
					const seqs = model.get(block.origin.instance) ?? [];
					model.set(block.origin.instance, seqs);
					seqs.push(...Array.from({length: block.lineCount}, (_, index) => block.seq + index));
					while ([...model.values()].flat().length > bound) {
						const largest = Math.max(...[...model.values()].map(seqs => seqs.length));
						const candidates = [...model.values()].filter(seqs => seqs.length === largest);
						candidates.sort(([a = 0], [b = 0]) => a - b)[0]?.shift();
					}
				}

				const kept = [...model.values()].flat().sort((a, b) => a - b);
				expect(store.linesFrom({seq: 0, count: 1e6}).map(line => line.seq)).toEqual(kept);
				expect(store.counts.keptLines).toBe(kept.length);
			}),
		);
	});

	test('every query agrees with a plain list of what is kept', () => {
		fc.assert(
			fc.property(
				pieces,
				maxLines,
				fc.nat(300),
				fc.nat(20),
				fc.constantFrom(undefined, 0, 2),
				(given, bound, seq, count, of) => {
					const store = storeOf(numbered(given), {maxLines: bound});
					const list = [...store.linesFrom({seq: 0, count: 1e6})].filter(
						line => of === undefined || line.origin.instance === of,
					);
					const before = list.filter(line => line.seq < seq);
					const from = list.filter(line => line.seq >= seq);
					const place = of === undefined ? {seq} : {seq, instance: of};
					expect(store.linesBefore({...place, count})).toEqual(count === 0 ? [] : before.slice(-count));
					expect(store.linesFrom({...place, count})).toEqual(from.slice(0, count));
					expect(store.countBefore(place)).toBe(before.length);
					expect(store.countFrom(place)).toBe(from.length);
					expect(store.firstSeq(of)).toBe(list[0]?.seq);
				},
			),
		);
	});

	test('a store that is brought up to date now and then holds the same lines', () => {
		fc.assert(
			fc.property(fc.array(pieces, {maxLength: 6}), maxLines, (turns, bound) => {
				const store = new LogStore({maxLines: bound});
				const copy = new LogStore({maxLines: bound});
				for (const given of turns) {
					for (const block of numbered(given)) {
						store.append({...block, seq: store.lastSeq + 1});
					}

					for (const block of store.blocksFrom(copy.lastSeq + 1)) {
						copy.append(block);
					}

					expect(copy.linesFrom({seq: 0, count: 1e6})).toEqual(store.linesFrom({seq: 0, count: 1e6}));
					expect(copy.counts).toEqual(store.counts);
				}
			}),
		);
	});

	test('the byte bound holds, and no more goes than must', () => {
		fc.assert(
			fc.property(pieces, fc.integer({min: 300, max: 5000}), (given, maxBytes) => {
				const store = storeOf(numbered(given), {maxLines: 1e6, maxBytes});
				const held = [...store.blocksFrom(0)].map(block => block.bytes.length + 1 + 256).reduce((a, b) => a + b, 0);
				expect(held).toBeLessThanOrEqual(maxBytes);
				if (store.counts.evictedLines > 0) {
					// The last line to go was at most 5 bytes and a block; a newer block may have made no more room necessary.
					expect(held).toBeGreaterThan(maxBytes - 2 * (256 + 9 * 5));
				}
			}),
		);
	});
});

test('what is evicted is let go', async () => {
	const store = new LogStore({maxLines: 6});
	const refs = Array.from({length: 10}, (_, index) => {
		const block = buildBlock({seq: index + 1, instance: 0, lines: ['x']});
		store.append(block);
		return new WeakRef(block);
	});
	// What a WeakRef was made of lives on until its turn has ended.
	await turn();
	collectGarbage();
	expect(refs.map(ref => ref.deref() !== undefined)).toEqual([...Array(4).fill(false), ...Array(6).fill(true)]);
	expect(store.counts.keptLines).toBe(6);
});

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
}
