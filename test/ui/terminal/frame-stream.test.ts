import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type FrameSink, FrameStream} from '../../../src/ui/terminal/frame-stream.js';
import type {ScreenSize} from '../../../src/ui/terminal/screen-size.js';
import {GOES_ON} from '../../../src/ui/terminal/soft-wrap.js';
import {diffFrame} from '../../../src/ui/terminal/terminal-frame.js';
import {ENTER_SCREEN} from '../../../src/ui/terminal/terminal-sequences.js';
import {TerminalPicture} from '../terminal-picture.js';

const size: ScreenSize = {columns: 20, rows: 4};

/** A terminal that reads when it is told to. */
class SlowSink implements FrameSink {
	readonly written: string[] = [];
	#done: (() => void) | undefined;

	write = (sequence: string, done: () => void): void => {
		expect(this.#done, 'a write while one is pending').toBeUndefined();
		this.written.push(sequence);
		this.#done = done;
	};

	get isPending(): boolean {
		return this.#done !== undefined;
	}

	/** The terminal takes what was written. */
	read(): void {
		const done = this.#done;
		this.#done = undefined;
		done?.();
	}
}

const text = (sink: SlowSink): string[] => sink.written.map(sequence => stripVTControlCharacters(sequence));

describe('FrameStream', () => {
	it('writes the first frame whole, and then what differs', () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		frames.write('one\ntwo');
		sink.read();
		frames.write('one\nTWO');
		sink.read();
		expect(text(sink)).toEqual(['onetwo', 'TWO']);
	});

	it('writes nothing for a frame like the one before', () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		frames.write('one');
		sink.read();
		frames.write('one');
		expect(sink.written).toHaveLength(1);
	});

	it('while a write is pending, skips all frames but the newest, and writes what differs from the one shown', () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		frames.write('a\nb\nc');
		frames.write('A\nb\nc');
		frames.write('a\nB\nc');
		expect(sink.written).toHaveLength(1);
		sink.read();
		expect(text(sink)).toEqual(['abc', 'B']);
	});

	it('is idle once the terminal shows the newest frame', async () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		await frames.idle();
		frames.write('a');
		frames.write('b');
		let isIdle = false;
		const idle = frames.idle().then(() => {
			isIdle = true;
		});
		sink.read();
		await Promise.resolve();
		expect(isIdle).toBe(false);
		sink.read();
		await idle;
	});

	it('writes the next frame whole after a resize, also when a write was pending then', () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		frames.write('a\nb');
		frames.resize({columns: 10, rows: 3});
		frames.write('a\nB');
		sink.read();
		expect(text(sink)).toEqual(['ab', 'aB']);
	});

	it('writes nothing while something else has the terminal, and then all', async () => {
		const sink = new SlowSink();
		const frames = new FrameStream(sink, size);
		frames.write('a\nb');
		const idle = frames.idle();
		frames.hold(true);
		sink.read();
		await idle;
		frames.write('a\nB');
		expect(text(sink)).toEqual(['ab']);
		frames.hold(false);
		expect(text(sink)).toEqual(['ab', 'aB']);
	});

	it('shows the newest frame in the end, whatever was written, resized and skipped before', async () => {
		const line = fc.oneof(
			fc.constantFrom(
				'',
				`01234567890123456789${GOES_ON}`,
				'01234567890123456789',
				'\u001b[31mred\u001b[39m',
				'漢字',
				'é',
				'──',
			),
			fc.string({maxLength: 20, unit: fc.constantFrom('a', 'b', ' ')}),
		);
		const step = fc.oneof(
			fc.record({kind: fc.constant('frame' as const), lines: fc.array(line, {maxLength: 8})}),
			fc.record({
				kind: fc.constant('resize' as const),
				columns: fc.integer({min: 2, max: 30}),
				rows: fc.integer({min: 1, max: 8}),
			}),
			fc.constant({kind: 'read' as const}),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, {maxLength: 30}), fc.array(line, {maxLength: 8}), async (steps, last) => {
				const sink = new SlowSink();
				const frames = new FrameStream(sink, size);
				const picture = new TerminalPicture(size);
				const read = async () => {
					await picture.write(sink.written.at(-1) ?? '');
					sink.read();
				};
				await picture.write(ENTER_SCREEN);
				for (const event of steps) {
					if (event.kind === 'frame') {
						frames.write(event.lines.join('\n'));
					} else if (event.kind === 'resize') {
						picture.resize(event);
						frames.resize(event);
					} else if (sink.isPending) {
						await read();
					}
				}
				frames.write(last.join('\n'));
				while (sink.isPending) {
					await read();
				}
				const fresh = new TerminalPicture(frames.size);
				await fresh.write(ENTER_SCREEN);
				await fresh.write(last.slice(0, frames.size.rows).join('\r\n'));
				expect(picture.rows).toEqual(fresh.rows);
				const redrawn = new TerminalPicture(frames.size);
				await redrawn.write(ENTER_SCREEN);
				await redrawn.write(diffFrame({shown: undefined, wanted: last, size: frames.size}));
				expect(picture.continuedRows).toEqual(redrawn.continuedRows);
			}),
		);
	});
});
