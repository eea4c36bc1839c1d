import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {createNdjsonWriter} from '../../src/headless/ndjson-writer.js';
import type {LogBlock} from '../../src/logs/log-block.js';
import {describeLossAsJson, ndjsonFields} from '../../src/logs/ndjson-lines.js';
import {buildBlock} from '../logs/build-block.js';
import {collectLines} from './collect-lines.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

const at = Date.UTC(2026, 10, 22, 12, 4, 1, 123);

function write(...blocks: readonly LogBlock[]) {
	const stdout = collectLines();
	const stderr = collectLines();
	const writeBlock = createNdjsonWriter({stdout, stderr});
	for (const block of blocks) {
		writeBlock(block);
	}

	return {stdout, stderr};
}

test('a line is an object with time, type, instance, worker and text', () => {
	const {stdout} = write(buildBlock({seq: 1, at, instance: 0, lines: ['GET /users 200']}));
	expect(stdout.text()).toBe(
		'{"time":"2026-11-22T12:04:01.123Z","type":"stdout","instance":0,"worker":1,"line":"GET /users 200"}\n',
	);
});

test('a block is one write of as many objects as it has lines', () => {
	const {stdout} = write(buildBlock({seq: 1, instance: 0, kind: 'stderr', lines: ['a', '', 'b\r']}));
	const objects = stdout
		.text()
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	expect(objects.map(({type, line}) => [type, line])).toEqual([
		['stderr', 'a'],
		['stderr', ''],
		['stderr', 'b'],
	]);
	expect(stdout.writes).toHaveLength(1);
	expect(stdout.lineCount).toBe(3);
});

test('messages go to stdout, events to stderr, the cluster’s without instance and worker', () => {
	const {stdout, stderr} = write(
		buildBlock({seq: 1, instance: 0, kind: 'message', lines: ['{"a":1}']}),
		buildBlock({seq: 2, at, instance: undefined, kind: 'event', lines: ['all stopped']}),
	);
	expect(JSON.parse(stdout.text())).toMatchObject({type: 'message', line: '{"a":1}'});
	expect(stderr.text()).toBe('{"time":"2026-11-22T12:04:01.123Z","type":"event","line":"all stopped"}\n');
});

test('a cut line says how much of it is missing', () => {
	const {stdout} = write(buildBlock({seq: 1, instance: 0, lines: ['long'], missingBytes: 99}));
	expect(JSON.parse(stdout.text())).toMatchObject({line: 'long', missingBytes: 99});
});

test('a loss is an object of its own', () => {
	expect(describeLossAsJson(12, at)).toBe('{"time":"2026-11-22T12:04:01.123Z","type":"lost","lines":12}\n');
});

test('any text comes back as it was, and no object spans two lines', () => {
	fc.assert(
		fc.property(
			fc.array(
				fc.string({unit: 'binary'}).map(text => text.replaceAll(/[\r\n]/g, '')),
				{minLength: 1, maxLength: 5},
			),
			lines => {
				const {stdout} = write(buildBlock({seq: 1, instance: 0, lines}));
				const objects = stdout
					.text()
					.slice(0, -1)
					.split('\n')
					.map(line => JSON.parse(line));
				expect(objects.map(({line}) => line)).toEqual(lines);
			},
		),
	);
});

test('the documented fields are those that are written, in that order', () => {
	const {stdout} = write(buildBlock({seq: 1, instance: 0, lines: ['x'], missingBytes: 1}));
	const names = [...Object.keys(JSON.parse(stdout.text())), ...Object.keys(JSON.parse(describeLossAsJson(1, at)))];
	expect([...new Set(names)]).toEqual(ndjsonFields.map(field => field.name));
});
