import {describe, expect, it} from 'vitest';
import {emptyWords, logTitle} from '../../../src/ui/log/log-title.js';
import {INITIAL_STATE, type LogSettings} from '../../../src/ui/screen-state.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {line, logOf, numbered, origin} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const lines = [
	...numbered(1, 2000),
	line(2001, '[warn] slow', {origin: origin('stdout', 2)}),
	line(2002, 'timeout', {origin: origin('stderr', 2)}),
];

function title(settings: Partial<LogSettings>, place?: number, isComplete = true): string {
	const log = logOf(lines, isComplete);
	return logTitle({log, settings: {...INITIAL_STATE.log, ...settings}, place, theme});
}

describe('the title of the log', () => {
	it('says what is shown, and how much is hidden', () => {
		expect(title({})).toBe('log · all');
		expect(title({filter: {instance: 2}, wrap: true})).toBe('log · 2 · wrap');
		expect(title({filter: {level: 'warn'}})).toBe('log · all · ≥warn · 2,000 hidden');
		expect(title({filter: {instance: 2, level: 'error', stream: 'stderr'}})).toBe(
			'log · 2 · ≥error · stderr · 1 hidden',
		);
		expect(title({filter: {after: 1999}})).toBe('log · all · cleared · 1,999 hidden');
	});

	it('says which match one is at, or how many there are', () => {
		const find = {pattern: 'line 19', only: false};
		expect(title({find}, 1900)).toBe('log · all · /line 19 12 of 111');
		expect(title({find}, 1)).toBe('log · all · /line 19 111 found');
		expect(title({find})).toBe('log · all · /line 19 111 found');
		expect(title({find: {pattern: 'nothing', only: false}})).toBe('log · all · /nothing not found');
		expect(title({find: {...find, only: true}})).toBe('log · all · only /line 19 111 found · 1,891 hidden');
	});

	it('says that there may be more while it is being looked for', () => {
		expect(title({find: {pattern: 'line 19', only: false}}, 1900, false)).toBe('log · all · /line 19 12 of 111…');
		expect(title({filter: {level: 'warn'}}, undefined, false)).toBe('log · all · ≥warn · searching…');
	});
});

describe('a view without a line', () => {
	const empty = (settings: Partial<LogSettings>, isComplete = true) =>
		emptyWords({log: logOf([], isComplete), settings: {...INITIAL_STATE.log, ...settings}, theme});

	it('says why', () => {
		expect(empty({})).toBe('no line yet');
		expect(empty({filter: {instance: 3}})).toBe('no line of instance 3 yet · a shows all');
		expect(empty({filter: {level: 'warn'}})).toBe('no line matches: Esc clears');
		expect(empty({find: {pattern: 'x', only: true}})).toBe('no line matches: Esc clears');
		expect(empty({filter: {after: 9}})).toBe('cleared · a shows all again');
		expect(empty({filter: {level: 'warn'}}, false)).toBe('searching…');
	});
});
