/** A regular expression as somebody types it, or what is wrong with it (`unterminated group`). */
export type ParsedPattern =
	| {readonly ok: true; readonly pattern: RegExp}
	| {readonly ok: false; readonly problem: string};

/**
 * Smart case: it does not tell capitals from small letters, unless it has a capital itself (those of `\S`, `\W` or
 * `\u00E9` are none).
 */
export function parsePattern(source: string): ParsedPattern {
	try {
		return {ok: true, pattern: new RegExp(source, hasCapital(source) ? '' : 'i')};
	} catch (error) {
		return {ok: false, problem: problemOf(error)};
	}
}

function hasCapital(source: string): boolean {
	const letters = source.replace(
		/\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|k<[^>]*>|.)|\(\?<[A-Za-z_$][\w$]*>/g,
		'',
	);
	return letters !== letters.toLowerCase();
}

/** V8 says `Invalid regular expression: /(/i: Unterminated group`. */
function problemOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
	return reason.charAt(0).toLowerCase() + reason.slice(1);
}
