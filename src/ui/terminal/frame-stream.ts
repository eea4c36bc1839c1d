import {EventEmitter} from 'node:events';
import {CARRIED_COLUMNS, type CarryLine, LineCarrier} from './line-carrier.js';
import type {ScreenSize} from './screen-size.js';
import {diffFrame, type Frame, parseFrame} from './terminal-frame.js';

/** Where frames go. Calls `done` once the terminal has taken all of it, or never if it does not read. */
export type FrameSink = {readonly write: (sequence: string, done: () => void) => void};

/**
 * The stdout that Ink gets: every write of Ink's is a whole frame (see mountScreen), and this class alone decides what
 * the terminal is told. It keeps the frame that the terminal shows and the newest one; while a write is pending it
 * writes nothing, and afterwards brings the terminal from the one to the other. So a terminal that does not read costs
 * nothing but the frames between, none is queued, and a frame that was skipped cannot leave a trace.
 */
export class FrameStream extends EventEmitter {
	#sink: FrameSink;
	#carrier = new LineCarrier();
	#size: ScreenSize;
	#shown: Frame | undefined;
	#newest: Frame | undefined;
	#writing = false;
	#isHeld = false;
	#onIdle: (() => void)[] = [];

	constructor(sink: FrameSink, size: ScreenSize) {
		super();
		this.#sink = sink;
		this.#size = size;
	}

	get size(): ScreenSize {
		return this.#size;
	}

	/** Ink lays out to this width; how wide the lines are is for those to know who draw them. */
	readonly columns = CARRIED_COLUMNS;

	/** For the lines of the frame that is being made. */
	get carry(): CarryLine {
		return this.#carrier.carry;
	}

	/** Takes a frame from Ink. True, as a stream says: there is never a reason to wait. */
	write(output: string): true {
		this.#newest = this.#carrier.deliver(parseFrame(output, this.#size.rows));
		this.#paint();
		return true;
	}

	/**
	 * The terminal has another size, and shows what it made of the old frame. The next frame is written whole; the caller
	 * sees to it that one follows. No event for Ink: it would paint a frame of its own, of the old tree in the new width.
	 */
	resize(size: ScreenSize): void {
		this.#size = size;
		this.#shown = undefined;
	}

	/** Writes nothing while it is held; then the newest frame whole, as something else may have written on the terminal. */
	hold(isHeld: boolean): void {
		this.#isHeld = isHeld;
		this.#shown = undefined;
		this.#paint();
	}

	/** Resolves once the terminal shows the newest frame: at once if it does or is not to, never if it has stopped reading. */
	async idle(): Promise<void> {
		if (this.#writing) {
			await new Promise<void>(resolve => this.#onIdle.push(resolve));
		}
	}

	#paint(): void {
		if (this.#writing || this.#newest === undefined) {
			return;
		}
		const wanted = this.#newest;
		const sequence = this.#isHeld ? '' : diffFrame({shown: this.#shown, wanted, size: this.#size});
		this.#shown = wanted;
		if (sequence === '') {
			for (const resolve of this.#onIdle.splice(0)) {
				resolve();
			}
			return;
		}
		this.#writing = true;
		this.#sink.write(sequence, () => {
			this.#writing = false;
			this.#paint();
		});
	}
}
