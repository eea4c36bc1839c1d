/** So long nothing may be heard of the screen after a key: far past the slowest frame on a busy machine. */
const SILENCE_MS = 9000;
/** Then once more: where the whole process was stopped or held up, the answer is there already, but not yet read. */
const SECOND_CHANCE_MS = 1000;

/**
 * Notices a screen that hangs. In raw mode Ctrl-C is a byte that only the screen understands: without this a screen in
 * an endless loop would leave no key with which to end clumon.
 */
export class ScreenWatch {
	#onSilence: () => void;
	#timer: NodeJS.Timeout | undefined;

	constructor(onSilence: () => void) {
		this.#onSilence = onSilence;
	}

	/** Something was sent that the screen answers. */
	expect(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = setTimeout(this.#onSilence, SECOND_CHANCE_MS).unref();
		}, SILENCE_MS).unref();
	}

	/** The screen was heard of, or is no longer watched. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
