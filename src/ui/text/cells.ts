import stringWidth from 'string-width';
import {ONE_CELL_EACH, type Piece, piecesOf, RESET, withoutSgr} from './styled-text.js';

/** How many cells a text takes; SGR takes none. */
export function cellWidth(text: string): number {
	const plain = withoutSgr(text);
	return ONE_CELL_EACH.test(plain) ? plain.length : stringWidth(plain);
}

/** At most `width` cells of a text, the last of them `ellipsis` (one cell) if it was cut. */
export function truncate(text: string, {width, ellipsis}: {readonly width: number; readonly ellipsis: string}): string {
	if (width <= 0) {
		return '';
	}
	if (ONE_CELL_EACH.test(text)) {
		return text.length <= width ? text : text.slice(0, width - 1) + ellipsis;
	}
	let drawn = '';
	let drawnWidth = 0;
	/** As much as leaves a cell for the ellipsis. */
	let short = '';
	for (const piece of measuredPieces(text)) {
		if (drawnWidth + piece.width > width) {
			return closed(short + ellipsis);
		}
		drawn += piece.text;
		drawnWidth += piece.width;
		if (drawnWidth < width) {
			short = drawn;
		}
	}
	return closed(drawn);
}

/** Cuts a text into rows of at most `width` cells; SGR goes on in the next row. At least one row. */
export function wrap(text: string, width: number): readonly string[] {
	if (ONE_CELL_EACH.test(text)) {
		return wrapSimple(text, width);
	}
	const rows: string[] = [];
	let row = '';
	let rowWidth = 0;
	let styles: readonly string[] = [];
	for (const measured of measuredPieces(text)) {
		// A cluster of musical signs can be wider than a narrow row.
		const piece = measured.width > width ? {kind: measured.kind, text: '?', width: 1} : measured;
		if (piece.kind === 'sgr') {
			styles = withStyle(styles, piece.text);
		} else if (rowWidth + piece.width > width) {
			rows.push(closed(row));
			row = styles.join('');
			rowWidth = 0;
		}
		row += piece.text;
		rowWidth += piece.width;
	}
	return [...rows, closed(row)];
}

/** Spaces after a text up to `width` cells. */
export function padEnd(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** Spaces before a text up to `width` cells. */
export function padStart(text: string, width: number): string {
	return ' '.repeat(Math.max(0, width - cellWidth(text))) + text;
}

// A wrapped row begins with the styles that are on; more than this many at a time is a colour gradient.
const MOST_STYLES = 32;

type MeasuredPiece = Piece & {readonly width: number};

/** Without graphemes that take no cell: control characters, of which there should be none, and marks with no base. */
function* measuredPieces(text: string): Generator<MeasuredPiece> {
	for (const piece of piecesOf(text)) {
		const width = piece.kind === 'sgr' ? 0 : cellWidth(piece.text);
		if (piece.kind === 'sgr' || width > 0) {
			yield {...piece, width};
		}
	}
}

/** The styles that are on after one more of them. */
export function withStyle(styles: readonly string[], style: string): readonly string[] {
	return style === RESET ? [] : [...styles.filter(other => other !== style), style].slice(-MOST_STYLES);
}

/** Styles must not leak into what is drawn beside a text. */
export function closed(row: string): string {
	return row.includes('\x1b') ? row + RESET : row;
}

function wrapSimple(text: string, width: number): readonly string[] {
	const rows: string[] = [];
	for (let start = 0; start < text.length; start += width) {
		rows.push(text.slice(start, start + width));
	}
	return rows.length > 0 ? rows : [''];
}
