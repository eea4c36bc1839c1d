import type {ScreenSize} from './screen-size.js';
import {flowsOn, splitAfterFirst} from './soft-wrap.js';
import {
	AUTOWRAP_OFF,
	AUTOWRAP_ON,
	BEGIN_UPDATE,
	END_UPDATE,
	ERASE_TO_LINE_END,
	PLAIN,
	toRow,
} from './terminal-sequences.js';

/** A whole picture: its rows from the top, styled with SGR. Rows that it does not have are empty. */
export type Frame = readonly string[];

/** As Ink hands it over, cut to what the terminal can show. */
export function parseFrame(output: string, rows: number): Frame {
	return output.split('\n', rows);
}

/**
 * What to write so that a terminal that shows `shown` shows `wanted`; empty when it does already. `shown` undefined:
 * nobody knows what it shows (at the start, after a resize, after another program had the terminal).
 *
 * Only rows that differ are written, each at its own address, so no row depends on how another one came out. A row is
 * erased before it is written: after a row of full width the cursor stands on its last cell, which an erase would take.
 * The update is synchronized (mode 2026), so a terminal that knows the mode never shows a row that is erased only.
 *
 * Rows of one line (soft-wrap.ts) are written together. xterm.js, VTE and tmux take two rows for one line when a character
 * came after a full row with autowrap on, and for two again when one of them is erased.
 */
export function diffFrame(update: {
	readonly shown: Frame | undefined;
	readonly wanted: Frame;
	readonly size: ScreenSize;
}): string {
	const {shown, wanted, size} = update;
	let changes = '';
	for (let from = 0; from < size.rows; ) {
		const to = lineEnd(wanted, from, size);
		if (shown === undefined || differs(shown, wanted, {from, to, columns: size.columns})) {
			changes += drawRows(wanted, from, to);
		}
		from = to;
	}
	return changes === '' ? '' : BEGIN_UPDATE + changes + PLAIN + END_UPDATE;
}

/** The row after the last one of the line that begins at a row. */
function lineEnd(frame: Frame, from: number, {rows, columns}: ScreenSize): number {
	let row = from;
	while (row + 1 < rows && flowsOn(frame, row, columns)) {
		row += 1;
	}
	return row + 1;
}

type Rows = {readonly from: number; readonly to: number; readonly columns: number};

function differs(shown: Frame, wanted: Frame, {from, to, columns}: Rows): boolean {
	for (let row = from; row < to; row += 1) {
		if ((wanted[row] ?? '') !== (shown[row] ?? '')) {
			return true;
		}
	}
	// The terminal takes it for the rest of a line that it is not the rest of any more.
	return from > 0 && flowsOn(shown, from - 1, columns);
}

function drawRows(frame: Frame, from: number, to: number): string {
	const rows = Array.from({length: to - from}, (_, index) => frame[from + index] ?? '');
	const erased = rows.map((_, index) => toRow(from + index + 1) + PLAIN + ERASE_TO_LINE_END);
	const last = rows.pop() ?? '';
	if (rows.length === 0) {
		return erased.join('') + last;
	}
	const [first, rest] = splitAfterFirst(last);
	return erased.join('') + toRow(from + 1) + AUTOWRAP_ON + rows.join('') + first + AUTOWRAP_OFF + rest;
}
