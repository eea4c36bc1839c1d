import {describe, expect, it} from 'vitest';
import {ACTIONS} from '../../src/ui/actions.js';
import {drawFooter, type Footer} from '../../src/ui/footer.js';
import {INITIAL_STATE, type ScreenState} from '../../src/ui/screen-state.js';
import {cellWidth} from '../../src/ui/text/cells.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {PLAIN_OPTIONS} from './screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});

function footer(state: Partial<ScreenState> = {}, changes: Partial<Footer> = {}): string {
	return drawFooter({
		state: {...INITIAL_STATE, ...state},
		phase: {kind: 'running'},
		options: PLAIN_OPTIONS,
		width: 80,
		overflow: 0,
		theme,
		...changes,
	}).trimEnd();
}

const prompt = (text: string, cursor: number, target: number | 'all' = 0): Partial<ScreenState> => ({
	mode: {kind: 'prompt', target, line: {text, cursor}},
});

describe('the keys in the footer', () => {
	it('are as many as there is room for, help and quit always', () => {
		expect(footer()).toBe(' r restart  k kill  d disconnect  s stop  R reload  +/- scale  ? help  q quit');
		expect(footer({}, {width: 40})).toBe(' r restart  k kill  ? help  q quit');
		expect(footer({}, {width: 20})).toBe(' ? help  q quit');
		expect(footer({}, {width: 200})).toContain('m message');
	});

	it('are those of the log while that has the focus', () => {
		expect(footer({focus: 'log'})).toBe(' / find  n/N match  v level  ↑/↓ line  End newest  Tab focus  ? help  q quit');
	});

	it('come from the list of actions, under --vim and --read-only too', () => {
		expect(footer({}, {options: {...PLAIN_OPTIONS, vim: true}})).toContain('K kill');
		const readOnly = footer({}, {options: {...PLAIN_OPTIONS, readOnly: true}, width: 200});
		for (const {label} of ACTIONS.filter(({changes}) => changes)) {
			expect(readOnly).not.toContain(` ${label}`);
		}
		expect(readOnly).toContain('q quit');
	});

	it('are only the harder step while clumon ends', () => {
		const phase = (step: 'drain' | 'terminate' | 'kill') => ({kind: 'quitting', step, leftMs: 1000}) as const;
		expect(footer({}, {phase: phase('drain')})).toBe(' q SIGTERM now');
		expect(footer({}, {phase: phase('terminate')})).toBe(' q SIGKILL now');
		expect(footer({}, {phase: phase('kill')})).toBe('');
	});
});

describe('a notice', () => {
	it('stands in the place of the keys', () => {
		expect(footer({notice: {text: '0: killed · r starts it', tone: 'info'}})).toBe(' 0: killed · r starts it');
	});

	it('is seen while a message is typed, too', () => {
		const notice = {text: 'too long to be pasted here', tone: 'problem'} as const;
		expect(footer({...prompt('abc', 1), notice})).toBe(' too long to be pasted here');
	});

	it('is plain text', () => {
		expect(footer({notice: {text: 'a\x1b[2Jb', tone: 'problem'}})).toBe(' a^[[2Jb');
	});
});

describe('a question', () => {
	const ask = (question: string, width: number) =>
		footer({mode: {kind: 'confirm', question, request: {type: 'quit'}}}, {width});

	it('names the answers', () => {
		expect(ask('kill instance 0 (pid 48213)?', 80)).toBe(' kill instance 0 (pid 48213)?  y yes  n no');
	});

	it('keeps the answers in sight where it is too long itself', () => {
		expect(ask('kill instance 0 (pid 48213) now, with SIGKILL?', 40)).toMatch(/….*y yes {2}n no$/);
	});
});

describe('a message that is typed', () => {
	it('shows whom it is for and what it will be sent as', () => {
		expect(footer(prompt('hello', 5))).toMatch(/^ message to 0 text > hello\| +Enter send {2}Esc cancel$/);
		expect(footer(prompt('{"a":1}', 7, 'all'))).toMatch(/^ message to all JSON > \{"a":1\}\| /);
		expect(footer(prompt('{"a":', 5))).toMatch(/^ message to 0 text > /);
	});

	it('shows the part around the cursor of a long text', () => {
		const text = Array.from({length: 40}, (_, index) => `word${index}`).join(' ');
		const shown = footer(prompt(text, text.length), {width: 60});
		expect(shown).toMatch(/> ….*word39\|$/);
		expect(footer(prompt(text, 0), {width: 60})).toMatch(/> \|word0 word1 .*…$/);
	});

	it('is never wider than the screen, with wide characters too', () => {
		for (let cursor = 0; cursor <= 20; cursor += 1) {
			const wide = drawFooter({
				state: {...INITIAL_STATE, ...prompt('日本語日本語日本語日本語日本語日本語', cursor)},
				phase: {kind: 'running'},
				options: PLAIN_OPTIONS,
				width: 41,
				overflow: 0,
				theme,
			});
			expect(cellWidth(wide)).toBeLessThanOrEqual(41);
			expect(wide).toContain('|');
		}
	});

	it('shows a cursor as an inverse cell where there is colour', () => {
		const colors = createTheme({colorLevel: 1, ascii: false});
		expect(footer(prompt('abc', 1), {theme: colors})).toContain(`a${colors.cursor('b')}c`);
	});

	it('shows a line break as one cell', () => {
		expect(footer(prompt('a\nb', 3))).toContain('> a↵b|');
	});
});
