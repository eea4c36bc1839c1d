import {type FileHandle, open, rename} from 'node:fs/promises';
import {join} from 'node:path';
import type {LogLine, LogOrigin} from '../../logs/log-block.js';
import type {OperatorReply} from '../../model/operator.js';
import {formatBytes, formatExactCount} from '../text/format.js';
import {copiedText} from './copy-lines.js';
import type {LogFilter, LogReader} from './log-reader.js';
import {NEWEST} from './log-scroll.js';

export type LogToSave = {
	readonly log: LogReader;
	readonly filter: LogFilter;
	readonly folder: string;
	/** Of the cluster. */
	readonly name: string;
	/** Epoch, ms. */
	readonly now: number;
};

/** Decoded and written at a time: keys are answered between two pieces. */
const PIECE_LINES = 500;

const MARKS: Readonly<Record<LogOrigin['kind'], string>> = {stdout: ' ', stderr: '!', message: '>', event: '-'};

/**
 * Writes what is kept of the log as plain text to a new file that only the user can read. Never over another file, and a
 * file of which not all was written says so by its name. Lines that leave the log meanwhile are not in it.
 */
export async function saveLog({log, filter, folder, name, now}: LogToSave): Promise<OperatorReply> {
	if (log.progressOf(filter)?.isComplete === false) {
		return {ok: false, message: 'not saved: the log is still being looked through; try again in a moment'};
	}

	const file = `${name.replace(/[^\w.-]/g, '_')}-${formatStamp(new Date(now))}.log`;
	const path = join(folder, file);
	let handle: FileHandle;
	try {
		handle = await open(path, 'wx', 0o600);
	} catch (error) {
		return {ok: false, message: `not saved: ${messageOf(error)}`};
	}

	let lines = 0;
	try {
		for (const piece of piecesOf(log, filter)) {
			await handle.writeFile(piece.map(formatSavedLine).join(''));
			lines += piece.length;
		}

		await handle.close();
	} catch (error) {
		return {ok: false, message: await keepPartial({handle, path, lines, error})};
	}

	return {ok: true, message: `saved ${formatExactCount(lines)} ${lines === 1 ? 'line' : 'lines'} to ${file}`};
}

/** `2026-11-22T12:29:02.000Z 0! TypeError: …`; a line that was cut says how much is missing. */
export function formatSavedLine(line: LogLine): string {
	const {at, origin, missingBytes} = line;
	const missing = missingBytes === 0 ? '' : ` [+${formatBytes(missingBytes)} not kept]`;
	const head = `${new Date(at).toISOString()} ${origin.instance ?? ' '}${MARKS[origin.kind]}`;
	return `${head} ${copiedText(line)}${missing}\n`;
}

/** The lines that there are now, oldest first; looked up piece by piece. */
function* piecesOf(log: LogReader, filter: LogFilter): Generator<readonly LogLine[]> {
	const last = log.linesBefore({...filter, seq: NEWEST, count: 1}).at(-1)?.seq ?? 0;
	let seq = 0;
	while (seq <= last) {
		const piece = log.linesFrom({...filter, seq, count: PIECE_LINES}).filter(line => line.seq <= last);
		const end = piece.at(-1);
		if (end === undefined) {
			return;
		}
		yield piece;
		seq = end.seq + 1;
	}
}

async function keepPartial({
	handle,
	path,
	lines,
	error,
}: {
	readonly handle: FileHandle;
	readonly path: string;
	readonly lines: number;
	readonly error: unknown;
}): Promise<string> {
	const partial = `${path}.partial`;
	try {
		await handle.close();
	} catch {
		// What closing says was said by the write that failed.
	}

	try {
		await rename(path, partial);
	} catch {
		return `saved only ${formatExactCount(lines)} lines to ${path}: ${messageOf(error)}`;
	}

	return `saved only ${formatExactCount(lines)} lines to ${partial}: ${messageOf(error)}`;
}

/** `20261122-122902`, local time. */
function formatStamp(date: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
	return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
