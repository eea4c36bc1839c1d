import {createContext} from 'react';
import {cellWidth} from './cells.js';

/** What Ink gets in place of a drawn line. */
export type CarryLine = (line: string) => string;

/** How Panes hand their lines to Ink. Where nobody brings them back (LineCarrier), Ink gets the lines themselves. */
export const CarryLineContext = createContext<CarryLine>(line => line);

/** Of the private use area: one UTF-16 unit and one cell each, and more than a screen has rows. */
const FIRST_TOKEN = 0xe000;
const LAST_TOKEN = 0xf8ff;

/**
 * Takes drawn lines past Ink. Ink 6.8 cuts whatever it writes into cells and joins them again (ink/build/output.js), which
 * was 40 % of a screen at rest. What it is good for here is to say where each line goes, and for that one cell is enough:
 * it gets a token for each line, and its frame gets the lines in the tokens' places.
 *
 * A frame is made and written in one go, so the tokens of a frame end with it.
 */
export class LineCarrier {
	#lines: string[] = [];

	readonly carry: CarryLine = line => {
		const token = FIRST_TOKEN + this.#lines.length;
		if (token > LAST_TOKEN) {
			return line;
		}
		this.#lines.push(line);
		return String.fromCharCode(token);
	};

	/** The rows of Ink's frame with the lines themselves; each begins in the column of its token. */
	deliver(rows: readonly string[]): readonly string[] {
		const lines = this.#lines;
		this.#lines = [];
		return rows.map(row => deliverRow(row, lines));
	}
}

/** In a row of Ink's a column is an index: tokens, and the spaces between panes, are one unit each. */
function deliverRow(row: string, lines: readonly string[]): string {
	let drawn = '';
	let isEmpty = true;
	for (let column = 0; column < row.length; column += 1) {
		const line = lines[row.charCodeAt(column) - FIRST_TOKEN];
		if (line !== undefined) {
			const before = isEmpty ? row.slice(0, column) : ' '.repeat(Math.max(0, column - cellWidth(drawn)));
			drawn += before + line;
			isEmpty = false;
		}
	}
	return isEmpty ? row : drawn.trimEnd();
}
