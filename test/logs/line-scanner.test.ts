import fc from 'fast-check';
import {describe, expect, it, onTestFinished, vi} from 'vitest';
import {createLineFilter} from '../../src/logs/line-filter.js';
import {LineScanner, type LineScannerOptions} from '../../src/logs/line-scanner.js';
import {LogStore} from '../../src/logs/log-store.js';
import {buildBlock} from './build-block.js';

function storeOf(texts: readonly string[], maxLines = 10_000): LogStore {
	const store = new LogStore({maxLines});
	for (const [index, text] of texts.entries()) {
		store.append(buildBlock({seq: index + 1, lines: [text], instance: index % 3}));
	}

	return store;
}

function scannerOf(store: LogStore, changes: Partial<LineScannerOptions> = {}): LineScanner {
	return new LineScanner({
		store,
		after: 0,
		near: store.lastSeq + 1,
		createFilter: () => () => true,
		isRisky: false,
		lookBackLines: 0,
		...changes,
	});
}

/** The numbers of the lines that it finds until it is through, in order. */
function findAll(scanner: LineScanner): readonly number[] {
	let found: readonly number[] = [];
	while (!scanner.isComplete) {
		const {side, lines} = scanner.scan();
		const seqs = lines.map(({seq}) => seq);
		found = side === 'below' ? [...seqs, ...found] : [...found, ...seqs];
	}

	return found;
}

const TEXTS = ['Error: x', '    at run (a.js:1:1)', '  more', 'GET /', '[warn] y', ''];

describe('a scan', () => {
	it('finds each line that passes once, wherever it begins and however large its pieces are', () => {
		const level = fc.constantFrom('info', 'warn', 'error');
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...TEXTS), {maxLength: 50}),
				level,
				fc.record({near: fc.nat(60), mostLines: fc.integer({min: 1, max: 9}), after: fc.nat(20)}),
				(texts, minimum, place) => {
					const store = storeOf(texts);
					const all = store.linesFrom({seq: 1, count: 100});
					const createFilter = () => createLineFilter({level: minimum});
					const wanted = all.filter(createFilter()).filter(({seq}) => seq > place.after);
					const scanner = scannerOf(store, {...place, createFilter, lookBackLines: 64});
					expect(findAll(scanner)).toEqual(wanted.map(({seq}) => seq));
				},
			),
		);
	});

	it('begins with what is near', () => {
		// A scan that takes long is followed by a smaller one.
		const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
		onTestFinished(() => clock.mockRestore());
		const scanner = scannerOf(storeOf(Array(100).fill('x')), {near: 50, mostLines: 10});
		const seen = [scanner.scan(), scanner.scan(), scanner.scan()];
		expect(seen.map(({side, lines}) => [side, lines.at(0)?.seq, lines.at(-1)?.seq])).toEqual([
			['above', 50, 59],
			['below', 40, 49],
			['above', 60, 69],
		]);
		expect(scanner.covers(40, 70)).toBe(true);
		expect(scanner.covers(39, 70)).toBe(false);
		expect(scanner.covers(40, 71)).toBe(false);
	});

	it('looks at fewer lines after a piece that took long', () => {
		let now = 0;
		const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 3));
		onTestFinished(() => clock.mockRestore());
		const scanner = scannerOf(storeOf(Array(20).fill('x')), {near: 1, mostLines: 8});
		const seen = [scanner.scan(), scanner.scan(), scanner.scan()];
		expect(seen.map(({lines}) => lines.length)).toEqual([8, 0, 2]);
	});

	it('goes on with what comes later', () => {
		const store = storeOf(['a', 'b']);
		const scanner = scannerOf(store);
		expect(findAll(scanner)).toEqual([1, 2]);
		store.append(buildBlock({seq: 3, lines: ['c', 'd'], instance: 0}));
		expect(scanner.isComplete).toBe(false);
		expect(scanner.hasCaughtUp).toBe(true);
		expect(scanner.covers(1, 3)).toBe(true);
		expect(scanner.covers(1, 4)).toBe(false);
		expect(scanner.scan()).toMatchObject({side: 'above', lines: [{seq: 3}, {seq: 4}]});
		expect(scanner.isComplete).toBe(true);
	});

	it('sees the lines of one instance only when it is told to', () => {
		expect(findAll(scannerOf(storeOf(Array(9).fill('x')), {instance: 1}))).toEqual([2, 5, 8]);
	});
});

describe('a filter that takes for ever on a line', () => {
	const pattern = /^(a+)+$/;
	const createFilter = () => createLineFilter({grep: pattern});
	const bad = `${'a'.repeat(60)}b`;

	it('is given up, and what was found before is kept', () => {
		const scanner = scannerOf(storeOf([bad, ...Array(40).fill('aa')]), {createFilter, isRisky: true, mostLines: 20});
		expect(findAll(scanner)).toEqual(Array.from({length: 40}, (_, index) => index + 2));
		expect(scanner.isTooSlow).toBe(true);
	});

	it('is not given up for many lines on which it is quick', () => {
		const scanner = scannerOf(storeOf(Array(2000).fill('aa')), {createFilter, isRisky: true});
		expect(findAll(scanner)).toHaveLength(2000);
		expect(scanner.isTooSlow).toBe(false);
	});
});
