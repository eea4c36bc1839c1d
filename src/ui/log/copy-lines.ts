import {Buffer} from 'node:buffer';
import type {LogLine} from '../../logs/log-block.js';
import {plainText} from '../../logs/plain-text.js';
import type {OperatorReply} from '../../model/operator.js';
import {toClipboard} from '../terminal/terminal-sequences.js';
import {formatExactCount} from '../text/format.js';

/** xterm.js, hterm and others take 100,000 bytes of OSC 52 at most, which is so much text in base64. */
const MOST_BYTES = 74_994;

export type Clipboard = {
	/** Writes to the terminal between two frames. */
	readonly write: (sequence: string) => void;
	/** Inside of tmux, which takes text from an app only with `set-clipboard on`. */
	readonly isTmux: boolean;
};

/** Puts the text of lines into the clipboard (OSC 52). A terminal never says whether it has taken it. */
export function copyLines(lines: readonly LogLine[], {write, isTmux}: Clipboard): OperatorReply {
	const text = lines.map(copiedText).join('\n');
	const bytes = Buffer.byteLength(text);
	const size = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, ${formatExactCount(bytes)} bytes`;
	if (bytes > MOST_BYTES) {
		const limit = formatExactCount(MOST_BYTES);
		return {ok: false, message: `${size}: terminals take ${limit} at most; S saves to a file`};
	}

	write(toClipboard(text));
	const condition = isTmux ? 'tmux needs set-clipboard on' : 'if the terminal allows it (OSC 52)';
	return {ok: true, message: `copied ${size} · ${condition}`};
}

/** As it was written, without what only steers a terminal. */
export function copiedText({text}: Pick<LogLine, 'text'>): string {
	return plainText(text).replace(/[\0-\x08\n-\x1f\x7f-\x9f]/g, '');
}
