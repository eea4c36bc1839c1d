import {useState} from 'react';
import {afterEach, describe, expect, it} from 'vitest';
import {Pane} from '../../../src/ui/pane.js';
import {FrameStream} from '../../../src/ui/terminal/frame-stream.js';
import {type MountedScreen, mountScreen} from '../../../src/ui/terminal/mount-screen.js';
import type {ScreenSize} from '../../../src/ui/terminal/screen-size.js';
import {ENTER_SCREEN} from '../../../src/ui/terminal/terminal-sequences.js';
import {TerminalPicture} from '../terminal-picture.js';

let mounted: MountedScreen | undefined;
afterEach(() => mounted?.unmount());

let say: (word: string) => void = () => {};

/** Fills the screen: the word in its first row and its last. */
function Filled({size}: {readonly size: ScreenSize}) {
	const [word, setWord] = useState('one');
	say = setWord;
	return (
		<Pane
			width={size.columns}
			lines={Array.from({length: size.rows}, (_, row) => (row === 0 || row === size.rows - 1 ? word : ''))}
		/>
	);
}

/** Mounts it on a terminal that reads at once; `written` is all that the terminal got. */
async function mount(size: ScreenSize) {
	const picture = new TerminalPicture(size);
	await picture.write(ENTER_SCREEN);
	const written: string[] = [];
	const frames = new FrameStream(
		{
			write: (sequence, done) => {
				written.push(sequence);
				void picture.write(sequence).then(done);
			},
		},
		size,
	);
	mounted = mountScreen(frames, given => <Filled size={given} />);
	return {picture, written, frames, screen: mounted};
}

describe('mountScreen', () => {
	it('paints at full height and width, and never clears the terminal or its scrollback', async () => {
		const {picture, written, frames} = await mount({columns: 12, rows: 4});
		await expect.poll(() => picture.rows).toEqual(['one', '', '', 'one']);
		say('two');
		await expect.poll(() => picture.rows).toEqual(['two', '', '', 'two']);
		await frames.idle();
		expect(picture.scrolledRows).toBe(0);
		for (const erase of ['\u001b[2J', '\u001b[3J', '\u001b[J', '\u001bc']) {
			expect(written.join('')).not.toContain(erase);
		}
	});

	it('writes one synchronized update for each commit, of the rows that changed', async () => {
		const {picture, written, frames} = await mount({columns: 12, rows: 40});
		await frames.idle();
		say('two');
		await expect.poll(() => picture.rows.at(-1)).toBe('two');
		await frames.idle();
		expect(written).toHaveLength(2);
		expect(written[1]).toBe(
			'\u001b[?2026h\u001b[1H\u001b[m\u001b[Ktwo\u001b[40H\u001b[m\u001b[Ktwo\u001b[m\u001b[?2026l',
		);
	});

	it('shows the new size right after a resize, either way, in one update', async () => {
		const {picture, written, frames, screen} = await mount({columns: 12, rows: 6});
		await frames.idle();
		for (const size of [
			{columns: 5, rows: 3},
			{columns: 30, rows: 8},
			{columns: 30, rows: 2},
		]) {
			const before = written.length;
			picture.resize(size);
			screen.resize(size);
			await frames.idle();
			expect(picture.rows).toEqual(['one', ...Array.from({length: size.rows - 2}, () => ''), 'one']);
			expect(written).toHaveLength(before + 1);
		}
	});
});
