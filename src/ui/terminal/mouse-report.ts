import type {MouseInput} from './input-event.js';

/**
 * The buttons of SGR reports that mean something here: left, and the wheel. Those held with Shift, Alt or Ctrl, and
 * movements, have other numbers: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates.
 */
const ACTS: Readonly<Record<string, MouseInput['act']>> = {0: 'click', 64: 'wheel-up', 65: 'wheel-down'};

/** What stands between `CSI` and the final letter: `<0;12;34` in `CSI <0;12;34M`. A release (`m`) is nothing. */
export function parseMouseReport(parameters: string, final: string): MouseInput | undefined {
	const [, button = '', column, row] = /^<(\d{1,3});(\d{1,5});(\d{1,5})$/.exec(parameters) ?? [];
	const act = final === 'M' ? ACTS[button] : undefined;
	// The terminal counts from 1.
	return act === undefined ? undefined : {type: 'mouse', act, column: Number(column) - 1, row: Number(row) - 1};
}
