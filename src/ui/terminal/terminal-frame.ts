import {BEGIN_UPDATE, END_UPDATE, ERASE_TO_LINE_END, PLAIN, toRow} from './terminal-sequences.js';

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
 */
export function diffFrame(update: {
	readonly shown: Frame | undefined;
	readonly wanted: Frame;
	readonly rows: number;
}): string {
	const {shown, wanted, rows} = update;
	let changes = '';
	for (let row = 0; row < rows; row++) {
		const line = wanted[row] ?? '';
		if (shown === undefined || line !== (shown[row] ?? '')) {
			changes += toRow(row + 1) + PLAIN + ERASE_TO_LINE_END + line;
		}
	}
	return changes === '' ? '' : BEGIN_UPDATE + changes + PLAIN + END_UPDATE;
}
