const ASCII_WORDS: ReadonlyMap<string, string> = new Map([
	['·', '|'],
	['×', 'x'],
	['…', '...'],
	['–', '-'],
	['—', '-'],
	['─', '-'],
	['→', '->'],
	['±', '+-'],
]);

/** clumon's own words, as the primary sends them, without the few characters past ASCII that they use. */
export function inAscii(text: string): string {
	return text.replace(/[^\x00-\x7f]/g, character => ASCII_WORDS.get(character) ?? character);
}
