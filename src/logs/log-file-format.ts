import {Buffer} from 'node:buffer';
import type {LogBlock, LogOrigin} from './log-block.js';
import {describeLossAsJson, formatBlockAsJson} from './ndjson-lines.js';

/** What a log file looks like: the bytes as they came, with a time before each line, or an object a line. */
export type LogFileForm = 'plain' | 'time' | 'json';

export type LinesOfFile = {
	/** Whole lines, each with its LF. */
	readonly pieces: readonly Buffer[];
	readonly origin: LogOrigin;
	/** When they came: epoch, ms. */
	readonly at: number;
};

/** The same lines as they stand in a file. `plain` costs nothing, `time` 65 ns a line of 100 bytes, `json` a string a line. */
export function formatForFile(form: LogFileForm, {pieces, origin, at}: LinesOfFile): readonly Buffer[] {
	switch (form) {
		case 'plain':
			return pieces;
		case 'time':
			return [putBefore(`${new Date(at).toISOString()} `, Buffer.concat(pieces))];
		case 'json': {
			const bytes = Buffer.concat(pieces).subarray(0, -1);
			return [formatBlockAsJson({seq: 0, lineCount: 0, at, origin, bytes, missingBytes: 0})];
		}
	}
}

/** What became of an instance, as lines of the events' file: always with the time, and with whom it is about. */
export function formatEvents(form: LogFileForm, block: LogBlock): Buffer {
	if (form === 'json') {
		return formatBlockAsJson(block);
	}

	const {at, origin, bytes} = block;
	const subject = origin.instance === undefined ? '' : `[${origin.instance}] `;
	return putBefore(`${new Date(at).toISOString()} ${subject}`, Buffer.concat([bytes, Buffer.from('\n')]));
}

/** What stands where lines are missing. */
export function describeFileLoss(
	form: LogFileForm,
	{lines, at}: {readonly lines: number; readonly at: number},
): Buffer {
	if (form === 'json') {
		return Buffer.from(describeLossAsJson(lines, at));
	}

	const text = `── ${lines} ${lines === 1 ? 'line' : 'lines'} lost here: this file could not be written ──\n`;
	return Buffer.from(form === 'time' ? `${new Date(at).toISOString()} ${text}` : text);
}

/** Latin-1 makes one character of each byte and back. The last LF has no line after it. */
function putBefore(prefix: string, lines: Buffer): Buffer {
	const text = lines.toString('latin1', 0, lines.length - 1);
	return Buffer.from(`${prefix}${text.replaceAll('\n', `\n${prefix}`)}\n`, 'latin1');
}
