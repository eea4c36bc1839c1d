/** What a terminal sends for a key that is not a character. */
const named: Readonly<Record<string, string>> = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
	enter: '\r',
	tab: '\t',
	escape: '\u001B',
	backspace: '\u007F',
	'ctrl-d': '\u0004',
	'ctrl-c': '\u0003',
};

export function keyBytes(key: string): string {
	return named[key] ?? key;
}
