/**
 * Ends a row whose line goes on in the next one. To a terminal it is a reset like any other, so nothing happens where it
 * is not understood; no row that holds SGR of an app ends with it, as each ends with a plain reset.
 */
export const GOES_ON = '\x1b[0;0m';

const SGR = /\x1b\[[0-9;:]*m/g;
const FULL_ASCII = /^[\x20-\x7e]+$/;
const FIRST_CHARACTER = /^(?:\x1b\[[0-9;:]*m)*[\x20-\x7e]/;

/**
 * Whether a row can be written so that the terminal takes the next one for the rest of the same line, which then is pasted
 * as one. It has to fill the width, and to be of characters about whose width no terminal is of another opinion: with
 * autowrap on, one cell too many would push the rest down.
 */
export function flowsOn(rows: readonly string[], row: number, columns: number): boolean {
	const text = rows[row] ?? '';
	if (!text.endsWith(GOES_ON)) {
		return false;
	}
	const plain = text.replace(SGR, '');
	return plain.length === columns && FULL_ASCII.test(plain) && FIRST_CHARACTER.test(rows[row + 1] ?? '');
}

/** A row in two: what takes the terminal into it, and the rest. */
export function splitAfterFirst(row: string): readonly [first: string, rest: string] {
	const first = FIRST_CHARACTER.exec(row)?.[0] ?? '';
	return [first, row.slice(first.length)];
}
