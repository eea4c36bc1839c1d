import {Chalk, type ChalkInstance} from 'chalk';
import {harmless} from '../../logs/harmless.js';
import {inAscii} from '../../logs/in-ascii.js';
import type {StateKind} from '../../model/snapshot.js';
import type {ScreenOptions} from '../../start-options.js';
import {ASCII_GLYPHS, type Glyphs, UNICODE_GLYPHS} from './glyphs.js';
import type {Level} from './level.js';
import {withoutSgr} from './styled-text.js';

/** Dresses text in SGR; without colour it gives it back as it is. */
export type Style = (text: string) => string;

export type Theme = {
	readonly glyphs: Glyphs;
	/** False with NO_COLOR: then nothing has a colour, and the app's own sequences are not drawn. */
	readonly hasColor: boolean;
	readonly plain: Style;
	readonly strong: Style;
	readonly dim: Style;
	readonly accent: Style;
	readonly ok: Style;
	readonly warn: Style;
	readonly critical: Style;
	/** The cell that the cursor is on. */
	readonly cursor: Style;
	/** What is looked for, and the same where one is. */
	readonly match: Style;
	readonly currentMatch: Style;
	/** Beside a line that the user has marked. */
	readonly marked: Style;
	/** Of a value, and of the cells of its graph. */
	readonly level: Readonly<Record<Level, Style>>;
	readonly graphLevel: Readonly<Record<Level, Style>>;
	readonly state: Readonly<Record<StateKind, Style>>;
	/** Of an instance's number in the log: the same for as long as it lives. */
	readonly instance: (index: number) => Style;
	/** What the primary says, which may quote the app, as this terminal can show it: plain text. */
	readonly words: (text: string) => string;
};

// Of middle lightness, so that they can be read on a dark and on a light background; no red, which means trouble here.
const INSTANCE_COLORS_256 = [37, 170, 71, 172, 68, 136, 99, 107, 168, 73] as const;
const INSTANCE_COLORS_16 = ['cyan', 'magenta', 'green', 'blue', 'yellow', 'cyanBright', 'magentaBright'] as const;
const GRAPH_COLOR_256 = 67;

/**
 * Colour is kept for what asks for a look: what is well has little of it. The 16 colours are the user's own palette;
 * where there are 256, instances and graphs take fixed ones.
 */
export function createTheme({
	colorLevel,
	ascii,
	hasModifiers = false,
}: Pick<ScreenOptions, 'colorLevel' | 'ascii' | 'hasModifiers'>): Theme {
	const chalk = new Chalk({level: colorLevel});
	const hasColor = colorLevel > 0;
	const {bold, dim, inverse, underline} = hasColor || !hasModifiers ? chalk : new Chalk({level: 1});
	const plain: Style = text => text;
	const graph = colorLevel > 1 ? chalk.ansi256(GRAPH_COLOR_256) : chalk.cyan;
	const warn = chalk.yellow;
	const critical = hasColor ? chalk.red.bold : bold;
	return {
		glyphs: ascii ? ASCII_GLYPHS : UNICODE_GLYPHS,
		hasColor,
		plain,
		strong: bold,
		dim,
		accent: chalk.cyan,
		ok: chalk.green,
		warn,
		critical,
		cursor: inverse,
		match: hasColor ? chalk.black.bgYellow : underline,
		currentMatch: hasColor ? chalk.black.bgCyan : bold.underline,
		marked: hasColor ? chalk.black.bgMagenta : bold,
		level: {normal: plain, warning: warn, critical},
		graphLevel: {normal: graph, warning: warn, critical: chalk.red},
		state: {
			starting: chalk.cyan,
			online: chalk.cyan,
			ready: chalk.green,
			draining: warn,
			stopping: warn,
			waiting: warn,
			stopped: dim,
			failed: critical,
		},
		instance: createInstanceStyle(chalk),
		words: text => (ascii ? inAscii : plain)(withoutSgr(harmless(text))),
	};
}

function createInstanceStyle(chalk: ChalkInstance): (index: number) => Style {
	const styles: readonly Style[] =
		chalk.level > 1
			? INSTANCE_COLORS_256.map(color => chalk.ansi256(color))
			: INSTANCE_COLORS_16.map(color => chalk[color]);
	return index => styles[index % styles.length] ?? chalk.reset;
}
