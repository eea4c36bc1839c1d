import {expect, it} from 'vitest';
import type {LogOrigin} from '../../src/logs/log-block.js';
import {recogniseLine} from '../../src/logs/recognise-line.js';

it('takes an event for an error when it is trouble', () => {
	const origin = {kind: 'event', instance: 0, workerId: 1} as const;
	expect(recogniseLine({text: 'reload done', origin}).level).toBe('info');
	expect(recogniseLine({text: 'exited with code 1', origin: {...origin, isTrouble: true}}).level).toBe('error');
});

const recognise = (text: string, kind: LogOrigin['kind'] = 'stdout') =>
	recogniseLine({text, origin: {kind, instance: 0, workerId: 1}});

it('finds a level in colour', () => {
	expect(recognise('\x1b[2m12:04\x1b[0m \x1b[31mERROR\x1b[39m broken')).toMatchObject({
		plain: '12:04 ERROR broken',
		level: 'error',
		isLevelStated: true,
	});
});

it('prefers the level that JSON states to words in it', () => {
	expect(recognise('{"level":30,"msg":"[error] was mended"}')).toMatchObject({level: 'info', isLevelStated: true});
	expect(recognise('{"level":50,"msg":"x"}').json?.message).toBe('x');
});

it('takes stderr for an error where nothing else is stated, and the rest for info', () => {
	expect(recognise('broken', 'stderr')).toMatchObject({level: 'error', isLevelStated: false});
	expect(recognise('info: up', 'stderr')).toMatchObject({level: 'info', isLevelStated: true});
	expect(recognise(' ', 'stderr').level).toBe('info');
	expect(recognise('up').level).toBe('info');
	expect(recognise('{"level":"error"}', 'message').level).toBe('error');
	expect(recognise('exited with code 1 · error: x', 'event').level).toBe('info');
});
