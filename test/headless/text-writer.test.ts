import {Buffer} from 'node:buffer';
import type {ColorSupportLevel} from 'chalk';
import {describe, expect, test} from 'vitest';
import {createTextWriter, describeLossAsText} from '../../src/headless/text-writer.js';
import type {LogBlock} from '../../src/logs/log-block.js';
import {buildBlock} from '../logs/build-block.js';
import {collectLines} from './collect-lines.js';

function write(
	blocks: readonly LogBlock[],
	{
		terminal = false,
		colorLevel = 0,
		ascii = false,
		time = false,
	}: {terminal?: boolean; colorLevel?: ColorSupportLevel; ascii?: boolean; time?: boolean} = {},
) {
	const stdout = collectLines();
	const stderr = collectLines();
	const writeBlock = createTextWriter({
		stdout: {target: stdout, terminal, colorLevel, time},
		stderr: {target: stderr, terminal, colorLevel, time},
		ascii,
	});
	for (const block of blocks) {
		writeBlock(block);
	}

	return {stdout, stderr};
}

const output = (lines: readonly string[], rest: {kind?: 'stdout' | 'stderr' | 'message'; missingBytes?: number} = {}) =>
	buildBlock({seq: 1, instance: 2, lines, ...rest});

describe('anywhere', () => {
	test('each line, and each event, has the time before it where that is wanted', () => {
		const at = Date.UTC(2026, 10, 28, 4, 1, 2);
		const lines = buildBlock({seq: 1, instance: 0, lines: ['one', 'two'], at});
		const event = buildBlock({seq: 3, instance: undefined, kind: 'event', lines: ['reload done'], at});
		const {stdout, stderr} = write([lines, event], {time: true});
		expect(stdout.text()).toBe('2026-11-28T04:01:02.000Z [0] one\n2026-11-28T04:01:02.000Z [0] two\n');
		expect(stderr.text()).toBe('2026-11-28T04:01:02.000Z ── reload done ──\n');
	});

	test('with --ascii clumon’s own words are ASCII, the workers’ are their own', () => {
		const event = buildBlock({seq: 1, instance: 2, kind: 'event', lines: ['w3 forked · pid 4']});
		const {stdout, stderr} = write([output(['naïve · ─']), event], {ascii: true});
		expect(stdout.text()).toBe('[2] naïve · ─\n');
		expect(stderr.text()).toBe('[2] -- w3 forked | pid 4 --\n');
		expect(describeLossAsText(2, true)).toBe('-- 2 lines lost here: the reader was too slow --\n');
	});

	test('each line says whose it is and how it came', () => {
		const {stdout} = write([
			output(['GET /', '']),
			output(['TypeError: x'], {kind: 'stderr'}),
			output(['{"a":1}'], {kind: 'message'}),
		]);
		expect(stdout.text()).toBe('[2] GET /\n[2] \n[2]!TypeError: x\n[2]>{"a":1}\n');
	});

	test('events go to stderr, the cluster’s without a number', () => {
		const {stdout, stderr} = write([
			buildBlock({seq: 1, instance: 0, kind: 'event', lines: ['exited with code 1']}),
			buildBlock({seq: 2, instance: undefined, kind: 'event', lines: ['all stopped', 'goodbye']}),
		]);
		expect(stdout.text()).toBe('');
		expect(stderr.text()).toBe('[0] ── exited with code 1 ──\n── all stopped ──\n── goodbye ──\n');
		expect(stderr.lineCount).toBe(3);
	});

	test('a block is one write, with the number of its lines', () => {
		for (const terminal of [true, false]) {
			const {stdout} = write([output(['a', 'b', 'c'])], {terminal});
			expect(stdout.writes).toHaveLength(1);
			expect(stdout.lineCount).toBe(3);
		}
	});

	test('a cut line says how much of it is missing', () => {
		for (const terminal of [true, false]) {
			expect(write([output(['long'], {missingBytes: 99})], {terminal}).stdout.text()).toBe(
				'[2] long [99 bytes more]\n',
			);
		}
	});
});

describe('where it is no terminal', () => {
	test('bytes pass as they are: controls, CR, and what is no UTF-8', () => {
		const bytes = Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0xff, 0x00, 0x0d, 0x0a, 0xc3, 0xa9]);
		const {stdout} = write([{...output(['', '']), bytes}]);
		const prefix = Buffer.from('[2] ');
		expect(Buffer.concat(stdout.writes)).toEqual(
			Buffer.concat([prefix, bytes.subarray(0, 8), prefix, bytes.subarray(8), Buffer.from('\n')]),
		);
	});
});

describe('on a terminal', () => {
	test('what it would obey is shown', () => {
		const event = buildBlock({seq: 1, instance: 0, kind: 'event', lines: ['exit 1: \u001B[2J']});
		const {stdout, stderr} = write([output(['\u001B[2Jx\r']), event], {terminal: true});
		expect(stdout.text()).toBe('[2] ^[[2Jx\n');
		expect(stderr.text()).toBe('[0] ── exit 1: ^[[2J ──\n');
	});

	test('a line’s colours end with it', () => {
		const {stdout} = write([output(['\u001B[31mred', 'plain'])], {terminal: true, colorLevel: 1});
		expect(stdout.text().replace(/\u001B\[3\dm\[2\]\u001B\[39m/g, '[2]')).toBe(
			'[2] \u001B[31mred\u001B[0m\n[2] plain\n',
		);
	});

	test('where no colour is wanted there is no escape sequence at all', () => {
		const blocks = [output(['\u001B[31mred']), output(['x'], {kind: 'stderr'})];
		expect(write(blocks, {terminal: true, colorLevel: 0}).stdout.text()).toBe('[2] red\n[2]!x\n');
	});

	test('each instance has its colour, and stderr a red mark', () => {
		const {stdout} = write(
			[0, 1, 0].map(instance => buildBlock({seq: 1, instance, kind: 'stderr', lines: ['x']})),
			{terminal: true, colorLevel: 1},
		);
		const [first, second, third] = stdout.text().split('\n');
		expect(first).toBe('\u001B[36m[0]\u001B[39m\u001B[31m!\u001B[39mx');
		expect(second).toBe('\u001B[35m[1]\u001B[39m\u001B[31m!\u001B[39mx');
		expect(third).toBe(first);
	});
});

test('a loss is a line of its own', () => {
	expect(describeLossAsText(1, false)).toBe('── 1 line lost here: the reader was too slow ──\n');
	expect(describeLossAsText(12, false)).toBe('── 12 lines lost here: the reader was too slow ──\n');
});
