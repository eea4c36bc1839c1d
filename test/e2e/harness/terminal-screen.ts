import xterm from '@xterm/headless';
import {waitFor} from './wait-for.js';

const SYNCHRONIZED_UPDATE = 2026;

/** What a person in front of the terminal sees. */
export class TerminalScreen {
	readonly #terminal: xterm.Terminal;
	#bytes = '';
	/** What it showed before the update that has begun, when that is synchronized. */
	#before: readonly string[] = [];

	/** @param reply takes what the terminal answers when it is asked for its state. */
	constructor({columns, rows, reply}: {columns: number; rows: number; reply: (bytes: string) => void}) {
		this.#terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
		this.#terminal.onData(reply);
		this.#terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, params => {
			if (params.includes(SYNCHRONIZED_UPDATE)) {
				this.#before = this.#readRows();
			}
			return false;
		});
	}

	write(data: string): Promise<void> {
		this.#bytes += data;
		return new Promise(resolve => this.#terminal.write(data, resolve));
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
	}

	/** Line by line, top to bottom, without blanks at the ends. No half of a frame: that is what its update is synchronized for. */
	rows(): readonly string[] {
		return this.#terminal.modes.synchronizedOutputMode ? this.#before : this.#readRows();
	}

	#readRows(): string[] {
		const {active} = this.#terminal.buffer;
		return Array.from(
			{length: this.#terminal.rows},
			(_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
		);
	}

	text(): string {
		return this.rows().join('\n');
	}

	/** All that was ever written to it. */
	bytes(): string {
		return this.#bytes;
	}

	isAlternate(): boolean {
		return this.#terminal.buffer.active.type === 'alternate';
	}

	/** What a program must have put back when it ends. */
	modes() {
		const {bracketedPasteMode, mouseTrackingMode, sendFocusMode, synchronizedOutputMode, wraparoundMode} =
			this.#terminal.modes;
		return {
			alternate: this.isAlternate(),
			bracketedPaste: bracketedPasteMode,
			mouse: mouseTrackingMode,
			focusReports: sendFocusMode,
			synchronizedOutput: synchronizedOutputMode,
			autowrap: wraparoundMode,
			cursorHidden: this.#bytes.lastIndexOf('\u001B[?25l') > this.#bytes.lastIndexOf('\u001B[?25h'),
		};
	}

	/** Waits until the screen shows this; returns the match, or what the predicate returned. */
	async waitFor(pattern: RegExp): Promise<RegExpExecArray>;
	async waitFor<T>(predicate: (text: string) => T | undefined | false, what: string): Promise<T>;
	async waitFor<T>(wanted: RegExp | ((text: string) => T | undefined | false), what = String(wanted)) {
		const check = wanted instanceof RegExp ? (text: string) => wanted.exec(text) ?? undefined : wanted;
		return waitFor<T | RegExpExecArray>(() => check(this.text()), {what, context: () => this.text()});
	}
}
