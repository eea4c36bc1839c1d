/**
 * The names of the keys that terminals send as sequences: xterm's forms, and those of rxvt, the Linux console and
 * PuTTY where they differ. What is not in here is no key: an answer, a report, a key of a terminal we do not know.
 */

/** Of `CSI … letter` and `SS3 letter`. */
const LETTER_KEYS: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
};

/** Of `CSI number ~`. */
const TILDE_KEYS: Readonly<Record<string, string>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageup',
	6: 'pagedown',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

/** rxvt: arrows with Shift after CSI, with Ctrl after SS3. */
const RXVT_ARROWS: Readonly<Record<string, string>> = {a: 'up', b: 'down', c: 'right', d: 'left'};

/** `CSI [ letter` of the Linux console. */
const LINUX_KEYS: Readonly<Record<string, string>> = {A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5'};

/** What stands between `CSI` and the final letter: `1;5` in `CSI 1;5 A`. */
export function csiKey(parameters: string, final: string): string | undefined {
	const match = /^(\d*)(?:;(\d+))?$/.exec(parameters);
	if (match === null) {
		return undefined;
	}
	const [, number = '', modifiers] = match;
	switch (final) {
		case '~':
			return withModifiers(TILDE_KEYS[number], modifiers);
		case '^':
		case '@':
			// rxvt: with Ctrl, and with Ctrl and Shift.
			return withModifiers(TILDE_KEYS[number], CTRL);
		case 'Z':
			return 'shift-tab';
		case 'I':
			// Without a modifier it is the report that the window got the focus.
			return modifiers === undefined ? undefined : withModifiers('tab', modifiers);
		case 'R':
			// With parameters it is the answer to "where is the cursor?", which wins over F3 with Ctrl.
			return parameters === '' ? 'f3' : undefined;
		default:
			return parameters === '' || number === '1'
				? withModifiers(LETTER_KEYS[final] ?? (parameters === '' ? RXVT_ARROWS[final] : undefined), modifiers)
				: undefined;
	}
}

/** `SS3 letter`, in older xterms with a modifier between. */
export function ss3Key(parameters: string, final: string): string | undefined {
	const arrow = RXVT_ARROWS[final];
	if (arrow !== undefined) {
		return withModifiers(arrow, CTRL);
	}
	return final === 'M' ? 'enter' : withModifiers(LETTER_KEYS[final], parameters === '' ? undefined : parameters);
}

export function linuxKey(letter: string): string | undefined {
	return LINUX_KEYS[letter];
}

/** A byte below space, or DEL. */
export function controlKey(code: number): string | undefined {
	switch (code) {
		case 0x08:
		case 0x7f:
			return 'backspace';
		case 0x09:
			return 'tab';
		case 0x0a:
		case 0x0d:
			return 'enter';
		case 0x1b:
			return 'escape';
		default:
			return code >= 0x01 && code <= 0x1a ? `ctrl-${String.fromCharCode(code + 0x60)}` : undefined;
	}
}

/** The same key with Alt held: terminals send an ESC before it. */
export function withAlt(key: string): string {
	if (key.includes('alt-')) {
		return key;
	}
	return key.startsWith('ctrl-') ? key.replace('ctrl-', 'ctrl-alt-') : `alt-${key}`;
}

const ALT_BIT = 2;
const CTRL_BIT = 4;
const CTRL = String(1 + CTRL_BIT);

/** xterm's modifier parameter is 1 + a sum of bits; Shift (1) changes no key that has a name here. */
function withModifiers(key: string | undefined, modifiers: string | undefined): string | undefined {
	if (key === undefined || modifiers === undefined) {
		return key;
	}
	const bits = Number(modifiers) - 1;
	return `${bits & CTRL_BIT ? 'ctrl-' : ''}${bits & ALT_BIT ? 'alt-' : ''}${key}`;
}
