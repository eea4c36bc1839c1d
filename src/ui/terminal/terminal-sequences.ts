import {Buffer} from 'node:buffer';

/** What is said to the terminal, by the names that ECMA-48 and xterm's control sequence list use. */

const ESC = '\u001b';
const CSI = `${ESC}[`;

/** CAN ends whatever sequence was cut off half-way, so that what follows is read as sequences of its own. */
const CAN = '\u0018';
const ALTERNATE_SCREEN = '?1049';
const BRACKETED_PASTE = '?2004';
const CURSOR = '?25';
const AUTOWRAP = '?7';
/** Presses, releases and the wheel, in the form (SGR) that has no end of columns and no byte that looks like a key. */
const MOUSE = '?1000;1006';
const SYNCHRONIZED_UPDATE = '?2026';
/** Mouse and focus reports in all their forms: a program that crashed before us may have left them on. */
const REPORTS = '?1000;1002;1003;1004;1005;1006;1015';

const set = (mode: string): string => `${CSI}${mode}h`;
const reset = (mode: string): string => `${CSI}${mode}l`;

export const AUTOWRAP_ON = set(AUTOWRAP);
export const AUTOWRAP_OFF = reset(AUTOWRAP);
export const PLAIN = `${CSI}m`;
export const ERASE_TO_LINE_END = `${CSI}K`;
/** From the top down, which leaves the scrollback alone. */
const ERASE_SCREEN = `${CSI}H${CSI}J`;
export const BEGIN_UPDATE = set(SYNCHRONIZED_UPDATE);
export const END_UPDATE = reset(SYNCHRONIZED_UPDATE);

/** OSC 52: puts a text into the clipboard (`c`) of the machine that the terminal runs on. */
export const toClipboard = (text: string): string => `${ESC}]52;c;${Buffer.from(text).toString('base64')}\u0007`;

/** To the first column of a row; rows count from 1. */
export const toRow = (row: number): string => `${CSI}${row}H`;

/**
 * Takes the terminal over. Without autowrap a line that the terminal finds wider than we do (an emoji, a font) is
 * cut at the edge, where it would otherwise push every row below it down.
 */
export const ENTER_SCREEN =
	reset(REPORTS) + set(ALTERNATE_SCREEN) + set(BRACKETED_PASTE) + AUTOWRAP_OFF + reset(CURSOR);

/** After ENTER_SCREEN, which ends reports of every kind. RESTORE_SCREEN ends these. */
export const REPORT_MOUSE = set(MOUSE);

/**
 * Gives the terminal back as it was. Starts by ending what a frame that was cut off had begun. The alternate screen is
 * erased before it is left: tmux 3.3a, resized meanwhile, would show some of its rows on the normal one.
 */
export const RESTORE_SCREEN =
	CAN +
	PLAIN +
	END_UPDATE +
	AUTOWRAP_ON +
	reset(MOUSE) +
	reset(BRACKETED_PASTE) +
	set(CURSOR) +
	ERASE_SCREEN +
	reset(ALTERNATE_SCREEN);
