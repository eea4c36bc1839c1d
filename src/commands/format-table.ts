import stringWidth from 'string-width';
import {harmless} from '../logs/harmless.js';

/** Columns as wide as their widest cell, two spaces between them. Numbers, in a column where all cells are, to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
	const cells = rows.map(row => row.map(harmless));
	const count = Math.max(0, ...cells.map(row => row.length));
	const columns = Array.from({length: count}, (_, column) => {
		const texts = cells.map(row => row[column] ?? '');
		return {
			width: Math.max(...texts.map(text => stringWidth(text))),
			isNumeric: texts.slice(1).every(text => FIGURE.test(text)),
		};
	});
	return cells
		.map(
			row =>
				`${columns
					.map((column, index) => pad(row[index] ?? '', column))
					.join('  ')
					.trimEnd()}\n`,
		)
		.join('');
}

/** `12`, `1.5G`, `42%`, `2h14m`, `12ms`, or nothing. */
const FIGURE = /^(?:\d[\d.,]*(?:ms|[%KMGTsmhd])?(?:\d+[smh])?|–)?$/;

function pad(text: string, {width, isNumeric}: {readonly width: number; readonly isNumeric: boolean}): string {
	const blanks = ' '.repeat(width - stringWidth(text));
	return isNumeric ? blanks + text : text + blanks;
}
