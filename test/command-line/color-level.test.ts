import {describe, expect, test} from 'vitest';
import {colorLevel, hasModifiers} from '../../src/command-line/color-level.js';

describe('colorLevel', () => {
	test.each([
		[{}, 0],
		[{TERM: 'dumb', COLORTERM: 'truecolor'}, 0],
		[{TERM: 'xterm'}, 1],
		[{TERM: 'linux'}, 1],
		[{TERM: 'xterm-256color'}, 2],
		[{TERM: 'screen-256color'}, 2],
		[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 3],
		[{TERM: 'xterm', COLORTERM: '24bit'}, 3],
		[{TERM: 'alacritty'}, 3],
		[{TERM: 'tmux-direct'}, 3],
	] as const)('on a terminal with %j is %i', (variables, level) => {
		expect(colorLevel(variables, true)).toBe(level);
	});

	test('is 0 where there is no terminal', () => {
		expect(colorLevel({TERM: 'xterm-256color', COLORTERM: 'truecolor'}, false)).toBe(0);
	});

	test('is 0 with NO_COLOR, whatever it says', () => {
		expect(colorLevel({TERM: 'xterm', NO_COLOR: '0', FORCE_COLOR: '3'}, true)).toBe(0);
	});

	test('passes over an empty NO_COLOR', () => {
		expect(colorLevel({TERM: 'xterm', NO_COLOR: ''}, true)).toBe(1);
	});

	test.each([
		['0', 0],
		['false', 0],
		['1', 1],
		['2', 2],
		['3', 3],
		['', 2],
		['true', 2],
	] as const)('follows FORCE_COLOR=%s, terminal or not', (force, level) => {
		const variables = {TERM: 'xterm-256color', FORCE_COLOR: force};
		expect([colorLevel(variables, true), colorLevel(variables, false)]).toEqual([level, level]);
	});

	test('has 16 colours at least with FORCE_COLOR and an unknown terminal', () => {
		expect(colorLevel({FORCE_COLOR: 'true'}, false)).toBe(1);
	});
});

test('bold and dim are for every terminal but a dumb one, with NO_COLOR too', () => {
	expect(hasModifiers({TERM: 'xterm', NO_COLOR: '1'}, true)).toBe(true);
	expect(hasModifiers({TERM: 'xterm'}, false)).toBe(false);
	expect(hasModifiers({TERM: 'dumb'}, true)).toBe(false);
	expect(hasModifiers({}, true)).toBe(false);
});
