import {cellWidth, closed, withStyle} from './cells.js';
import {ONE_CELL_EACH, piecesOf} from './styled-text.js';

export type CellCut = {
	/** The first cell to be seen, from 0. */
	readonly from: number;
	/** How many cells there is room for. */
	readonly width: number;
	/** What takes the first cell, or the last, where the text goes on beyond it: one cell each. */
	readonly before: string;
	readonly after: string;
};

/**
 * A window on a text, in cells. It has the styles that are on where it begins; of a wide character that is cut in half
 * a space is left.
 */
export function cutCells(text: string, {from, width, before, after}: CellCut): string {
	const end = from + width;
	const seen = piecesIn(text, {from, end});
	if (width <= 0 || seen.cells === 0) {
		return '';
	}
	const goesOn = seen.cells > end;
	const isCutBefore = from > 0 && !(goesOn && width === 1);
	const first = isCutBefore ? from + 1 : from;
	const last = goesOn ? end - 1 : end;
	let {styles} = seen;
	let drawn = '';
	for (const piece of seen.pieces) {
		if (piece.isStyle) {
			styles = withStyle(styles, piece.text);
			drawn += drawn === '' ? '' : piece.text;
		} else if (piece.at < last && piece.at + piece.width > first) {
			drawn += (drawn === '' ? styles.join('') : '') + visiblePart(piece, {first, last});
		}
	}
	return (isCutBefore ? before : '') + closed(drawn) + (goesOn ? after : '');
}

/** A style, a character, or a run of such as take a cell each. */
type CellPiece = {
	readonly text: string;
	readonly width: number;
	readonly isStyle: boolean;
	readonly isRun: boolean;
};
type PlacedPiece = CellPiece & {readonly at: number};

/** What stands between two cells, and the styles that are on before it; `cells`: of the text, as far as it was looked at. */
function piecesIn(
	text: string,
	{from, end}: {readonly from: number; readonly end: number},
): {readonly styles: readonly string[]; readonly pieces: readonly PlacedPiece[]; readonly cells: number} {
	const pieces: PlacedPiece[] = [];
	let styles: readonly string[] = [];
	let at = 0;
	for (const {text: piece, width, isStyle, isRun} of cellPieces(text)) {
		if (isStyle && pieces.length === 0) {
			styles = withStyle(styles, piece);
		} else if (isStyle || at + width > from) {
			pieces.push({text: piece, width, isStyle, isRun, at});
		}
		at += width;
		if (at > end) {
			break;
		}
	}
	return {styles, pieces, cells: at};
}

/** Run by run where that can be: a line of many thousand cells may be looked at far from its beginning. */
function* cellPieces(text: string): Generator<CellPiece> {
	for (const part of text.split(/(\x1b\[[0-9;:]*m)/)) {
		if (ONE_CELL_EACH.test(part)) {
			yield {text: part, width: part.length, isStyle: false, isRun: true};
			continue;
		}
		for (const {kind, text: piece} of piecesOf(part)) {
			const isStyle = kind === 'sgr';
			const width = isStyle ? 0 : cellWidth(piece);
			yield {text: piece, width, isStyle, isRun: false};
		}
	}
}

function visiblePart(
	{text, width, at, isRun}: PlacedPiece,
	{first, last}: {readonly first: number; readonly last: number},
): string {
	const start = Math.max(0, first - at);
	const end = Math.min(width, last - at);
	if (isRun) {
		return text.slice(start, end);
	}
	return end - start === width ? text : ' '.repeat(end - start);
}
