import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createLineClassifier} from '../../src/logs/classify-lines.js';
import type {LogLine, LogOrigin} from '../../src/logs/log-block.js';

function lines(texts: readonly string[], kind: LogOrigin['kind'] = 'stderr', workerId = 1): readonly LogLine[] {
	return texts.map((text, index) => ({
		seq: index + 1,
		at: 0,
		origin: {kind, instance: 0, workerId},
		text,
		missingBytes: 0,
	}));
}

/** The heads, each with the number of lines that belong to it. */
function groups(given: readonly LogLine[]): readonly string[] {
	const classify = createLineClassifier();
	const found: {head: string; count: number}[] = [];
	for (const line of given) {
		const last = found.at(-1);
		if (classify(line).continues && last !== undefined) {
			last.count += 1;
		} else {
			found.push({head: line.text, count: 0});
		}
	}

	return found.map(({head, count}) => `${head} +${count}`);
}

describe('a stack trace', () => {
	it('belongs to its error, with its fields and its causes', () => {
		const trace = [
			'Error: broken',
			'    at run (/srv/app.js:3:9) {',
			"  code: 'BROKEN',",
			'  [cause]: Error: no disk',
			'      at read (/srv/disk.js:1:1)',
			'      ... 3 lines matching cause stack trace ...',
			'}',
			'served',
		];
		expect(groups(lines(trace))).toEqual(['Error: broken +6', 'served +0']);
		expect(groups(lines(trace, 'stdout'))).toEqual(['Error: broken +6', 'served +0']);
	});

	it('belongs to a line that says more than its error', () => {
		expect(groups(lines(['12:04 ERROR saving failed', '  in two lines', '    at run (a.js:1:1)', 'x']))).toEqual([
			'12:04 ERROR saving failed +2',
			'x +0',
		]);
	});

	it('of a JVM belongs to it too', () => {
		expect(groups(lines(['x.BrokenException: y', '\tat a.B(C.java:1)', 'Caused by: z', '\t... 7 more', 'up']))).toEqual(
			['x.BrokenException: y +3', 'up +0'],
		);
	});

	it('that node prints for an error that nobody catches is one with what stands around it', () => {
		const crash = [
			'/srv/app.js:3',
			"throw new Error('broken');",
			'^',
			'',
			'Error: broken',
			'    at Object.<anonymous> (/srv/app.js:3:7)',
			'',
			'Node.js v20.20.2',
		];
		expect(groups(lines([...crash, 'x', ...crash]))).toEqual(['/srv/app.js:3 +7', 'x +0', '/srv/app.js:3 +7']);
	});

	it('has the level of its head', () => {
		const classify = createLineClassifier();
		const levels = lines(['[warn] slow', '    at run (a.js:1:1)', 'x']).map(line => classify(line).level);
		expect(levels).toEqual(['warn', 'warn', 'error']);
	});

	it('without a head is an error', () => {
		expect(createLineClassifier()({...lines(['    at run (a.js:1:1)'])[0]} as LogLine)).toMatchObject({
			level: 'error',
			continues: true,
		});
	});
});

it('leaves lines that are only indented to themselves', () => {
	expect(groups(lines(['up', '  <-- GET /', '  --> GET / 200'], 'stdout'))).toHaveLength(3);
	expect(groups(lines(['Error: x', '    at run (a.js:1:1)', '  <-- GET /'], 'stdout'))).toHaveLength(2);
});

it('keeps the traces of workers and streams apart, however they are mixed', () => {
	const trace = (kind: 'stdout' | 'stderr', workerId: number) =>
		lines(['Error: x', '  more', '    at run (a.js:1:1)', '', 'next'], kind, workerId);
	const sources = [trace('stdout', 1), trace('stderr', 1), trace('stderr', 2)];
	fc.assert(
		fc.property(fc.array(fc.nat(2), {minLength: 15, maxLength: 60}), order => {
			const left = sources.map(source => [...source]);
			const classify = createLineClassifier();
			for (const pick of order) {
				const line = left[pick]?.shift();
				if (line !== undefined) {
					expect(classify(line).continues).toBe(line.text !== 'Error: x' && line.text !== 'next');
				}
			}
		}),
	);
});

it('never takes an event or a message for a part of a trace', () => {
	const classify = createLineClassifier();
	for (const kind of ['event', 'message'] as const) {
		for (const line of lines(['Error: x', '    at run (a.js:1:1)'], kind)) {
			expect(classify(line).continues).toBe(false);
		}
	}
});
