import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import {LogStore} from '../../src/logs/log-store.js';
import {buildBlock} from './build-block.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

/** Appends so many lines of an instance, each `<instance>-<number>`. */
function talk(store: LogStore, instance: number, count: number): void {
	const seq = store.lastSeq + 1;
	const lines = Array.from({length: count}, (_, index) => `${instance}-${seq + index}`);
	store.append(buildBlock({seq, instance, lines}));
}

function seqsOf(store: LogStore, instance?: number): number[] {
	const place = instance === undefined ? {seq: 0} : {seq: 0, instance};
	return store.linesFrom({...place, count: 1e6}).map(({seq}) => seq);
}

function range(from: number, to: number): number[] {
	return Array.from({length: to - from + 1}, (_, index) => from + index);
}

describe('a log that is held', () => {
	test('keeps what it had in a flood, and of what comes the newest, as many lines again', () => {
		const store = new LogStore({maxLines: 10});
		talk(store, 0, 15);
		store.hold();
		for (let block = 0; block < 100; block++) {
			talk(store, 0, 7);
		}
		expect(seqsOf(store)).toEqual([...range(6, 15), ...range(706, 715)]);
		expect(store.linesBefore({seq: 707, count: 3}).map(({seq}) => seq)).toEqual([14, 15, 706]);
		expect(store.countFrom({seq: 15})).toBe(11);
		expect(store.countBefore({seq: 706})).toBe(10);
	});

	test('keeps by bytes, too, what it had, and as much again', () => {
		const store = new LogStore({maxLines: 1000, maxBytes: 2000});
		for (let block = 0; block < 20; block++) {
			talk(store, 0, 1);
		}
		const held = seqsOf(store);
		store.hold();
		for (let block = 0; block < 100; block++) {
			talk(store, 0, 1);
		}
		expect(seqsOf(store).slice(0, held.length)).toEqual(held);
		expect(store.counts.keptLines).toBeLessThanOrEqual(2 * held.length);
		expect(store.counts.keptLines).toBeGreaterThan(1.5 * held.length);
	});

	test('counts exactly what is not kept between what is held and what is new', () => {
		const store = new LogStore({maxLines: 10});
		talk(store, 0, 15);
		expect(store.gap()).toBeUndefined();
		store.hold();
		talk(store, 0, 10);
		expect(store.gap()).toBeUndefined();
		talk(store, 0, 5);
		expect(store.gap()).toEqual({after: 15, lines: 5});
		expect(store.counts).toMatchObject({seenLines: 30, keptLines: 20, evictedLines: 10});
		store.release();
		expect(store.gap()).toBeUndefined();
		expect(store.counts).toMatchObject({seenLines: 30, keptLines: 10, evictedLines: 20});
	});

	test('has a gap where a worker’s lines have gone, and none in another’s', () => {
		const store = new LogStore({maxLines: 10});
		store.hold();
		talk(store, 1, 2);
		talk(store, 0, 20);
		expect(store.gap(0)).toEqual({after: 0, lines: 12});
		expect(store.gap(1)).toBeUndefined();
		expect(store.gap(7)).toBeUndefined();
	});

	test('does not say how many of a worker’s lines have gone where some were gone before they came', () => {
		const store = new LogStore({maxLines: 10});
		talk(store, 1, 2);
		store.hold();
		talk(store, 1, 1);
		store.append(buildBlock({seq: 100, instance: 0, lines: ['a', 'b', 'c']}));
		expect(store.gap()).toEqual({after: 2, lines: 96});
		expect(store.gap(0)).toEqual({after: 2, lines: undefined});
		expect(store.gap(1)).toBeUndefined();
	});

	test('is held as it was when somebody holds it again', () => {
		const store = new LogStore({maxLines: 2});
		talk(store, 0, 2);
		store.hold();
		talk(store, 0, 2);
		store.hold();
		talk(store, 0, 2);
		expect(seqsOf(store)).toEqual([1, 2, 5, 6]);
	});

	test('in floods, pauses and resumes keeps what was there at each pause, stays in its bounds, and ends as if never held', () => {
		const talked = fc.record({
			kind: fc.constant('talk' as const),
			instance: fc.nat(3),
			count: fc.oneof(fc.integer({min: 1, max: 5}), fc.integer({min: 20, max: 90})),
		});
		const step = fc.oneof(
			{weight: 6, arbitrary: talked},
			fc.constant({kind: 'hold' as const}),
			fc.constant({kind: 'release' as const}),
		);
		const maxLines = 40;
		fc.assert(
			fc.property(fc.array(step, {maxLength: 60}), steps => {
				const store = new LogStore({maxLines});
				const never = new LogStore({maxLines});
				let held: {readonly seqs: number[]; readonly lastSeq: number} | undefined;
				for (const each of steps) {
					if (each.kind === 'talk') {
						talk(store, each.instance, each.count);
						talk(never, each.instance, each.count);
					} else if (each.kind === 'hold') {
						store.hold();
						held ??= {seqs: seqsOf(store), lastSeq: store.lastSeq};
					} else {
						store.release();
						held = undefined;
					}

					const kept = seqsOf(store);
					expect(store.counts.seenLines).toBe(never.lastSeq);
					expect(store.counts.keptLines).toBe(kept.length);
					expect(store.counts.evictedLines).toBe(never.lastSeq - kept.length);
					if (held === undefined) {
						expect(kept).toEqual(seqsOf(never));
					} else {
						const {seqs, lastSeq} = held;
						const newest = kept.slice(seqs.length);
						expect(kept.slice(0, seqs.length)).toEqual(seqs);
						expect(newest.length).toBe(Math.min(maxLines, store.lastSeq - lastSeq));
						expect(store.gap()?.lines ?? 0).toBe(store.lastSeq - lastSeq - newest.length);
						for (const instance of range(0, 3)) {
							// Who is quiet loses nothing to who is not.
							const lost = store.gap(instance)?.lines ?? 0;
							const share = newest.filter(seq => store.linesFrom({seq, count: 1, instance}).at(0)?.seq === seq).length;
							expect(lost === 0 || share >= Math.floor(maxLines / 4)).toBe(true);
						}
					}
				}
			}),
			{numRuns: 300},
		);
	});
});
