import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import {type LineRun, LineSplitter} from '../../src/logs/line-splitter.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

/** The runs' lines as text, each with how much of it is missing when it is cut. */
function linesOf(runs: readonly LineRun[]): string[] {
	return runs.flatMap(({bytes, lineCount, missingBytes}) => {
		const lines = bytes.toString('latin1').split('\n');
		expect(lines).toHaveLength(lineCount);
		return missingBytes === 0 ? lines : lines.map(line => `${line}+${missingBytes}`);
	});
}

const limitBytes = 20;

/** Everything that comes of these chunks, the unfinished last line included. */
function split(chunks: readonly (Buffer | string)[]): LineRun[] {
	const splitter = new LineSplitter({limitBytes});
	const runs: LineRun[] = [];
	for (const chunk of chunks) {
		// The bytes are a view of the chunk: copied before the next one comes, as the contract says.
		runs.push(...splitter.push(Buffer.from(chunk)).map(run => ({...run, bytes: Buffer.from(run.bytes)})));
	}

	const last = splitter.end();
	return last === undefined ? runs : [...runs, last];
}

describe('lines', () => {
	test('the lines of a chunk are one run', () => {
		const runs = split(['one\ntwo\nthree\n']);
		expect(runs).toHaveLength(1);
		expect(linesOf(runs)).toEqual(['one', 'two', 'three']);
	});

	test('a line split over chunks is one line, in one run with those that follow', () => {
		const runs = split(['o', 'n', 'e\ntwo\n']);
		expect(runs).toHaveLength(1);
		expect(linesOf(runs)).toEqual(['one', 'two']);
	});

	test('nothing comes of a line before its end', () => {
		expect(new LineSplitter().push(Buffer.from('unfinished'))).toEqual([]);
	});

	test('empty lines are lines', () => {
		expect(linesOf(split(['\n']))).toEqual(['']);
		expect(linesOf(split(['\n\n', 'a\n', '\n', '\nb\n\n']))).toEqual(['', '', 'a', '', '', 'b', '']);
	});

	test('the CR of a CR LF stays, also when the chunk ends between them', () => {
		expect(linesOf(split(['a\r\nb\r', '\n']))).toEqual(['a\r', 'b\r']);
	});

	test('a character split over chunks comes out whole', () => {
		const bytes = Buffer.from('grüße 👋\n');
		const runs = split([...bytes].map(byte => Buffer.of(byte)));
		expect(runs.map(run => run.bytes.toString())).toEqual(['grüße 👋']);
	});

	test('the end gives the unfinished line, once', () => {
		const splitter = new LineSplitter();
		splitter.push(Buffer.from('a\nrest'));
		expect(splitter.end()?.bytes.toString()).toBe('rest');
		expect(splitter.end()).toBeUndefined();
	});

	test('the end gives nothing after a line end', () => {
		const splitter = new LineSplitter();
		splitter.push(Buffer.from('a\n'));
		expect(splitter.end()).toBeUndefined();
	});

	test('the unfinished line survives a later reuse of its splitter', () => {
		const splitter = new LineSplitter();
		splitter.push(Buffer.from('rest'));
		const rest = splitter.end();
		splitter.push(Buffer.from('over'));
		expect(rest?.bytes.toString()).toBe('rest');
	});
});

describe('a line past the limit', () => {
	const limit = 'x'.repeat(limitBytes);

	test('a line of exactly the limit is whole, and in one run with others', () => {
		expect(linesOf(split([`${limit}\n`]))).toEqual([limit]);
		expect(split([`a\n${limit}\nb\n`])).toHaveLength(1);
		expect(linesOf(split([limit, '\n']))).toEqual([limit]);
		expect(linesOf(split([limit]))).toEqual([limit]);
	});

	test.each([
		['within one chunk', [`a\n${limit}yz\nb\nc\n`]],
		['begun in a chunk before', ['a\nx', `${limit.slice(1)}yz\nb\nc\n`]],
		['ended in a chunk of its own', [`a\n${limit}`, 'yz\nb\nc\n']],
		['with the cut part over chunks', [`a\n${limit}y`, 'z', '\nb\nc\n']],
	])('is cut and a run of its own: %s', (_, chunks) => {
		const runs = split(chunks);
		expect(linesOf(runs)).toEqual(['a', `${limit}+2`, 'b', 'c']);
		expect(runs.map(run => run.lineCount)).toEqual([1, 1, 2]);
	});

	test('is cut at the end of the output too', () => {
		expect(linesOf(split([`${limit}y`]))).toEqual([`${limit}+1`]);
	});

	test('two in a row are two runs', () => {
		expect(linesOf(split([`${limit}y\n${limit}yy\n`]))).toEqual([`${limit}+1`, `${limit}+2`]);
	});

	test.each(['é', '語', '👋'])('is never cut within a character: %s', character => {
		for (const chunks of [[`x${character.repeat(limitBytes)}\n`], ['x', character.repeat(limitBytes), '\n']]) {
			const [run] = split(chunks);
			const kept = run?.bytes.toString() ?? '';
			expect(kept).toBe(`x${character.repeat((kept.length - 1) / character.length)}`);
			expect(run?.bytes.length).toBeGreaterThan(limitBytes - 4);
			expect((run?.bytes.length ?? 0) + (run?.missingBytes ?? 0)).toBe(1 + limitBytes * Buffer.byteLength(character));
		}
	});

	test('bytes that are no UTF-8 are cut at the limit', () => {
		const [run] = split([Buffer.alloc(limitBytes + 10, 0x80)]);
		expect(run?.bytes.length).toBe(limitBytes);
		expect(run?.missingBytes).toBe(10);
	});

	test('a long line that comes byte by byte is whole', () => {
		const splitter = new LineSplitter();
		const line = Array.from({length: 5000}, (_, index) => `${index % 10}`).join('');
		for (const byte of Buffer.from(line)) {
			splitter.push(Buffer.of(byte));
		}

		expect(linesOf(splitter.push(Buffer.from('\n')))).toEqual([line]);
	});

	test('50 MB without a line end cost 16 KiB', () => {
		const splitter = new LineSplitter();
		const chunk = Buffer.alloc(64 * 1024, 'x');
		for (let index = 0; index < 800; index += 1) {
			expect(splitter.push(chunk)).toEqual([]);
		}

		const run = splitter.end();
		expect(run?.bytes.buffer.byteLength).toBe(16 * 1024);
		expect(run?.missingBytes).toBe(800 * chunk.length - 16 * 1024);
	});
});

describe('random bytes in random chunks', () => {
	/** Bytes with many line ends and line lengths around the limit. */
	const piece = fc.oneof(
		{weight: 4, arbitrary: fc.uint8Array({maxLength: 40})},
		{weight: 3, arbitrary: fc.constantFrom(Buffer.from('\n'), Buffer.from('\r\n'), Buffer.from('\n\n'))},
		{
			weight: 1,
			arbitrary: fc.integer({min: limitBytes - 3, max: limitBytes + 3}).map(n => Buffer.alloc(n, 'ée👋')),
		},
	);
	const output = fc.array(piece, {maxLength: 30}).map(pieces => Buffer.concat(pieces));
	const cuts = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 12});

	function chunksOf(bytes: Buffer, fractions: readonly number[]): Buffer[] {
		const places = fractions.map(fraction => Math.floor(fraction * bytes.length)).sort((a, b) => a - b);
		return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
	}

	test('what is kept is what was sent, and what is missing is counted', () => {
		fc.assert(
			fc.property(output, cuts, (bytes, fractions) => {
				const kept = linesOf(split(chunksOf(bytes, fractions)));
				const sent = bytes.toString('latin1').split('\n');
				// What stands after the last LF is a line only when there is something.
				const lines = sent.at(-1) === '' ? sent.slice(0, -1) : sent;
				expect(kept).toHaveLength(lines.length);
				for (const [index, line] of lines.entries()) {
					if (line.length <= limitBytes) {
						expect(kept[index]).toBe(line);
					} else {
						const [, text = '', missing] = /^(.*)\+(\d+)$/s.exec(kept[index] ?? '') ?? [];
						expect(line.startsWith(text)).toBe(true);
						expect(text.length).toBeGreaterThan(limitBytes - 4);
						expect(text.length + Number(missing)).toBe(line.length);
					}
				}
			}),
			{numRuns: 500},
		);
	});

	test('how the bytes are cut into chunks makes no difference to the lines', () => {
		fc.assert(
			fc.property(output, cuts, (bytes, fractions) => {
				expect(linesOf(split(chunksOf(bytes, fractions)))).toEqual(linesOf(split([bytes])));
			}),
			{numRuns: 500},
		);
	});
});
