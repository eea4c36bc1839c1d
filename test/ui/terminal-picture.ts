import {Terminal} from '@xterm/headless';
import type {ScreenSize} from '../../src/ui/terminal/screen-size.js';

/** A terminal without a window: what would a user see? */
export class TerminalPicture {
	#terminal: Terminal;

	constructor({columns, rows}: ScreenSize) {
		this.#terminal = new Terminal({cols: columns, rows, allowProposedApi: true});
	}

	async write(sequence: string): Promise<void> {
		await new Promise<void>(resolve => this.#terminal.write(sequence, resolve));
	}

	resize({columns, rows}: ScreenSize): void {
		this.#terminal.resize(columns, rows);
	}

	/** The rows that the window shows, without trailing blanks. */
	get rows(): string[] {
		const {active} = this.#terminal.buffer;
		return Array.from({length: this.#terminal.rows}, (_, row) =>
			(active.getLine(active.baseY + row)?.translateToString(true, 0, this.#terminal.cols) ?? '').trimEnd(),
		);
	}

	/** Which rows it takes for the rest of the row above: they are copied as one line. */
	get continuedRows(): number[] {
		const {active} = this.#terminal.buffer;
		return Array.from({length: this.#terminal.rows}, (_, row) => row).filter(
			row => active.getLine(active.baseY + row)?.isWrapped,
		);
	}

	/** How many rows have scrolled out at the top. */
	get scrolledRows(): number {
		return this.#terminal.buffer.active.baseY;
	}
}
