import {overwritten} from './overwritten.js';

/** CSI (colours among them), OSC (titles, links) up to its end, and the short sequences of ESC and one character. */
const CONTROL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\^_])/g;

/** A line's text as it is searched and copied: what is left of it on a terminal, without what only steers that. */
export function plainText(text: string): string {
	const left = overwritten(text);
	return left.includes('\u001B') ? left.replace(CONTROL_SEQUENCE, '') : left;
}
