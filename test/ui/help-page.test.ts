import {describe, expect, it} from 'vitest';
import {countHelpOverflow, drawHelpPage, type HelpPage} from '../../src/ui/help-page.js';
import {availableActions} from '../../src/ui/key-map.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {PLAIN_OPTIONS} from './screen-fixtures.js';

const page: HelpPage = {
	options: PLAIN_OPTIONS,
	width: 80,
	height: 100,
	top: 0,
	theme: createTheme({colorLevel: 0, ascii: false}),
};
const rows = (changes: Partial<HelpPage> = {}) => drawHelpPage({...page, ...changes}).map(row => row.trimEnd());

describe('the help page', () => {
	it('describes every action of the list', () => {
		const text = rows().join('\n');
		for (const {description, keys} of availableActions(PLAIN_OPTIONS)) {
			if (description !== undefined) {
				expect(text).toContain(description);
			}
			expect(keys.length).toBeGreaterThan(0);
		}
	});

	it('has the keys that are in force', () => {
		expect(rows()).toContain(' k            kill: SIGTERM, then SIGKILL; stays stopped');
		expect(rows({options: {...PLAIN_OPTIONS, vim: true}})).toContain(
			' K            kill: SIGTERM, then SIGKILL; stays stopped',
		);
		expect(rows({options: {...PLAIN_OPTIONS, readOnly: true}}).join()).not.toContain('SIGTERM, then SIGKILL');
	});

	it('says what the mouse does only where it does it', () => {
		const options = {...PLAIN_OPTIONS, mouse: true};
		expect(rows()).not.toContain(' Mouse');
		expect(rows({options})).toContain(' wheel        scroll what it is over; over the table, select');
		expect(rows({options, width: 120}).join('\n')).toContain(' click        select a worker');
	});

	it('explains every state with its sign', () => {
		const text = rows().join('\n');
		for (const [kind, sign] of Object.entries(page.theme.glyphs.state)) {
			expect(text).toContain(`${sign} ${kind}`);
		}
	});

	it('stands in two columns where there is room', () => {
		const wide = rows({width: 120});
		expect(wide[0]).toMatch(/^ Workers +Log$/);
		expect(countHelpOverflow({...page, width: 120, height: 36})).toBe(0);
	});

	it('wraps what is too long below itself', () => {
		const narrow = rows({width: 40});
		expect(narrow).toContain(' d            disconnect: ends when its');
		expect(narrow).toContain('              connections have; stays');
	});

	it('begins at any line, but never ends before its last', () => {
		const whole = rows().filter(row => row !== '');
		expect(rows({height: 10, top: 3})).toEqual(rows().slice(3, 13));
		expect(rows({height: 10, top: 1000}).at(-1)).toBe(whole.at(-1));
		expect(countHelpOverflow({...page, height: 10})).toBeGreaterThan(20);
	});
});
