import type {Scale} from './sparkline.js';

/** The dots of a cell's left and right column, from the bottom up (Unicode, block Braille Patterns). */
const LEFT = [0x40, 0x04, 0x02, 0x01] as const;
const RIGHT = [0x80, 0x20, 0x10, 0x08] as const;
const DOTS = LEFT.length;

/**
 * A chart of columns that stand on the ground, two values to a cell, four levels to a row; NaN is a gap, and what is known has
 * one dot at least. Rows from the top.
 */
export function drawBraille(
	values: readonly number[],
	{scale, rows}: {readonly scale: Scale; readonly rows: number},
): readonly string[] {
	const heights = values.map(value => heightOf(value, scale, rows * DOTS));
	const cells = Math.ceil(values.length / 2);
	return Array.from({length: rows}, (_, row) => {
		const ground = (rows - 1 - row) * DOTS;
		const dots = (column: readonly number[], height = 0) =>
			column.slice(0, Math.max(0, height - ground)).reduce((sum, dot) => sum | dot, 0);
		return Array.from({length: cells}, (_, cell) =>
			String.fromCharCode(0x2800 + (dots(LEFT, heights[2 * cell]) | dots(RIGHT, heights[2 * cell + 1]))),
		).join('');
	});
}

function heightOf(value: number, {low, high}: Scale, most: number): number {
	if (Number.isNaN(value)) {
		return 0;
	}
	return Math.min(most, Math.max(1, Math.ceil(((value - low) / (high - low)) * most)));
}
