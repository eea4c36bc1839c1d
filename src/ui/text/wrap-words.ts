import {cellWidth} from './cells.js';
import {graphemes} from './styled-text.js';

/** Breaks plain text at its spaces into lines of at most `width` cells; a word that is longer is cut. At least one line. */
export function wrapWords(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/).flatMap(part => cutWord(part, Math.max(1, width)))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (cellWidth(longer) <= width || line === '') {
			line = longer;
		} else {
			lines.push(line);
			line = word;
		}
	}
	return [...lines, line];
}

function cutWord(word: string, width: number): readonly string[] {
	if (cellWidth(word) <= width) {
		return [word];
	}
	const parts: string[] = [];
	let part = '';
	for (const cell of graphemes(word)) {
		if (part !== '' && cellWidth(part) + cellWidth(cell) > width) {
			parts.push(part);
			part = '';
		}
		part += cell;
	}
	return [...parts, part];
}
