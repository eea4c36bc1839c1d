import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {InputDecoder} from '../../../src/ui/terminal/input-decoder.js';
import type {InputEvent} from '../../../src/ui/terminal/input-event.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const read = (input: string | Uint8Array): readonly InputEvent[] =>
	new InputDecoder().push(typeof input === 'string' ? bytes(input) : input);
/** Keys by name; a paste as `paste:text`; the mouse is none. */
const names = (events: readonly InputEvent[]): string[] =>
	events.flatMap(event => (event.type === 'mouse' ? [] : [event.type === 'key' ? event.key : `paste:${event.text}`]));
const keys = (input: string | Uint8Array): string[] => names(read(input));

describe('keys', () => {
	it.each([
		['r', 'r'],
		['K', 'K'],
		['/', '/'],
		[' ', ' '],
		['é', 'é'],
		['漢', '漢'],
		['🙂', '🙂'],
		['\r', 'enter'],
		['\n', 'enter'],
		['\t', 'tab'],
		['\u001b[Z', 'shift-tab'],
		['\u007f', 'backspace'],
		['\b', 'backspace'],
		['\u0003', 'ctrl-c'],
		['\u001a', 'ctrl-z'],
		['\u001bx', 'alt-x'],
		['\u001bé', 'alt-é'],
		['\u001b\u007f', 'alt-backspace'],
		['\u001b\u0018', 'ctrl-alt-x'],
	])('%j is %s', (input, key) => {
		expect(keys(input)).toEqual([key]);
	});

	it.each([
		['\u001b[A', 'up'],
		['\u001bOA', 'up'],
		['\u001b[B', 'down'],
		['\u001b[C', 'right'],
		['\u001b[D', 'left'],
		['\u001b[H', 'home'],
		['\u001bOH', 'home'],
		['\u001b[1~', 'home'],
		['\u001b[7~', 'home'],
		['\u001b[F', 'end'],
		['\u001bOF', 'end'],
		['\u001b[4~', 'end'],
		['\u001b[8~', 'end'],
		['\u001b[2~', 'insert'],
		['\u001b[3~', 'delete'],
		['\u001b[5~', 'pageup'],
		['\u001b[6~', 'pagedown'],
		['\u001bOP', 'f1'],
		['\u001b[11~', 'f1'],
		['\u001b[[A', 'f1'],
		['\u001b[15~', 'f5'],
		['\u001b[[E', 'f5'],
		['\u001b[24~', 'f12'],
		['\u001bOM', 'enter'],
	])('%j is %s', (input, key) => {
		expect(keys(input)).toEqual([key]);
	});

	it.each([
		['\u001b[1;5A', 'ctrl-up'],
		['\u001b[1;3A', 'alt-up'],
		['\u001b[1;7D', 'ctrl-alt-left'],
		['\u001b[1;2B', 'down'],
		['\u001b[5;5~', 'ctrl-pageup'],
		['\u001b[1;5I', 'ctrl-tab'],
		['\u001bO5A', 'ctrl-up'],
		['\u001bOa', 'ctrl-up'],
		['\u001b[a', 'up'],
		['\u001b[5^', 'ctrl-pageup'],
		['\u001b\u001b[A', 'alt-up'],
	])('%j is %s', (input, key) => {
		expect(keys(input)).toEqual([key]);
	});

	it('takes several keys in one read as several keys', () => {
		expect(keys('jj\u001b[Bk\r\u0003')).toEqual(['j', 'j', 'down', 'k', 'enter', 'ctrl-c']);
	});

	it('takes Ctrl-C for what it is right after an ESC, too', () => {
		expect(keys('\u001b\u0003')).toEqual(['escape', 'ctrl-c']);
	});

	it('takes bytes that are no UTF-8 for nothing', () => {
		expect(keys(Uint8Array.of(0xff, 0xc3, 0x61, 0xe0, 0x80, 0x80, 0x62))).toEqual(['a', 'b']);
	});
});

describe('a lone ESC', () => {
	it('waits, and is the Escape key once it is flushed', () => {
		const decoder = new InputDecoder();
		expect(decoder.push(bytes('\u001b'))).toEqual([]);
		expect(decoder.isWaiting).toBe(true);
		expect(names(decoder.flush())).toEqual(['escape']);
		expect(decoder.isWaiting).toBe(false);
		expect(decoder.flush()).toEqual([]);
	});

	it('is two Escape keys where there are two', () => {
		const decoder = new InputDecoder();
		decoder.push(bytes('\u001b\u001b'));
		expect(names(decoder.flush())).toEqual(['escape', 'escape']);
	});

	it('is the start of a sequence when the rest comes in a later read', () => {
		const decoder = new InputDecoder();
		decoder.push(bytes('\u001b'));
		expect(names(decoder.push(bytes('[')))).toEqual([]);
		expect(decoder.isWaiting).toBe(false);
		expect(names(decoder.push(bytes('1;5')))).toEqual([]);
		expect(decoder.flush()).toEqual([]);
		expect(names(decoder.push(bytes('Ak')))).toEqual(['ctrl-up', 'k']);
	});

	it('with ] after it is Alt-], not an answer that never ends', () => {
		const decoder = new InputDecoder();
		decoder.push(bytes('\u001b]'));
		expect(decoder.isWaiting).toBe(true);
		expect(names(decoder.flush())).toEqual(['alt-]']);
		expect(names(decoder.push(bytes('q')))).toEqual(['q']);
	});
});

/** What terminals send without a key having been pressed. None may come out as a key: `k` kills a worker. */
const ANSWERS: readonly string[] = [
	'\u001b[?62;22c', // device attributes
	'\u001b[>41;354;0c',
	'\u001b[=1;0c',
	'\u001b[24;80R', // cursor position
	'\u001b[1;5R',
	'\u001b[0n', // status
	'\u001b[?2026;2$y', // mode report
	'\u001b[8;24;80t', // window size
	'\u001b[I', // focus
	'\u001b[O',
	'\u001b[<0;12;34M', // mouse, SGR
	'\u001b[<64;12;34m',
	'\u001b[<0;12M',
	'\u001b[<k',
	'\u001b[32;12;34M', // mouse, rxvt
	'\u001b[M kk', // mouse, X10
	'\u001b[?1u', // kitty keyboard
	'\u001b[107;5u',
	'\u001b[27;5;107~', // modifyOtherKeys
	'\u001b]11;rgb:0000/0000/0000\u001b\\', // colour
	'\u001b]52;c;a2tra2s=\u0007', // clipboard
	'\u001bP1+r6b=kk\u001b\\', // termcap
	'\u001b_Gi=31;OK\u001b\\', // graphics
	'\u001b[201~', // the end of a paste that nobody began
	'\u001b[99;99;99k',
	`\u001b[${'1;'.repeat(5000)}k`,
	'\u009b?62;22c', // 8-bit CSI, in UTF-8
];

describe('an answer from the terminal', () => {
	it.each(ANSWERS.map(answer => [answer.slice(0, 40), answer] as const))('%j is no key', (_, answer) => {
		expect(keys(`${answer}x`)).toEqual(['x']);
	});

	it('in 8-bit form is no key', () => {
		expect(keys(Uint8Array.of(0x9b, 0x3f, 0x36, 0x63, 0x78))).toEqual(['x']);
	});

	it('that never ends does not take the keyboard away', () => {
		expect(keys('\u001b]11;rgb\u0003')).toEqual(['ctrl-c']);
		expect(keys('\u001b]11;rgb\u001b[A')).toEqual(['up']);
		expect(keys('\u001b[1;\u0003')).toEqual(['ctrl-c']);
	});
});

describe('the mouse', () => {
	it.each([
		['\u001b[<0;12;34M', {type: 'mouse', act: 'click', column: 11, row: 33}],
		['\u001b[<64;1;1M', {type: 'mouse', act: 'wheel-up', column: 0, row: 0}],
		['\u001b[<65;500;300M', {type: 'mouse', act: 'wheel-down', column: 499, row: 299}],
	] as const)('%j is what was done where, from 0', (input, event) => {
		expect(read(`${input}k`)).toEqual([event, {type: 'key', key: 'k'}]);
	});

	it.each([
		['a release', '\u001b[<0;12;34m'],
		['another button', '\u001b[<2;12;34M'],
		['with Shift, which is the terminal’s own', '\u001b[<4;12;34M'],
		['a movement', '\u001b[<32;12;34M'],
		['sideways', '\u001b[<66;12;34M'],
		['too far', `\u001b[<0;1;${'1'.repeat(40)}M`],
		['without a row', '\u001b[<0;12M'],
	])('is nothing where it is %s', (_, input) => {
		expect(read(input)).toEqual([]);
	});
});

describe('a paste', () => {
	it('is text and never keys', () => {
		expect(read('\u001b[200~kill R q\u001b[201~j')).toEqual([
			{type: 'paste', text: 'kill R q'},
			{type: 'key', key: 'j'},
		]);
	});

	it('has LF as line end, and no control characters that the terminal would obey', () => {
		expect(keys('\u001b[200~a\r\nb\rc\td\u001b[31m\u0000\u001b[201~')).toEqual(['paste:a\nb\nc\td[31m']);
	});

	it('goes on over a piece of its end mark', () => {
		expect(keys('\u001b[200~a\u001b[20b\u001b[201\u001b[201~')).toEqual(['paste:a[20b[201']);
	});

	it('is cut at 64 KiB, and its rest is no key', () => {
		const [event, ...rest] = read(`\u001b[200~${'é'.repeat(40_000)}k${'k'.repeat(10_000)}\u001b[201~j`);
		expect(event).toEqual({type: 'paste', text: 'é'.repeat(32 * 1024)});
		expect(rest).toEqual([{type: 'key', key: 'j'}]);
	});

	it('cut inside a character leaves that out', () => {
		const [event] = read(`\u001b[200~a${'é'.repeat(40_000)}\u001b[201~`);
		expect(event).toEqual({type: 'paste', text: `a${'é'.repeat(32 * 1024 - 1)}`});
	});

	it('whose end was lost ends at a Ctrl-C', () => {
		const decoder = new InputDecoder();
		decoder.push(bytes('\u001b[200~lost'));
		expect(names(decoder.push(bytes('\u0003')))).toEqual(['ctrl-c']);
		expect(names(decoder.push(bytes('q')))).toEqual(['q']);
	});
});

describe('properties', () => {
	const piece = fc.oneof(
		fc.constantFrom('a', 'K', '\r', '\u0003', '\u007f', 'é', '🙂', '\u001b[A', '\u001b[1;5D', '\u001bOP', '\u001bx'),
		fc.constantFrom(...ANSWERS),
		fc.string().map(text => `\u001b[200~${text.replaceAll('\u0003', '')}\u001b[201~`),
	);

	it('gives the same events however the bytes are split', () => {
		fc.assert(
			fc.property(fc.array(piece), fc.infiniteStream(fc.integer({min: 1, max: 7})), (pieces, sizes) => {
				const all = bytes(pieces.join(''));
				const decoder = new InputDecoder();
				const events: InputEvent[] = [];
				for (let at = 0; at < all.length; ) {
					const size = sizes.next().value;
					events.push(...decoder.push(all.subarray(at, at + size)));
					at += size;
				}
				expect(events).toEqual(read(all));
			}),
		);
	});

	it('takes any bytes, and none of them keeps Ctrl-C from getting through', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array()), reads => {
				const decoder = new InputDecoder();
				for (const chunk of reads) {
					decoder.push(chunk);
				}
				// An old mouse report may still want three bytes.
				const events = [1, 2, 3, 4].flatMap(() => decoder.push(bytes('\u0003')));
				expect(names(events)).toContain('ctrl-c');
			}),
		);
	});

	it('names no key that holds a control character', () => {
		fc.assert(
			fc.property(fc.uint8Array(), chunk => {
				for (const event of read(chunk)) {
					expect(event.type === 'key' ? event.key : '').not.toMatch(/\p{Cc}/u);
				}
			}),
		);
	});
});
