import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseJsonLine} from '../../src/logs/json-line.js';

const AT = Date.UTC(2026, 10, 22, 12, 4, 1);

describe('a line of JSON', () => {
	it('of pino has its level as a number and its time in ms', () => {
		expect(parseJsonLine(`{"level":30,"time":${AT},"pid":7,"msg":"up"}`)).toEqual({
			at: AT,
			level: 'info',
			message: 'up',
			rest: {pid: 7},
			value: {level: 30, time: AT, pid: 7, msg: 'up'},
		});
	});

	it('of bunyan has its time as text', () => {
		const line = '{"name":"shop","level":50,"msg":"broken","time":"2026-11-22T12:04:01.000Z","v":0}';
		expect(parseJsonLine(line)).toMatchObject({
			at: AT,
			level: 'error',
			message: 'broken',
			rest: {name: 'shop', v: 0},
		});
	});

	it('of winston has its level as a word', () => {
		expect(parseJsonLine('{"level":"warn","message":"slow","ms":7}')).toMatchObject({
			level: 'warn',
			message: 'slow',
			rest: {ms: 7},
		});
	});

	it('of winston may have its level in colour', () => {
		const line = JSON.stringify({level: '\u001B[31merror\u001B[39m', message: 'broken'});
		expect(parseJsonLine(line)).toMatchObject({level: 'error', rest: {}});
	});

	it('of others has severity, ts in seconds, log.level', () => {
		expect(parseJsonLine('{"severity":"CRITICAL","message":"x"}')?.level).toBe('fatal');
		expect(parseJsonLine(`{"ts":${AT / 1000},"level":"error","msg":"x"}`)?.at).toBe(AT);
		expect(parseJsonLine('{"@timestamp":"2026-11-22T12:04:01Z","log.level":"debug","message":"x"}')).toMatchObject({
			at: AT,
			level: 'debug',
		});
	});

	it('leaves what it does not know in the rest', () => {
		expect(parseJsonLine('{"level":"loud","message":{"a":1},"time":"soon"}')).toMatchObject({
			at: undefined,
			level: undefined,
			message: undefined,
			rest: {level: 'loud', message: {a: 1}, time: 'soon'},
		});
	});
});

it.each(['[1]', '12', '"x"', '{a: 1}', '{"a":1', 'x {"a":1}', '', '{}x'])('%s is none', text => {
	expect(parseJsonLine(text)).toBeUndefined();
});

it('keeps every field of any object', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), object => {
			const text = JSON.stringify(object);
			const line = parseJsonLine(text);
			expect(line?.value).toEqual(JSON.parse(text));
			for (const [name, value] of Object.entries(line?.rest ?? {})) {
				expect(value).toEqual(JSON.parse(text)[name]);
			}
		}),
	);
});
