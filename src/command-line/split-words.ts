/**
 * Splits text into words as a POSIX shell would, without expanding anything: blanks part words, `'…'` keeps all, `"…"`
 * keeps all but a backslash before `"` and `\`, and a bare backslash keeps the next character. Undefined when a quote
 * is not closed or nothing follows a backslash.
 */
export function splitWords(text: string): string[] | undefined {
	const words: string[] = [];
	for (const [, word = ''] of text.matchAll(wordPattern)) {
		words.push(unquote(word));
	}

	return text.replaceAll(wordPattern, '').trim() === '' ? words : undefined;
}

/** What `splitWords`, and a shell, take for this one word. */
export function quoteWord(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const wordPattern = /((?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+)(?=\s|$)/gs;

const quotedPart = /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs;

function unquote(word: string): string {
	return word.replaceAll(quotedPart, (_, escaped?: string, single?: string, double?: string) => {
		return escaped ?? single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? '';
	});
}
