/** Text that may hold SGR sequences (colour, bold…) and no other control sequence. */

/** A sequence, or what takes a place of its own on the screen: `é`, a flag, a family. */
export type Piece = {readonly kind: 'sgr' | 'grapheme'; readonly text: string};

export const RESET = '\x1b[0m';

/**
 * Of such text each UTF-16 unit is a grapheme and takes a cell: printable ASCII, Latin letters, dashes and dots, arrows,
 * lines, blocks, shapes and braille. Nearly all that is drawn is of this kind, and to measure the rest costs a hundred times more.
 */
export const ONE_CELL_EACH =
	/^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u25ef\u2716\u2800-\u28ff]*$/;

/** Sequences and graphemes, one by one. */
export function* piecesOf(text: string): Generator<Piece> {
	// Only where it is needed: this alone takes as long as hundreds of characters do.
	let segments: Intl.Segments | undefined;
	const segmentAt = (index: number) => {
		segments ??= segmenter.segment(text);
		return segments.containing(index)?.segment ?? '';
	};
	let index = 0;
	while (index < text.length) {
		SGR.lastIndex = index;
		const sgr = SGR.exec(text);
		if (sgr !== null) {
			yield {kind: 'sgr', text: normalSgr(sgr[1] ?? '')};
			index += sgr[0].length;
			continue;
		}
		const grapheme = isAlone(text, index) ? text.charAt(index) : segmentAt(index);
		yield {kind: 'grapheme', text: grapheme};
		index += Math.max(1, grapheme.length);
	}
}

export function graphemes(text: string): readonly string[] {
	return ONE_CELL_EACH.test(text) ? [...text] : Array.from(segmenter.segment(text), ({segment}) => segment);
}

export function withoutSgr(text: string): string {
	return text.includes('\x1b') ? text.replace(/\x1b\[[0-9;:]*m/g, '') : text;
}

const SGR = /\x1b\[([0-9;:]*)m/y;
const segmenter = new Intl.Segmenter();

/** A printable ASCII character that nothing combines with, so that the segmenter, which is slow, need not be asked. */
function isAlone(text: string, index: number): boolean {
	const code = text.charCodeAt(index);
	const next = index + 1 < text.length ? text.charCodeAt(index + 1) : 0;
	return code >= 0x20 && code < 0x7f && next < 0x80;
}

/**
 * The form that Ink's tokenizer understands. It takes `ESC[m` for a colour, and `ESC[38:5:1m` for text that it writes as
 * it is, and so would never close either.
 */
function normalSgr(parameters: string): string {
	const parts = parameters.split(';').map(part => {
		const [code = '', ...details] = part.split(':');
		if (code === '38' || code === '48') {
			// 38:2::1:2:3 has a colour space, which is mostly empty, before the colour.
			const color = details[0] === '2' && details.length > 4 ? ['2', ...details.slice(-3)] : details;
			return [code, ...color].join(';');
		}
		// 4:3 is a curly underline, 4:0 none.
		return code === '4' && details[0] === '0' ? '24' : code || '0';
	});
	return `\x1b[${parts.join(';')}m`;
}
