import stringWidth from 'string-width';

/**
 * What a terminal would show of a line that writes over itself with CR (a progress bar) and backspace (a spinner), where
 * that hides nothing: what comes last has to cover all that came before, or that has to have been blanked. Otherwise the
 * text as it is, as nothing may vanish from an error (`Error: disk full\rdone` would be `doner: disk full`). Colours that
 * were set in what is left out are left out with it.
 */
export function overwritten(text: string): string {
	if (text.length > LONGEST) {
		return text;
	}
	if (text.includes('\r')) {
		return lastPicture(text.split('\r').map(withoutBackspaces)) ?? text;
	}
	return text.includes('\b') ? withoutBackspaces(text) : text;
}

/**
 * Far more than a bar or a spinner takes. Without a screen a line may have 64 MB, and comes by on the primary's main thread:
 * one of 8 MB with a single backspace in it kept that busy for 1.3 s and took 400 MB.
 */
const LONGEST = 64 * 1024;

/** The last of the parts that is not blank; undefined where something of an earlier one would still be seen beside it. */
function lastPicture(parts: readonly string[]): string | undefined {
	let picture = '';
	let columns = 0;
	// A return at the end has nothing written over.
	for (const written of parts.at(-1) === '' ? parts.slice(0, -1) : parts) {
		const part = written.replace(ERASES_LINE, '').replace(ERASES_REST, '');
		const width = stringWidth(part);
		// A tab steps over what is there, and does not cover it.
		if (part.includes('\t') || (columns > width && part === written)) {
			return undefined;
		}
		const isBlank = part.trim() === '';
		picture = isBlank ? '' : part;
		columns = isBlank ? 0 : width;
	}
	return picture;
}

/** What progress bars send first, or last, so that nothing is left of what they wrote before. */
const ERASES_LINE = /^\u001B\[[02]?K/;
const ERASES_REST = /\u001B\[0?K$/;

/** One column each, so that a backspace goes back over one: ASCII, Latin letters, and what spinners are made of. */
const SIMPLE =
	/^(?:\u001B\[[\d;:]*m|[\b\x20-\x7E\xA1-\xAC\xAE-\u02FF\u2010-\u2027\u2190-\u2193\u2500-\u25EF\u2800-\u28FF])*$/;
const TOKEN = /\u001B\[[\d;:]*m|./gs;

function withoutBackspaces(part: string): string {
	if (!part.includes('\b') || !SIMPLE.test(part)) {
		return part;
	}
	/** A character each, with the SGR before it. */
	const cells: string[] = [];
	let sgr = '';
	let at = 0;
	for (const token of part.match(TOKEN) ?? []) {
		if (token === '\b') {
			at = Math.max(0, at - 1);
		} else if (token.length > 1) {
			sgr += token;
		} else {
			cells[at] = (cells[at]?.slice(0, -1) ?? '') + sgr + token;
			sgr = '';
			at += 1;
		}
	}
	return cells.join('') + sgr;
}
