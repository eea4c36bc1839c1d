import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import {createLineFilter} from '../../src/logs/line-filter.js';
import type {LogFilter} from '../../src/logs/log-filter.js';
import {LogStore} from '../../src/logs/log-store.js';
import {SearchableLog} from '../../src/logs/searchable-log.js';
import {buildBlock} from './build-block.js';

function createLog(maxLines = 100_000) {
	const store = new LogStore({maxLines});
	const onFound = vi.fn();
	const log = new SearchableLog({store, onFound});
	return {
		store,
		log,
		onFound,
		append(lines: readonly string[], instance: number | undefined = 0) {
			store.append(buildBlock({seq: store.lastSeq + 1, lines, instance}));
			log.changed();
		},
	};
}

const seqs = (lines: readonly {seq: number}[]) => lines.map(({seq}) => seq);

/** Asks as a screen does: again whenever there is something new. */
async function searched(log: SearchableLog, filter: LogFilter): Promise<void> {
	await vi.waitFor(() => expect(log.progressOf(filter)?.isComplete).toBe(true), {timeout: 20_000, interval: 1});
}

/** As often as it takes: one look may be over before its time on a busy machine. */
function lookAtAll(log: SearchableLog, store: LogStore, filter: LogFilter): void {
	while (log.progressOf(filter)?.covers(1, store.lastSeq + 1) === false) {
		log.changed();
	}
}

const many = Array.from({length: 50_000}, (_, index) => (index % 1000 === 7 ? `timeout ${index}` : `GET /${index}`));

describe('lines of a filter', () => {
	it('that need not be looked at are those of the store', () => {
		const {log, append} = createLog();
		append(['a', 'b', 'c']);
		append(['d', 'e'], 1);
		expect(seqs(log.linesBefore({seq: 9, count: 2}))).toEqual([4, 5]);
		expect(seqs(log.linesFrom({seq: 1, count: 9, instance: 1}))).toEqual([4, 5]);
		expect(seqs(log.linesFrom({seq: 1, count: 1, after: 3}))).toEqual([4]);
		expect(seqs(log.linesBefore({seq: 9, count: 9, after: 3}))).toEqual([4, 5]);
		expect(log.countFrom({seq: 1, after: 3, instance: 0})).toBe(0);
		expect(log.progressOf({instance: 1, after: 3})).toBeUndefined();
	});

	it('are found at once where they are near, and little by little where they are not', async () => {
		const {log, append, onFound} = createLog();
		append(many);
		append([...Array(2000).fill('x'), 'timeout at last']);
		const filter = {pattern: 'TIMEOUT|timeout'};
		expect(log.linesBefore({...filter, seq: 1e9, count: 1}).at(0)?.text).toBe('timeout at last');
		expect(log.countFrom({...filter, seq: 0})).toBeLessThan(51);
		await searched(log, filter);
		expect(onFound).toHaveBeenCalled();
		expect(log.countFrom({...filter, seq: 0})).toBe(51);
		expect(seqs(log.linesFrom({...filter, seq: 0, count: 2}))).toEqual([8, 1008]);
		expect(seqs(log.linesBefore({...filter, seq: 1008, count: 5}))).toEqual([8]);
	});

	it('are told to be known also when all were found at once', async () => {
		const {log, append, onFound} = createLog();
		append(['x', 'y']);
		expect(log.countFrom({seq: 0, pattern: 'x'})).toBe(1);
		await vi.waitFor(() => expect(onFound).toHaveBeenCalledOnce());
	});

	it('are looked for no further when nobody asks any more', async () => {
		const {log, append, onFound} = createLog();
		append(Array(200_000).fill('x'));
		log.countFrom({seq: 0, level: 'error'});
		append(['y']);
		append(['z']);
		for (let turn = 0; turn < 20; turn += 1) {
			await new Promise(resolve => setImmediate(resolve));
		}
		expect(onFound).not.toHaveBeenCalled();
	});

	it('that come and go are those that a filter of the store would let pass, at any time', () => {
		const filters: readonly LogFilter[] = [
			{pattern: 'a'},
			{pattern: 'b', instance: 1},
			{stream: 'stdout', after: 9},
			{pattern: '(', instance: 2},
		];
		const block = fc.record({
			lines: fc.array(fc.constantFrom('a', 'b', 'ab'), {minLength: 1}),
			instance: fc.nat(2),
			before: fc.constantFrom('hold', 'release', 'nothing'),
		});
		fc.assert(
			fc.property(fc.array(block, {maxLength: 30}), blocks => {
				const {log, store, append} = createLog(20);
				for (const {lines, instance, before} of blocks) {
					if (before === 'hold') {
						store.hold();
					} else if (before === 'release') {
						store.release();
					}

					append(lines, instance);
					for (const filter of filters) {
						const {pattern = '', instance: wanted, after = 0} = filter;
						lookAtAll(log, store, filter);
						const grep = pattern === '(' ? undefined : new RegExp(pattern);
						const passes = createLineFilter({instance: wanted, grep});
						const kept = store.linesFrom({seq: 0, count: 99}).filter(line => line.seq > after && passes(line));
						expect(seqs(log.linesFrom({...filter, seq: 0, count: 99}))).toEqual(seqs(kept));
						expect(seqs(log.linesBefore({...filter, seq: 1e9, count: 3}))).toEqual(seqs(kept).slice(-3));
						expect(log.countFrom({...filter, seq: 0})).toBe(kept.length);
					}
				}
			}),
			{numRuns: 50},
		);
	});

	it('of a level keep a stack trace together; of heads only, count it once', () => {
		const {log, store, append} = createLog();
		append(['up', 'Error: x', '    at run (a.js:1:1)', 'up']);
		lookAtAll(log, store, {level: 'error'});
		lookAtAll(log, store, {level: 'error', headsOnly: true});
		lookAtAll(log, store, {level: 'error', pattern: 'at'});
		lookAtAll(log, store, {pattern: 'error'});
		lookAtAll(log, store, {pattern: 'error', withTraces: true});
		expect(seqs(log.linesFrom({seq: 0, count: 9, level: 'error'}))).toEqual([2, 3]);
		expect(seqs(log.linesFrom({seq: 0, count: 9, level: 'error', headsOnly: true}))).toEqual([2]);
		expect(seqs(log.linesFrom({seq: 0, count: 9, pattern: 'error', withTraces: true}))).toEqual([2, 3]);
		expect(seqs(log.linesFrom({seq: 0, count: 9, pattern: 'error'}))).toEqual([2]);
		expect(seqs(log.linesFrom({seq: 0, count: 9, pattern: 'at', level: 'error'}))).toEqual([3]);
	});
});

it('gives a pattern up that takes for ever, and lets all lines pass then', async () => {
	const {log, append} = createLog();
	append(['b', `${'a'.repeat(60)}b`, 'b']);
	const filter = {pattern: '^(a+)+$'};
	log.linesBefore({...filter, seq: 1e9, count: 9});
	await searched(log, filter);
	expect(log.progressOf(filter)).toMatchObject({isTooSlow: true});
	expect(seqs(log.linesBefore({...filter, seq: 1e9, count: 9}))).toEqual([1, 2, 3]);
});
