import {describe, expect, it} from 'vitest';
import type {LogReader} from '../../../src/ui/log/log-reader.js';
import {contextOf} from '../../../src/ui/scene.js';
import {INITIAL_STATE, type ScreenState} from '../../../src/ui/screen-state.js';
import {updateScreen} from '../../../src/ui/update-screen.js';
import {line, logOf, numbered, origin, PLAIN_OPTIONS, readyCluster, scene} from '../screen-fixtures.js';

// 15 rows at 80×24 with four workers.
const LOG = logOf(numbered(1, 100));
const LOG_FOCUS: ScreenState = {...INITIAL_STATE, focus: 'log'};

function press(keys: readonly string[], from: Partial<ScreenState> = {}, log: LogReader = LOG): ScreenState {
	const context = contextOf(scene({snapshot: readyCluster(4), log, options: PLAIN_OPTIONS}));
	const start: ScreenState = {...LOG_FOCUS, ...from};
	return keys.reduce((state, key) => updateScreen(state, {type: 'key', key}, context).state, start);
}

const at = (seq: number) => ({log: {...INITIAL_STATE.log, cursor: {seq, row: 3}}});

describe('m in the log', () => {
	it('marks the line that one is at, and again takes the mark away', () => {
		const marked = press(['up', 'up', 'm']);
		expect(marked.marks).toEqual([98]);
		expect(marked.log.cursor?.seq).toBe(98);
		expect(press(['m'], marked).marks).toEqual([]);
	});

	it('marks the newest line while the log is followed, and lets it go on', () => {
		const marked = press(['m']);
		expect(marked).toMatchObject({marks: [100], log: {cursor: undefined}, notice: {tone: 'info'}});
		expect(press(['m'], marked, logOf(numbered(1, 120))).marks).toEqual([100, 120]);
	});

	it('keeps the marks in order', () => {
		expect(press(['m'], {...at(30), marks: [10, 50]}).marks).toEqual([10, 30, 50]);
	});

	it('marks nothing where there is no line', () => {
		const empty = press(['m'], {}, logOf([]));
		expect(empty).toMatchObject({marks: [], notice: {text: 'there is no line to mark'}});
	});

	it('is a message to the worker where the log has not the focus', () => {
		expect(press(['m'], {focus: 'table'})).toMatchObject({marks: [], mode: {kind: 'prompt', target: 0}});
	});
});

describe('u and U', () => {
	const marks = [20, 40, 60];

	it('go to the next older mark, and to the next newer', () => {
		expect(press(['u'], {marks}).log.cursor?.seq).toBe(60);
		expect(press(['u', 'u'], {marks}).log.cursor?.seq).toBe(40);
		expect(press(['u', 'u', 'U'], {marks}).log.cursor?.seq).toBe(60);
		expect(press(['u'], {...at(50), marks}).log.cursor?.seq).toBe(40);
		expect(press(['U'], {...at(50), marks}).log.cursor?.seq).toBe(60);
	});

	it('go on at the other end, and say so', () => {
		const up = press(['u'], {...at(20), marks});
		expect(up).toMatchObject({log: {cursor: {seq: 60}}, notice: {text: 'newest mark again'}});
		const down = press(['U'], {...at(60), marks});
		expect(down).toMatchObject({log: {cursor: {seq: 20}}, notice: {text: 'oldest mark again'}});
	});

	it('say so when there is none', () => {
		const none = press(['u']);
		expect(none).toMatchObject({log: {cursor: undefined}, notice: {tone: 'problem'}});
		expect(none.notice?.text).toContain('no line is marked');
	});

	it('wait no more for what was looked for before', () => {
		const seek = {what: 'match', direction: 'up', from: 9} as const;
		expect(press(['u'], {marks, seek}).seek).toBeUndefined();
	});
});

describe('marks', () => {
	it('that a filter hides are kept, and not gone to', () => {
		const log = logOf([...numbered(1, 50), line(51, 'other', {origin: origin('stdout', 1)}), ...numbered(52, 100)]);
		const filtered = press(['1'], {marks: [20, 51]}, log);
		expect(press(['u'], filtered, log)).toMatchObject({marks: [20, 51], log: {cursor: {seq: 51}}});
		const hidden = press(['1', 'u'], {marks: [20]}, log);
		expect(hidden.notice?.text).toBe('no line that is shown is marked');
		expect(press(['a', 'u'], hidden, log).log.cursor?.seq).toBe(20);
	});

	it('of lines that were evicted are gone', () => {
		const later = logOf(numbered(50, 150));
		expect(press(['u'], {marks: [20, 60]}, later)).toMatchObject({marks: [60], log: {cursor: {seq: 60}}});
		expect(press(['U'], {marks: [20]}, later).marks).toEqual([]);
	});
});
