import {Buffer} from 'node:buffer';
import {Terminal} from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, it, vi} from 'vitest';
import type {LogBlock, LogLine} from '../../../src/logs/log-block.js';
import {LogRecorder} from '../../../src/logs/log-recorder.js';
import {LogStore} from '../../../src/logs/log-store.js';
import {drawLogLine, type LogLineFormat} from '../../../src/ui/log/log-line.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {NOON} from '../screen-fixtures.js';

/** FC_RUNS=10000 for the long way. */
const RUNS = Number(process.env['FC_RUNS'] ?? 300);
vi.setConfig({testTimeout: Math.max(60_000, RUNS * 200)});

const LIMIT_BYTES = 96;
const LINE_FEED = 10;

const hostile = fc.constantFrom(
	...[
		'\x1b[2J',
		'\x1b[31m',
		'\x1b[38:2::1:2:3m',
		'\x1b[4:3m',
		'\x1b[m',
		'\x1b[',
		'\x1b]8;;http://a.b\x1b\\',
		'\x1b]0;t\x07',
	],
	...[
		'\x1b',
		'\x9b31m',
		'\x9d',
		'\x90q\x9c',
		'\r',
		'\r\n',
		'\n',
		'\n\n',
		'\t',
		'\b',
		'\0',
		'\x7f',
		'\x0e',
		'\x1b(0',
		'\x1bc',
	],
	...[
		'漢字',
		'é',
		'e\u0301',
		'👩‍👩‍👧‍👦',
		'🇩🇪',
		'👍🏽',
		'\u202e',
		'\u2066',
		'שלום',
		'مرحبا',
		'\u200d',
		'\ufeff',
		'\u2028',
		'\ud800',
	],
	...['\x1b[?1049h', '\x1b[6n', '\x1b[1;1H', '\x1b[38;5;', '100%\r', 'x'.repeat(90)],
);
const bytes = fc
	.array(
		fc.oneof(
			fc.uint8Array({maxLength: 20}).map(part => Buffer.from(part)),
			hostile.map(part => Buffer.from(part)),
			fc.string({unit: 'binary', maxLength: 12}).map(part => Buffer.from(part)),
		),
		{maxLength: 30},
	)
	.map(parts => Buffer.concat(parts));
const cuts = fc.array(fc.nat(400), {maxLength: 12});
const anyFormat: fc.Arbitrary<LogLineFormat> = fc.record({
	width: fc.integer({min: 40, max: 200}),
	wrap: fc.boolean(),
	left: fc.oneof(fc.constant(0), fc.nat(120)),
	isBare: fc.boolean(),
	pretty: fc.boolean(),
	timestamps: fc.constantFrom('time', 'age', 'off'),
	now: fc.constant(NOON),
	indexWidth: fc.integer({min: 1, max: 3}),
	theme: fc
		.record({colorLevel: fc.constantFrom(0, 1, 2, 3), ascii: fc.boolean(), hasModifiers: fc.boolean()})
		.map(options => createTheme(options as Parameters<typeof createTheme>[0])),
});
// Without colours the cursor needs a column.
const format = anyFormat.map(any => ({...any, isBare: any.isBare && any.theme.hasColor}));

it('keeps what was sent, however it was cut into chunks', () => {
	fc.assert(
		fc.property(bytes, cuts, (sent, places) => {
			const {kept} = record(sent, places);
			const lines = sentLines(sent);
			expect(kept.map(({text}) => text).length).toBe(lines.length);
			for (const [index, line] of lines.entries()) {
				const {text, missingBytes} = kept[index] ?? {text: Buffer.alloc(0), missingBytes: -1};
				expect(text.equals(line.subarray(0, text.length))).toBe(true);
				expect(text.length + missingBytes).toBe(line.length);
				// No part of a character is kept.
				expect(text.length).toBeGreaterThanOrEqual(Math.min(line.length, LIMIT_BYTES - 3));
				expect(text.length).toBeLessThanOrEqual(LIMIT_BYTES);
			}
		}),
		{numRuns: RUNS},
	);
});

it('lets nothing but SGR reach the terminal, and draws no row wider than its place', () => {
	fc.assert(
		fc.property(bytes, cuts, format, (sent, places, how) => {
			for (const line of record(sent, places).lines) {
				for (const row of drawLogLine(line, how)) {
					const plain = row.replace(/\x1b\[[\d;:]*m/g, '');
					expect(plain).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
					expect(stringWidth(plain)).toBeLessThanOrEqual(how.width);
					// Without colour, no more than bold, dim and inverse.
					expect(how.theme.hasColor || plain === row.replace(/\x1b\[(?:0|[1247]|2[247])m/g, '')).toBe(true);
				}
			}
		}),
		{numRuns: RUNS},
	);
});

it('leaves no colour behind a row, and stays on it, in a terminal', async () => {
	await fc.assert(
		fc.asyncProperty(bytes, cuts, format, async (sent, places, how) => {
			const rows = record(sent, places)
				.lines.flatMap(line => drawLogLine(line, how))
				.slice(0, 20);
			const terminal = new Terminal({cols: how.width, rows: 24, allowProposedApi: true});
			// As the screen does: no autowrap, each row at its own address.
			const drawn = rows.map((row, index) => `\x1b[${index + 1}H${row}\x1b[${index + 1};1H`).join('');
			await new Promise<void>(resolve => terminal.write(`\x1b[?7l${drawn}\x1b[24H#`, resolve));
			const {active} = terminal.buffer;
			const mark = active.getLine(23)?.getCell(0);
			expect([mark?.getChars(), mark?.isAttributeDefault(), active.baseY]).toEqual(['#', true, 0]);
			for (let row = rows.length; row < 23; row += 1) {
				expect(active.getLine(row)?.translateToString(true)).toBe('');
			}
			terminal.dispose();
		}),
		{numRuns: Math.ceil(RUNS / 20)},
	);
});

type Kept = {readonly text: Buffer; readonly missingBytes: number};

/** What is kept of bytes that one worker writes. */
function record(
	sent: Buffer,
	places: readonly number[],
): {readonly kept: readonly Kept[]; readonly lines: readonly LogLine[]} {
	const store = new LogStore({maxLines: 10_000});
	const recorder = new LogRecorder({store, now: () => NOON, lineLimitBytes: LIMIT_BYTES});
	const owner = {instance: 0, workerId: 1};
	const edges = [0, ...places.filter(place => place < sent.length).sort((a, b) => a - b), sent.length];
	for (const [index, start] of edges.slice(0, -1).entries()) {
		recorder.write({...owner, stream: 'stdout', chunk: Buffer.from(sent.subarray(start, edges[index + 1]))});
	}
	recorder.endOutput(owner);
	return {kept: [...store.blocksFrom(0)].flatMap(keptLines), lines: store.linesFrom({seq: 0, count: 10_000})};
}

function keptLines({bytes: block, missingBytes}: LogBlock): readonly Kept[] {
	return splitAt(Buffer.from(block)).map(text => ({text, missingBytes}));
}

/** What stands before each LF, and after the last one if that is anything. */
function sentLines(sent: Buffer): readonly Buffer[] {
	const parts = splitAt(sent);
	return parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts;
}

function splitAt(text: Buffer): readonly Buffer[] {
	const parts: Buffer[] = [];
	let start = 0;
	for (let end = text.indexOf(LINE_FEED); end !== -1; end = text.indexOf(LINE_FEED, start)) {
		parts.push(text.subarray(start, end));
		start = end + 1;
	}
	return [...parts, text.subarray(start)];
}
