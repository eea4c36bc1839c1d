import {PassThrough} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import {render} from 'ink';
import type {ReactNode} from 'react';
import type {FrameStream} from './frame-stream.js';
import {CarryLineContext} from './line-carrier.js';
import type {ScreenSize} from './screen-size.js';

export type MountedScreen = {
	/** Lays out and paints anew, at once. */
	readonly resize: (size: ScreenSize) => void;
	readonly unmount: () => void;
};

/**
 * Puts what `draw` gives on a stream of frames. Of Ink this uses the layout and the drawing, not the output: in its debug
 * mode Ink writes each update as one whole frame, at once, without cursor movements, clearing or a throttle, and all of
 * that is FrameStream's to decide. So none of the ways applies in which Ink 6.8 updates a terminal (a frame of full
 * height clears it, with the user's scrollback; one that is dropped leaves the next one in the wrong place).
 *
 * A component that throws ends the thread with its error, as an unhandled rejection.
 */
export function mountScreen(frames: FrameStream, draw: (size: ScreenSize) => ReactNode): MountedScreen {
	const carried = (size: ScreenSize) => <CarryLineContext value={frames.carry}>{draw(size)}</CarryLineContext>;
	const ink = render(carried(frames.size), {
		// Of a stdout Ink uses what FrameStream has; of a stdin nothing, where no component uses its input hooks.
		stdout: frames as unknown as WriteStream,
		stdin: new PassThrough() as unknown as ReadStream,
		debug: true,
		// For a screen reader Ink would drop the layout.
		isScreenReaderEnabled: false,
		exitOnCtrlC: false,
		// Console output in the thread is the host's business.
		patchConsole: false,
	});
	// Rejects when a component has thrown, and nobody handles that.
	void ink.waitUntilExit();
	return {
		resize: size => {
			frames.resize(size);
			ink.rerender(carried(size));
		},
		unmount: ink.unmount,
	};
}
