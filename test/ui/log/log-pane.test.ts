import {describe, expect, it} from 'vitest';
import type {LogLine} from '../../../src/logs/log-block.js';
import {drawLogPane, type LogPane} from '../../../src/ui/log/log-pane.js';
import {INITIAL_STATE} from '../../../src/ui/screen-state.js';
import {GOES_ON} from '../../../src/ui/terminal/soft-wrap.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {line, logOf, NOON, numbered, origin} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const ASCII = createTheme({colorLevel: 0, ascii: true});

type Changes = Partial<Omit<LogPane, 'settings' | 'format' | 'log'>> & {
	readonly settings?: Partial<LogPane['settings']>;
	readonly width?: number;
	readonly format?: Partial<LogPane['format']>;
	readonly log?: LogPane['log'];
};

function draw(lines: readonly LogLine[], {settings, width = 40, format, ...changes}: Changes = {}): readonly string[] {
	const all = {...INITIAL_STATE.log, ...settings};
	return drawLogPane({
		log: logOf(lines),
		settings: all,
		format: {
			width,
			wrap: all.wrap,
			left: all.left,
			pretty: all.pretty,
			timestamps: all.timestamps,
			isBare: false,
			now: NOON,
			indexWidth: 1,
			theme,
			...format,
		},
		marks: [],
		height: 4,
		focused: false,
		...changes,
	});
}

const texts = (rows: readonly string[]) => rows.slice(1).map(row => row.slice(11));

describe('the title', () => {
	it('is a rule that says what is shown', () => {
		expect(draw(numbered(1, 3))[0]).toBe(`── log · all ${'─'.repeat(27)}`);
		expect(draw(numbered(1, 3), {settings: {filter: {instance: 2}, wrap: true}})[0]).toMatch(/^── log · 2 · wrap ─+$/);
	});

	it('counts what is new while the log is paused', () => {
		const title = (seq: number, newFrom: number) =>
			draw(numbered(1, 50), {settings: {cursor: {seq, row: 3}, newFrom}})[0];
		expect(title(20, 21)).toBe(`── log · all ${'─'.repeat(7)} paused, 30 new ▼ ──`);
		expect(title(20, 31)).toMatch(/ paused, 20 new ▼ ──$/);
		expect(title(20, 51)).toMatch(/ paused ──$/);
	});

	it('counts no more what is new and has been seen', () => {
		const title = (seq: number) => draw(numbered(1, 50), {settings: {cursor: {seq, row: 3}, newFrom: 31}})[0];
		expect(title(40)).toMatch(/ paused, 10 new ▼ ──$/);
		expect(title(50)).toMatch(/ paused ──$/);
	});

	it('says that the log is paused where no line is shown, too', () => {
		const find = {pattern: 'nowhere', only: true};
		const [title] = draw(numbered(1, 50), {settings: {cursor: {seq: 20, row: 3}, find}, width: 70});
		expect(title).toMatch(/^── log · all · only \/nowhere not found · 50 hidden ─+ paused ──$/);
	});

	it('is heavier when the log has the focus', () => {
		expect(draw(numbered(1, 3), {focused: true})[0]).toMatch(/^━━ log · all ━+$/);
	});
});

describe('the lines', () => {
	it('are the newest ones, and begin at the top while there are few', () => {
		expect(texts(draw(numbered(1, 9)))).toEqual(['line 6', 'line 7', 'line 8', 'line 9']);
		expect(texts(draw(numbered(1, 2)))).toEqual(['line 1', 'line 2', '', '']);
	});

	it('stay where they are while others arrive, when the log is paused', () => {
		const cursor = {seq: 9, row: 3};
		const before = draw(numbered(1, 9), {settings: {cursor}}).slice(1);
		expect(draw(numbered(1, 5000), {settings: {cursor}}).slice(1)).toEqual(before);
	});

	it('have a row where some have come and left while the log was paused', () => {
		const lines = [...numbered(1, 9), ...numbered(90, 99)];
		const drawGapped = (settings: Partial<LogPane['settings']>, missing: number | undefined) =>
			draw(lines, {settings, log: logOf(lines, true, {after: 9, lines: missing})});
		expect(drawGapped({cursor: {seq: 8, row: 0}}, 80)).toEqual([
			`── log · all ${'─'.repeat(8)} paused, 9 new ▼ ──`,
			'12:29:08 0▸line 8',
			'12:29:09 0 line 9',
			'── 80 lines not kept ──',
			'12:30:30 0 line 90',
		]);
		expect(drawGapped({cursor: {seq: 8, row: 0}}, 1)[3]).toBe('── 1 line not kept ──');
		expect(drawGapped({cursor: {seq: 8, row: 0}}, undefined)[3]).toBe('── lines not kept ──');
		// The row is a part of the line below it: the view is scrolled by both.
		expect(drawGapped({cursor: {seq: 91, row: 2}}, 80).slice(1)).toEqual([
			'── 80 lines not kept ──',
			'12:30:30 0 line 90',
			'12:30:31 0▸line 91',
			'12:30:32 0 line 92',
		]);
	});

	it('are counted as new when they have left again, but not as matches', () => {
		const lines = [...numbered(1, 9), ...numbered(90, 99)];
		const title = (settings: Partial<LogPane['settings']>, missing: number | undefined) =>
			draw(lines, {
				settings: {cursor: {seq: 9, row: 3}, ...settings},
				log: logOf(lines, true, {after: 9, lines: missing}),
			})[0];
		expect(title({}, 12_335)).toMatch(/ paused, 12,345 new ▼ ──$/);
		expect(title({}, undefined)).toMatch(/ paused, ≥10 new ▼ ──$/);
		expect(title({cursor: {seq: 95, row: 3}}, 80)).toMatch(/ paused, 4 new ▼ ──$/);
		expect(title({find: {pattern: 'line', only: true}}, 80)).toMatch(/ paused, ≥10 new ▼ ──$/);
	});

	it('stay where they are while those above them are evicted, until they are evicted themselves', () => {
		const cursor = {seq: 9, row: 2};
		expect(draw(numbered(8, 30), {settings: {cursor}}).slice(1)).toEqual([
			' older lines are gone',
			'12:29:08 0 line 8',
			'12:29:09 0▸line 9',
			'12:29:10 0 line 10',
		]);
		expect(draw(numbered(20, 30), {settings: {cursor}}).slice(1)).toEqual([
			'',
			' older lines are gone',
			'12:29:20 0▸line 20',
			'12:29:21 0 line 21',
		]);
	});

	it('show the one that the user is at by inverse video, where there is colour', () => {
		const colored = {format: {theme: createTheme({colorLevel: 1, ascii: false})}};
		const rows = draw(numbered(1, 3), {settings: {cursor: {seq: 2, row: 1}}, ...colored});
		expect(rows[2]).toBe('\x1b[7m12:29:02 0\x1b[27m line 2');
		expect(rows.filter(row => row.includes('\x1b[7m'))).toHaveLength(1);
	});

	it('that are marked have a sign and a colour between time and number', () => {
		const marks = [2, 3];
		const rows = draw(numbered(1, 3), {marks, settings: {cursor: {seq: 3, row: 2}}});
		expect(rows.slice(1, 4)).toEqual(['12:29:01 0 line 1', '12:29:02◆0 line 2', '12:29:03◆0▸line 3']);
		const off = draw(numbered(1, 3), {marks, settings: {timestamps: 'off'}, format: {theme: ASCII}});
		expect(off.slice(1, 4)).toEqual([' 0 line 1', '+0 line 2', '+0 line 3']);
		const colored = createTheme({colorLevel: 1, ascii: false});
		expect(draw(numbered(1, 3), {marks, format: {theme: colored}})[2]).toBe(
			'\x1b[30m\x1b[45m12:29:02◆\x1b[49m\x1b[39m\x1b[36m0\x1b[39m line 2',
		);
		const bare = draw(numbered(1, 3), {marks: [2], format: {isBare: true, theme: colored}});
		expect(bare.slice(1, 4)).toEqual(['line 1', '\x1b[30m\x1b[45mline 2\x1b[49m\x1b[39m', 'line 3']);
	});

	it('that are marked stay so when they are wrapped, in their first row', () => {
		const rows = draw([line(1, 'abcdefghij'.repeat(4))], {width: 31, marks: [1], settings: {wrap: true}});
		expect(rows.slice(1, 3)).toEqual(['12:29:01◆0 abcdefghijabcdefghij', '           abcdefghijabcdefghij']);
	});

	it('say so when there are none', () => {
		expect(draw([]).slice(1)).toEqual([' no line yet', '', '', '']);
		expect(draw([], {settings: {filter: {instance: 3}}})[1]).toBe(' no line of instance 3 yet · a shows all');
	});

	it('say when, whose and of which kind they are', () => {
		const rows = draw([
			line(1, 'out'),
			line(2, 'err', {origin: origin('stderr', 2)}),
			line(3, '{"a":1}', {origin: origin('message', 1)}),
			line(4, 'w4 exited with code 1', {origin: origin('event', 3)}),
		]);
		expect(rows.slice(1)).toEqual([
			'12:29:01 0 out',
			'12:29:02 2!err',
			'12:29:03 1»{"a":1}',
			'12:29:04 3 ── w4 exited with code 1 ──',
		]);
	});

	it('say of which level they are, in the cell before the text and by its colour', () => {
		const lines = [
			line(1, 'ERROR no database'),
			line(2, '{"level":40,"msg":"slow"}'),
			line(3, '[debug] \x1b[36mcyan'),
			line(4, '[debug] plain'),
			line(5, '[warn] careful', {origin: origin('stderr', 0)}),
			line(6, 'oh no', {origin: origin('stderr', 0)}),
		];
		expect(texts(draw(lines, {height: 6, format: {timestamps: 'time'}})).slice(0, 2)).toEqual([
			'ERROR no database',
			'{"level":40,"msg":"slow"}',
		]);
		const signs = (how: typeof theme) =>
			draw(lines, {height: 6, format: {theme: how}})
				.slice(1)
				.map(row => row.at(10));
		expect(signs(theme)).toEqual(['▌', '▏', ' ', ' ', '!', '!']);
		expect(signs(ASCII)).toEqual(['#', '|', ' ', ' ', '!', '!']);
		const colored = draw(lines, {height: 6, format: {theme: createTheme({colorLevel: 1, ascii: false})}}).slice(1);
		expect(colored.map(row => row.slice(row.indexOf('0\x1b[39m') + 6))).toEqual([
			'\x1b[31m\x1b[1m▌\x1b[22m\x1b[39mERROR no database',
			'\x1b[33m▏\x1b[39m{"level":40,"msg":"slow"}',
			' [debug] \x1b[36mcyan\x1b[0m',
			' \x1b[2m[debug] plain\x1b[22m',
			'\x1b[33m!\x1b[39m[warn] careful',
			'\x1b[31m\x1b[1m!\x1b[22m\x1b[39moh no',
		]);
	});

	it('stand out where they tell of a crash, and are quiet where they tell of what is usual', () => {
		const events = [
			line(1, 'w1 forked', {origin: origin('event', 0)}),
			line(2, 'w1 exited with code 1', {origin: {...origin('event', 0), isTrouble: true}}),
		];
		expect(draw(events).slice(1, 3)).toEqual(['12:29:01 0 ── w1 forked ──', '12:29:02 0▌── w1 exited with code 1 ──']);
		const colored = draw(events, {format: {theme: createTheme({colorLevel: 1, ascii: false})}, width: 60});
		expect(colored[1]).toContain(' \x1b[2m── w1 forked ──\x1b[22m');
		expect(colored[2]).toContain('\x1b[31m\x1b[1m── w1 exited with code 1 ──\x1b[22m\x1b[39m');
	});

	it('of the cluster itself have no number', () => {
		const [, row] = draw([line(1, 'reload done', {origin: origin('event', undefined)})], {format: {indexWidth: 2}});
		expect(row).toBe('12:29:01    ── reload done ──');
	});

	it('show their age, or no time at all', () => {
		expect(draw([line(1, 'x')], {settings: {timestamps: 'age'}})[1]).toBe(' 59s 0 x');
		expect(draw([line(1, 'x')], {settings: {timestamps: 'off'}})[1]).toBe(' 0 x');
	});

	it('are the text alone where that is wanted, also the one that the user is at', () => {
		const colored = createTheme({colorLevel: 1, ascii: false});
		const rows = draw([line(1, 'one '), line(2, '\x1b[31mtwo', {origin: origin('stderr', 0)}), line(3, '')], {
			format: {isBare: true, theme: colored},
			settings: {timestamps: 'off', cursor: {seq: 2, row: 1}},
		});
		expect(rows.slice(1)).toEqual(['one ', '\x1b[7mtwo\x1b[27m', '', '']);
	});

	it('are cut at the edge, or wrapped with their text below their text', () => {
		const long = [line(1, 'abcdefghij'.repeat(4))];
		expect(draw(long, {width: 30})[1]).toBe('12:29:01 0 abcdefghijabcdefgh›');
		expect(draw(long, {width: 30, settings: {wrap: true}}).slice(1, 4)).toEqual([
			'12:29:01 0 abcdefghijabcdefghi',
			'           jabcdefghijabcdefgh',
			'           ij',
		]);
	});

	it('that are the text alone tell the terminal which rows are one line, as far as they are seen', () => {
		const format = {isBare: true, theme: createTheme({colorLevel: 1, ascii: false})};
		const settings = {wrap: true, timestamps: 'off'} as const;
		const long = line(1, 'abcdefghij'.repeat(3));
		const seen = draw([long, line(2, 'next')], {width: 12, format, settings});
		expect(seen.slice(1)).toEqual([`abcdefghijab${GOES_ON}`, `cdefghijabcd${GOES_ON}`, 'efghij', 'next']);
		const cut = draw([long, long], {width: 12, height: 2, format, settings: {...settings, cursor: {seq: 1, row: 0}}});
		expect(cut.slice(1)).toEqual([`\x1b[7mabcdefghijab\x1b[27m${GOES_ON}`, '\x1b[7mcdefghijabcd\x1b[27m']);
	});

	it('that are cut are seen from any cell on, behind their time and number', () => {
		const lines = [line(1, 'abcdefghij'.repeat(4)), line(2, 'short'), line(3, '')];
		const rows = draw(lines, {width: 30, settings: {left: 9}});
		expect(rows.slice(1, 4)).toEqual(['12:29:01 0 ‹abcdefghijabcdefg›', '12:29:02 0 ‹', '12:29:03 0 ']);
		expect(rows[0]).toMatch(/^── log · all · ‹ 9 ─/);
		const end = draw(lines, {width: 30, settings: {left: 21}, format: {theme: ASCII}});
		expect(end[1]).toBe('12:29:01 0 <cdefghijabcdefghij');
		expect(end[0]).toMatch(/^-- log \| all \| < 21 -/);
	});

	it('of which the end is not kept say how much that is, wrapped or not', () => {
		const huge = [line(1, 'x'.repeat(300), {missingBytes: 34 * 1024 * 1024})];
		expect(draw(huge)[1]).toMatch(/x› \[\+34M not kept\]$/);
		expect(draw(huge, {height: 12, settings: {wrap: true}}).join('')).toContain('[+34M not kept]');
	});

	it('begin and end at rows inside of long lines, when the view does', () => {
		const lines = [line(1, 'first'), line(2, ['a', 'b', 'c', 'd'].map(letter => letter.repeat(19)).join(''))];
		const at = (row: number) =>
			texts(draw(lines, {width: 30, height: 3, settings: {wrap: true, cursor: {seq: 2, row}}}));
		expect(at(1)).toEqual(['first', 'a'.repeat(19), 'b'.repeat(19)]);
		expect(at(-1)).toEqual(['b'.repeat(19), 'c'.repeat(19), 'd'.repeat(19)]);
	});
});

describe('what an app writes', () => {
	const colored = {format: {theme: createTheme({colorLevel: 1, ascii: false})}};

	it('is harmless: only its colours are obeyed', () => {
		const [, row] = draw([line(1, 'a\x1b[2Jb\x07\x1b]0;title\x07')]);
		expect(row).toBe('12:29:01 0 a^[[2Jb^G^[]0;title^G');
	});

	it('keeps its colours, which end with the line', () => {
		const [, row] = draw([line(1, '\x1b[32mgreen')], colored);
		expect(row).toMatch(/\x1b\[32mgreen\x1b\[0m$/);
	});

	it('has no colour where there is none', () => {
		expect(draw([line(1, '\x1b[32mgreen\x1b[0m')])[1]).toBe('12:29:01 0 green');
	});
});
