import {createContext} from 'react';
import {cellWidth} from '../text/cells.js';

/** What Ink gets in place of a drawn line that has a place of `width` cells. */
export type CarryLine = (line: string, width: number) => string;

/** How Panes hand their lines past Ink; where there is nobody to bring them back (LineCarrier), they go through it. */
export const CarryLineContext = createContext<CarryLine | undefined>(undefined);

/** What Ink's layout takes of the terminal's width: a cell for each of the panes side by side, of which there are two at most. */
export const CARRIED_COLUMNS = 4;

type CarriedLine = {readonly line: string; readonly width: number};

/** Of the private use area: one UTF-16 unit and one cell each, and more than a screen has rows. */
const FIRST_TOKEN = 0xe000;

/**
 * Takes drawn lines past Ink. Ink 6.8 cuts what it writes into cells, makes an object of each cell of the screen, blank
 * ones too, and joins them again (ink/build/output.js): more than half of the CPU and most of the memory of a frame. All
 * that it has to decide is which line goes where, and a cell for each line is enough for that: it lays out tokens, and its
 * frame gets the lines in their places.
 *
 * A frame is made and written in one go, so the tokens of a frame end with it.
 */
export class LineCarrier {
	#carried: CarriedLine[] = [];

	readonly carry: CarryLine = (line, width) => {
		this.#carried.push({line, width});
		return String.fromCharCode(FIRST_TOKEN + this.#carried.length - 1);
	};

	/** The rows of Ink's frame with the lines themselves, each as far to the right as those before it on its row are wide. */
	deliver(rows: readonly string[]): readonly string[] {
		const carried = this.#carried;
		this.#carried = [];
		return rows.map(row => joinLines(row, carried));
	}
}

function joinLines(row: string, carried: readonly CarriedLine[]): string {
	let drawn = '';
	let start = 0;
	for (let cell = 0; cell < row.length; cell += 1) {
		const found = carried[row.charCodeAt(cell) - FIRST_TOKEN];
		if (found !== undefined) {
			drawn += start === 0 ? found.line : ' '.repeat(Math.max(0, start - cellWidth(drawn))) + found.line;
			start += found.width;
		}
	}
	// A row that carries nothing is as Ink has drawn it.
	return start === 0 ? row : drawn.trimEnd();
}
