import {PassThrough} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import {render} from 'ink';
import type {ReactNode} from 'react';
import type {ScreenSize} from '../../src/ui/terminal/screen-size.js';

export type Rendered = {
	/** All frames that Ink has written, oldest first. */
	readonly frames: readonly string[];
	/** The newest one: its rows. */
	readonly rows: () => readonly string[];
	readonly rerender: (node: ReactNode) => void;
	readonly unmount: () => void;
};

/** Ink on a terminal of a given size (ink-testing-library has 100 columns, always). In debug mode it writes each frame whole. */
export function renderAt(node: ReactNode, size: ScreenSize): Rendered {
	const frames: string[] = [];
	const stdout = Object.assign(new PassThrough(), size, {
		write: (frame: string) => {
			frames.push(frame);
			return true;
		},
	});
	const ink = render(node, {
		stdout: stdout as unknown as WriteStream,
		stdin: new PassThrough() as unknown as ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
		isScreenReaderEnabled: false,
	});
	return {
		frames,
		rows: () => (frames.at(-1) ?? '').split('\n'),
		rerender: ink.rerender,
		unmount: ink.unmount,
	};
}
