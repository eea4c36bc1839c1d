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
 * The form that most terminals understand: colours with semicolons. Text is never concealed (8), as a log shows what there
 * is. A curly underline (`4:3`) stays one.
 */
function normalSgr(parameters: string): string {
	const codes: string[] = [];
	const parts = parameters.split(';');
	for (let at = 0; at < parts.length; at += 1) {
		const [code = '', ...details] = (parts[at] ?? '').split(':');
		if (isColor(code) && details.length > 0) {
			// 38:2::1:2:3 has a colour space, which is mostly empty, before the colour.
			const color = details[0] === '2' && details.length > 4 ? ['2', ...details.slice(-3)] : details;
			codes.push(code, ...color);
		} else if (isColor(code)) {
			// Its numbers follow, and are no codes of their own.
			const count = parts[at + 1] === '2' ? 5 : 3;
			codes.push(...parts.slice(at, at + count));
			at += count - 1;
		} else if (code === '4' && details.length > 0) {
			codes.push(details[0] === '0' ? '24' : `4:${details[0]}`);
		} else if (code !== '8') {
			codes.push(code || '0');
		}
	}
	return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}

/** Of the text, its background, or its underline. */
function isColor(code: string): boolean {
	return code === '38' || code === '48' || code === '58';
}
