/** CSI (colours among them), OSC (titles, links) up to its end, and the short sequences of ESC and one character. */
const CONTROL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\^_])/g;

/** A line's text as it is searched: without what only steers a terminal. */
export function plainText(text: string): string {
	return text.includes('\u001B') ? text.replace(CONTROL_SEQUENCE, '') : text;
}
