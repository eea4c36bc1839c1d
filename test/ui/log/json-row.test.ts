import {describe, expect, it} from 'vitest';
import {prettyJson} from '../../../src/ui/log/json-row.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {line} from '../screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const pretty = (value: unknown, from = theme) => prettyJson(line(1, JSON.stringify(value)), from);

describe('a line of JSON as one row', () => {
	it.each([
		[
			'pino',
			{level: 30, time: 1_700_000_000_000, pid: 7, msg: 'listening', port: 3000},
			'info  listening pid=7 port=3000',
		],
		[
			'bunyan',
			{name: 'api', level: 50, msg: 'no user', time: '2026-01-02T03:04:05Z', v: 0},
			'error no user name=api v=0',
		],
		['winston', {level: 'warn', message: 'slow', ms: 812.5}, 'warn  slow ms=812.5'],
	])('has level, message and fields (%s)', (_, value, row) => {
		expect(pretty(value)).toBe(row);
	});

	it('quotes what would not be seen to be one value', () => {
		expect(pretty({level: 30, msg: 'x', a: 'two words', b: '', c: null, d: [1], e: {f: 1}})).toBe(
			'info  x a="two words" b="" c=null d=[1] e={"f":1}',
		);
	});

	it('is as harmless as any other', () => {
		expect(pretty({level: 30, msg: 'a\x1b[2Jb\nc\x9bd', '\x1b]0;k': '\u202e'})).not.toMatch(
			/[\0-\x1f\x7f-\x9f\u202a-\u202e]/,
		);
	});

	it('shows its level in colour', () => {
		const colored = createTheme({colorLevel: 1, ascii: false});
		expect(pretty({level: 50, msg: 'x', a: 1}, colored)).toBe(
			'\x1b[31m\x1b[1merror\x1b[22m\x1b[39m \x1b[1mx\x1b[22m \x1b[2ma=1\x1b[22m',
		);
	});

	it('is left as it is when it is no log record', () => {
		expect(pretty({a: 1})).toBeUndefined();
		expect(prettyJson(line(1, '{not json}'), theme)).toBeUndefined();
		expect(prettyJson(line(1, 'level=info msg=x'), theme)).toBeUndefined();
	});
});
