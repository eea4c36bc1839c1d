import {expect, it} from 'vitest';
import {drawBraille} from '../../../src/ui/text/braille.js';

const scale = {low: 0, high: 100};

it('a cell has two values of four levels each', () => {
	expect(drawBraille([0, 25, 26, 50, 75, 100, 130], {scale, rows: 1})).toEqual(['⣀⣤⣾⡇']);
});

it('a gap has no dot, and nothing has one', () => {
	expect(drawBraille([Number.NaN, Number.NaN, Number.NaN, 0], {scale, rows: 1})).toEqual(['⠀⢀']);
});

it('two rows have eight levels', () => {
	expect(drawBraille([10, 50, 60, 100], {scale, rows: 2})).toEqual(['⠀⣸', '⣸⣿']);
});
