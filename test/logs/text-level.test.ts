import fc from 'fast-check';
import {expect, it} from 'vitest';
import {LEVEL_NAMES} from '../../src/logs/log-level.js';
import {levelOfText} from '../../src/logs/text-level.js';

it.each([
	['ERROR cannot connect', 'error'],
	['ERROR: cannot connect', 'error'],
	['[error] cannot connect', 'error'],
	['[WARN]  slow', 'warn'],
	['<Warning> slow', 'warn'],
	['error: cannot connect', 'error'],
	['Warning: slow', 'warn'],
	['info: up', 'info'],
	['http: GET /', 'info'],
	['2026-11-22T12:04:01.123Z ERROR cannot connect', 'error'],
	['2026-11-22T12:04:01.123Z [api] warn: slow', 'warn'],
	['2026-11-22 12:04:01,123 [main] WARN com.shop.Cart - slow', 'warn'],
	['[2026-11-22T12:04:01.123] [ERROR] default - broken', 'error'],
	['[12:04:01.123] INFO (4711): up', 'info'],
	['[2026-11-22T12:04:01.123Z] FATAL: shop/4711 on host: broken', 'fatal'],
	['Nov 22 12:04:01 host shop[4711]: CRITICAL broken', 'fatal'],
	['12:04 shop DEBUG cart emptied', 'debug'],
	['shop error: broken', 'error'],
	['12:04:01 WRN slow', 'warn'],
	['time=12:04 level=error msg="broken"', 'error'],
	['ts=1 lvl="dbug" severity=warn msg=x', 'warn'],
	['npm ERR! code ELIFECYCLE', 'error'],
	['npm warn deprecated', 'warn'],
	['npm error code 1', 'error'],
	['(node:4711) [DEP0005] DeprecationWarning: Buffer() is deprecated', 'warn'],
	['(Use `node --trace-warnings ...` to show where the warning was created)', 'warn'],
	['Debugger listening on ws://127.0.0.1:9229/x', 'info'],
	['TypeError: x is not a function', 'error'],
	['Uncaught ReferenceError: x is not defined', 'error'],
	['SyntaxError [ERR_X]: broken', 'error'],
	['verbose: more', 'debug'],
	['silly: most', 'trace'],
])('%s is %s', (text, level) => {
	expect(levelOfText(text)).toBe(level);
});

it.each([
	'GET /users 200 12ms',
	'GET /error 500',
	'information desk opened',
	'error handler installed',
	'the log level is set to DEBUG now',
	'log level: DEBUG',
	'an error that nobody sees: none',
	'errors=0 level=11',
	'INFORMER here',
	'ERROR',
	'',
])('%s states none', text => {
	expect(levelOfText(text)).toBeUndefined();
});

it('finds each name in capitals after a time, and in brackets in any case', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...LEVEL_NAMES),
			fc.date({min: new Date(0), max: new Date(4e12), noInvalidDate: true}),
			(name, date) => {
				const level = levelOfText(`[${name}] said`);
				expect(level).toBeDefined();
				expect(levelOfText(`${date.toISOString()} ${name.toUpperCase()} said`)).toBe(level);
				expect(levelOfText(`${date.toISOString()} ${name}: said`)).toBe(level);
			},
		),
	);
});

it('looks at the beginning of a line only, however long it is', () => {
	expect(levelOfText(`${'x'.repeat(200)} [error]`)).toBeUndefined();
	expect(levelOfText(`[error] ${'x'.repeat(1_000_000)}`)).toBe('error');
});

it('takes any text', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary-ascii', maxLength: 400}), text => {
			expect([undefined, 'trace', 'debug', 'info', 'warn', 'error', 'fatal']).toContain(levelOfText(text));
		}),
	);
});
