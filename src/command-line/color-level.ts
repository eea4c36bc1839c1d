import type {ScreenOptions} from '../start-options.js';

type ColorLevel = ScreenOptions['colorLevel'];

const forcedLevels: Readonly<Record<string, ColorLevel>> = {0: 0, false: 0, 1: 1, 2: 2, 3: 3};

/** Terminals that do 24-bit colour and lose the COLORTERM that says so over ssh and sudo. */
const trueColorTerms = /^(xterm-kitty|xterm-ghostty|wezterm|alacritty|foot|.*-direct)/;

/**
 * How many colours to write, counted as chalk counts them (0 none, 1 16 colours, 2 256, 3 true colour).
 *
 * NO_COLOR (https://no-color.org: set and not empty) beats FORCE_COLOR, which beats what the terminal says of itself.
 * Not tty.WriteStream#getColorDepth: it finds no colour in alacritty and foot, and prints a warning of its own when
 * both variables are set.
 */
export function colorLevel(variables: Readonly<Record<string, string | undefined>>, isTty: boolean): ColorLevel {
	if (variables['NO_COLOR']) {
		return 0;
	}

	const force = variables['FORCE_COLOR'];
	if (force === undefined) {
		return isTty ? terminalLevel(variables) : 0;
	}

	return forcedLevels[force] ?? (terminalLevel(variables) || 1);
}

/** Whether the terminal does bold and dim, colours or not. */
export function hasModifiers({TERM: term = ''}: Readonly<Record<string, string | undefined>>, isTty: boolean): boolean {
	return isTty && term !== '' && term !== 'dumb';
}

function terminalLevel({TERM: term = '', COLORTERM: colorTerm = ''}: Readonly<Record<string, string | undefined>>) {
	if (term === '' || term === 'dumb') {
		return 0;
	}

	if (colorTerm === 'truecolor' || colorTerm === '24bit' || trueColorTerms.test(term)) {
		return 3;
	}

	return term.includes('256color') ? 2 : 1;
}
