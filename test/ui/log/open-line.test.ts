import {describe, expect, it} from 'vitest';
import type {LogLine} from '../../../src/logs/log-block.js';
import {countOpenLineOverflow, drawOpenLine} from '../../../src/ui/log/open-line.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {line, origin} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const open = (entry: LogLine, {width = 40, height = 14, top = 0} = {}) =>
	drawOpenLine({line: entry, width, height, top, theme});
const body = (text: string) => open(line(1, text), {width: 100, height: 20}).slice(2).join('\n').trimEnd().split('\n');

describe('a line that is opened', () => {
	it('says when, whose, which and how long it is', () => {
		const entry = {...line(1, 'x'.repeat(1500), {origin: origin('stderr', 2)}), at: new Date(2026, 0, 2, 3, 4, 5, 67)};
		expect(open({...entry, at: entry.at.getTime()}, {width: 80})[0]).toBe(
			'03:04:05.067 · instance 2 · w3 · stderr · 1,500 bytes',
		);
	});

	it('is there whole, wrapped', () => {
		const rows = open(line(1, 'abcdefghij'.repeat(5)), {width: 20, height: 20});
		expect(rows.join('')).toContain('abcdefghij'.repeat(5));
	});

	it('shows JSON as an outline, and stacks line by line', () => {
		expect(
			body(
				JSON.stringify({
					level: 50,
					err: {message: 'no', stack: 'Error: no\n    at f (a.js:1:2)'},
					tags: ['a', 1],
					e: {},
				}),
			),
		).toEqual([
			'{',
			'  level: 50',
			'  err: {',
			'    message: "no"',
			'    stack:',
			'      Error: no',
			'          at f (a.js:1:2)',
			'  }',
			'  tags: [',
			'    "a"',
			'    1',
			'  ]',
			'  e: {}',
			'}',
		]);
	});

	it('says how much of it was not kept', () => {
		expect(open(line(1, 'x', {missingBytes: 2048})).join('\n')).toContain('2K more were not kept');
	});

	it('is harmless, however deep', () => {
		expect(body('a\x1b[2Jb')).toEqual(['a^[[2Jb']);
		const deep = `${'{"a":'.repeat(2500)}1${'}'.repeat(2500)}`;
		expect(open(line(1, deep))).toHaveLength(14);
	});

	it('is scrolled as far as there is something', () => {
		const entry = line(1, 'abcdefghij'.repeat(50));
		const overflow = countOpenLineOverflow({line: entry, width: 60, height: 5, theme});
		expect(overflow).toBe(2 + Math.ceil(500 / 60) - 5);
		expect(open(entry, {width: 60, height: 5, top: 999})).toEqual(open(entry, {width: 60, height: 5, top: overflow}));
	});
});
