import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createLineClassifier} from '../../src/logs/classify-lines.js';
import {createLineFilter, type LineConditions} from '../../src/logs/line-filter.js';
import type {LogLine, LogOrigin} from '../../src/logs/log-block.js';
import {isAtLeast, LOG_LEVELS} from '../../src/logs/log-level.js';

function line(text: string, origin: Partial<LogOrigin> = {}): LogLine {
	return {seq: 1, at: 0, origin: {kind: 'stdout', instance: 0, workerId: 1, ...origin}, text, missingBytes: 0};
}

const TRACE = ['Error: broken', '    at run (app.js:3:9)', '    at main (app.js:9:1)'];
const LINES = [
	line('[debug] cart emptied'),
	line('GET /users 200'),
	line('[warn] slow', {instance: 1, workerId: 2}),
	...TRACE.map(text => line(text, {kind: 'stderr'})),
	line('ready', {kind: 'event'}),
	line('{"level":"error","of":"a message"}', {kind: 'message'}),
];

const kept = (conditions: LineConditions) => LINES.filter(createLineFilter(conditions)).map(({text}) => text);

describe('a filter', () => {
	it('without conditions keeps all', () => {
		expect(kept({})).toEqual(LINES.map(({text}) => text));
	});

	it('by level keeps a stack trace with its head', () => {
		expect(kept({level: 'error'})).toEqual([...TRACE, '{"level":"error","of":"a message"}']);
		expect(kept({level: 'warn'})).toEqual(['[warn] slow', ...TRACE, '{"level":"error","of":"a message"}']);
		expect(kept({level: 'info'})).not.toContain('[debug] cart emptied');
	});

	it('by text keeps a stack trace with a head that matches, and else only the lines that do', () => {
		expect(kept({grep: /broken/})).toEqual(TRACE);
		expect(kept({grep: /main/})).toEqual(TRACE.slice(2));
	});

	it('by text does not see colours', () => {
		expect([line('a\x1b[31mb\x1b[0mc')].filter(createLineFilter({grep: /^abc$/}))).toHaveLength(1);
	});

	it('by worker and by stream keeps just those', () => {
		expect(kept({instance: 1})).toEqual(['[warn] slow']);
		expect(kept({stream: 'stderr'})).toEqual(TRACE);
		expect(kept({stream: 'message', instance: 0})).toEqual(['{"level":"error","of":"a message"}']);
	});
});

it('keeps a line if each condition alone does, but for traces that stay with their heads', () => {
	const text = fc.constantFrom(...LINES.map(one => one.text), '  at x', '', 'INFO up', 'TypeError: x');
	const lines = fc.array(
		fc
			.tuple(text, fc.constantFrom('stdout', 'stderr', 'event', 'message'), fc.nat(2))
			.map(([words, kind, workerId]) => line(words, {kind, workerId, instance: workerId})),
		{maxLength: 40},
	);
	const conditions = fc.record(
		{
			instance: fc.nat(2),
			stream: fc.constantFrom('stdout', 'stderr', 'event', 'message'),
			level: fc.constantFrom(...LOG_LEVELS),
			grep: fc.constantFrom(/users/, /broken/, /at/),
		},
		{requiredKeys: []},
	);
	fc.assert(
		fc.property(lines, conditions, (given, wanted) => {
			const passes = createLineFilter(wanted);
			const classify = createLineClassifier();
			for (const one of given) {
				const {level, plain, continues} = classify(one);
				const isPlaced =
					(wanted.instance === undefined || one.origin.instance === wanted.instance) &&
					(wanted.stream === undefined || one.origin.kind === wanted.stream);
				const isGrave = wanted.level === undefined || isAtLeast(level, wanted.level);
				const isMatch = wanted.grep === undefined || wanted.grep.test(plain);
				const does = passes(one);
				expect(does && !(isPlaced && isGrave)).toBe(false);
				expect(!does && isPlaced && isGrave && isMatch).toBe(false);
				expect(does && !isMatch && !continues).toBe(false);
			}
		}),
	);
});
