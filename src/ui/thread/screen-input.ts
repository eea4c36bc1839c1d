import {InputDecoder} from '../terminal/input-decoder.js';
import type {InputEvent, InputSource} from '../terminal/input-event.js';

/** After an ESC, so long for the rest of its sequence: more than a slow line needs, less than a user notices. */
const ESCAPE_WAIT_MS = 50;

/** Bytes from the terminal → input events, for one listener at a time. What comes before it listens is kept for it. */
export class ScreenInput {
	readonly source: InputSource = onInput => {
		this.#listener = onInput;
		this.#emit([]);
		return () => {
			this.#listener = undefined;
		};
	};
	#decoder = new InputDecoder();
	#listener: ((event: InputEvent) => void) | undefined;
	#kept: InputEvent[] = [];
	#timer: NodeJS.Timeout | undefined;

	push(bytes: Uint8Array): void {
		clearTimeout(this.#timer);
		this.#emit(this.#decoder.push(bytes));
		if (this.#decoder.isWaiting) {
			this.#timer = setTimeout(() => this.#emit(this.#decoder.flush()), ESCAPE_WAIT_MS);
		}
	}

	#emit(events: readonly InputEvent[]): void {
		this.#kept.push(...events);
		const listener = this.#listener;
		if (listener !== undefined) {
			for (const event of this.#kept.splice(0)) {
				listener(event);
			}
		}
	}
}
