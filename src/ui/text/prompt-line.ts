import {cellWidth, padEnd, truncate} from './cells.js';
import {type EditedLine, split} from './line-editor.js';
import type {Span} from './spans.js';
import {graphemes} from './styled-text.js';
import type {Theme} from './theme.js';

type Options = {readonly width: number; readonly theme: Theme};

/** As much of a typed line as fits around its cursor, in exactly `width` cells (at least 2). */
export function promptSpans(line: EditedLine, {width, theme}: Options): readonly Span[] {
	const [before, after] = split(line).map(part => graphemes(part).map(cell => shown(cell, theme)));
	// Without colour there is no inverse cell: then the cursor is a character between two others.
	const [under = ' ', ...rest] = theme.hasColor ? (after ?? []) : ['|', ...(after ?? [])];
	const start = lastCells(before ?? [], {width: width - cellWidth(under), theme});
	const left = Math.max(0, width - cellWidth(start) - cellWidth(under));
	const end = truncate(rest.join(''), {width: left, ellipsis: theme.glyphs.ellipsis});
	return [{text: start}, {text: under, style: theme.cursor}, {text: padEnd(end, left)}];
}

/** The end of a text, with an ellipsis before it if it was cut. */
function lastCells(cells: readonly string[], {width, theme}: Options): string {
	const text = cells.join('');
	if (cellWidth(text) <= width) {
		return text;
	}
	let kept = '';
	for (const cell of cells.toReversed()) {
		if (cellWidth(cell) + cellWidth(kept) > width - 1) {
			break;
		}
		kept = cell + kept;
	}
	return theme.glyphs.ellipsis + kept;
}

/** A pasted line break or tab, too, takes a cell. */
function shown(cell: string, {glyphs}: Theme): string {
	if (/^[\r\n\u2028\u2029]/.test(cell)) {
		return glyphs.newline;
	}
	return cellWidth(cell) === 0 || /\p{Control}/u.test(cell) ? ' ' : cell;
}
