import {describe, expect, it} from 'vitest';
import {createTheme} from '../../../src/ui/text/theme.js';

describe('createTheme', () => {
	it('without colour dresses nothing', () => {
		const theme = createTheme({colorLevel: 0, ascii: false});
		const styles = [theme.strong, theme.dim, theme.accent, theme.ok, theme.warn, theme.critical, theme.cursor];
		const all = [...styles, ...Object.values(theme.state), ...Object.values(theme.level), theme.instance(3)];
		expect(all.map(style => style('x')).join('')).toMatch(/^x+$/);
		expect(theme.hasColor).toBe(false);
	});

	it('without colour is bold, dim, inverse and underlined where the terminal can do it, and no more', () => {
		const theme = createTheme({colorLevel: 0, ascii: false, hasModifiers: true});
		expect(theme.strong('x')).toBe('\x1b[1mx\x1b[22m');
		expect(theme.dim('x')).toBe('\x1b[2mx\x1b[22m');
		expect(theme.cursor('x')).toBe('\x1b[7mx\x1b[27m');
		expect(theme.match('x')).toBe('\x1b[4mx\x1b[24m');
		expect(theme.critical('x')).toBe(theme.strong('x'));
		const {accent, ok, warn, critical, marked, currentMatch} = theme;
		const styles = [accent, ok, warn, critical, marked, currentMatch, theme.instance(3), ...Object.values(theme.state)];
		expect(styles.map(style => style('x')).join('')).not.toMatch(/\x1b\[(?!0m|[1247]m|2[247]m)/);
		expect(theme.hasColor).toBe(false);
	});

	it('keeps to the 16 colours of the terminal where there are no more', () => {
		const theme = createTheme({colorLevel: 1, ascii: false});
		const drawn = [theme.instance(0)('x'), theme.graphLevel.normal('x'), theme.warn('x')].join('');
		expect(drawn).not.toContain('[38;');
	});

	it('gives each of ten instances a colour of its own, and each the same every time', () => {
		const theme = createTheme({colorLevel: 2, ascii: false});
		const drawn = Array.from({length: 10}, (_, index) => theme.instance(index)('x'));
		expect(new Set(drawn).size).toBe(10);
		expect(theme.instance(10)('x')).toBe(drawn[0]);
	});

	it('passes on no control sequence with what the primary says', () => {
		const {words} = createTheme({colorLevel: 2, ascii: false});
		expect(words('Error: \x1b[31mred\x1b[0m \x1b[2J\x07')).toBe('Error: red ^[[2J^G');
	});

	it('says in ASCII what the primary says with a few other signs', () => {
		const {words} = createTheme({colorLevel: 0, ascii: true});
		expect(words('exit 1 ×11 · try again – or not…')).toBe('exit 1 x11 | try again - or not...');
	});

	it('has in ASCII a sign of its own for each state, as without', () => {
		for (const ascii of [true, false]) {
			const {glyphs} = createTheme({colorLevel: 0, ascii});
			expect(new Set(Object.values(glyphs.state)).size).toBe(8);
			expect(glyphs.spark).toHaveLength(8);
		}
	});
});
