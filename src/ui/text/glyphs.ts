import type {StateKind} from '../../model/snapshot.js';

/** The characters that are drawn; each takes one cell, but for `separator` and, in ASCII, the names of the arrows. */
export type Glyphs = {
	readonly state: Readonly<Record<StateKind, string>>;
	/** Eight levels, lowest first. */
	readonly spark: string;
	/** Charts may be drawn in the dots of braille, two seconds to a cell. */
	readonly hasBraille: boolean;
	/** Grows towards its limit. */
	readonly growing: string;
	readonly ellipsis: string;
	/** Stands for a value that there is none of. */
	readonly none: string;
	/** Between the parts of a title. */
	readonly separator: string;
	readonly rule: string;
	/** The rule of the pane that has the focus. */
	readonly heavyRule: string;
	readonly divider: string;
	readonly selected: string;
	/** The selection while the log has the focus. */
	readonly selectedElsewhere: string;
	/** Before a row that belongs to the one above. */
	readonly branch: string;
	/** Far above, or below, what its siblings use. */
	readonly above: string;
	readonly below: string;
	readonly up: string;
	readonly down: string;
	readonly leftwards: string;
	readonly rightwards: string;
	/** Beside a line that the user has marked. */
	readonly marked: string;
	/** At the edge beyond which a line goes on. */
	readonly cutBefore: string;
	readonly cutAfter: string;
	readonly done: string;
	readonly left: string;
	readonly newline: string;
	/** After the instance number of a line: what kind of line it is. */
	readonly stderr: string;
	readonly message: string;
	/** The same of lines on stdout that state such a level. */
	readonly error: string;
	readonly warning: string;
	/** Before a level: that or a higher one. */
	readonly atLeast: string;
};

export const UNICODE_GLYPHS: Glyphs = {
	state: {
		starting: '○',
		online: '◐',
		ready: '●',
		draining: '◌',
		stopping: '◒',
		waiting: '◔',
		stopped: '■',
		failed: '✖',
	},
	spark: '▁▂▃▄▅▆▇█',
	hasBraille: true,
	growing: '↑',
	ellipsis: '…',
	none: '–',
	separator: ' · ',
	rule: '─',
	heavyRule: '━',
	divider: '│',
	selected: '▸',
	selectedElsewhere: '▹',
	branch: '└',
	above: '▲',
	below: '▼',
	up: '↑',
	down: '↓',
	leftwards: '←',
	rightwards: '→',
	marked: '◆',
	cutBefore: '‹',
	cutAfter: '›',
	done: '▰',
	left: '▱',
	newline: '↵',
	stderr: '!',
	message: '»',
	error: '▌',
	warning: '▏',
	atLeast: '≥',
};

export const ASCII_GLYPHS: Glyphs = {
	state: {
		starting: '.',
		online: 'o',
		ready: '*',
		draining: '~',
		stopping: '-',
		waiting: ':',
		stopped: '=',
		failed: 'X',
	},
	spark: '_.,-=+*#',
	hasBraille: false,
	growing: '/',
	ellipsis: '~',
	none: '-',
	separator: ' | ',
	rule: '-',
	heavyRule: '=',
	divider: '|',
	selected: '>',
	selectedElsewhere: ')',
	branch: '`',
	above: '^',
	below: 'v',
	up: 'Up',
	down: 'Down',
	leftwards: 'Left',
	rightwards: 'Right',
	marked: '+',
	cutBefore: '<',
	cutAfter: '>',
	done: '#',
	left: '.',
	newline: '$',
	stderr: '!',
	message: '>',
	error: '#',
	warning: '|',
	atLeast: '>=',
};
