import {rename} from 'node:fs/promises';
import type {LogLine, LogOrigin} from '../../logs/log-block.js';
import type {OperatorReply} from '../../model/operator.js';
import {formatBytes, formatExactCount} from '../text/format.js';
import {copiedText} from './copy-lines.js';
import {createGapTest, describeGap, gapIn} from './log-gap.js';
import type {LogFilter, LogReader} from './log-reader.js';
import {NEWEST} from './log-scroll.js';
import {type NewFile, openNewFile} from './new-file.js';

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
 * Writes what is kept of the log as plain text to a new file that only the user can read. Never over another file; until
 * all of it is written, and where that fails, its name says that it is partial. Lines that leave the log meanwhile are
 * not in it.
 */
export async function saveLog({log, filter, folder, name, now}: LogToSave): Promise<OperatorReply> {
	if (log.progressOf(filter)?.isComplete === false) {
		return {ok: false, message: 'not saved: the log is still being looked through; try again in a moment'};
	}

	const stem = `${name.replace(/[^\w.-]/g, '_')}-${formatStamp(new Date(now))}`;
	let partial: NewFile;
	try {
		partial = await openNewFile({folder, stem, extension: '.log.partial'});
	} catch (error) {
		return {ok: false, message: `not saved: ${messageOf(error)}`};
	}

	let lines = 0;
	try {
		for (const piece of piecesOf(log, filter)) {
			await partial.handle.writeFile(withGap(piece, log, filter).map(formatSavedLine).join(''));
			lines += piece.length;
		}

		await partial.handle.close();
		const file = await giveName(partial, {folder, stem});
		return {ok: true, message: `saved ${formatExactCount(lines)} ${lines === 1 ? 'line' : 'lines'} to ${file}`};
	} catch (error) {
		await closeQuietly(partial);
		return {ok: false, message: `saved only ${formatExactCount(lines)} lines to ${partial.path}: ${messageOf(error)}`};
	}
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

/** Where lines are missing that came and left while the log was paused, an event says so. */
function withGap(piece: readonly LogLine[], log: LogReader, filter: LogFilter): readonly LogLine[] {
	const followsGap = createGapTest(log, filter);
	const at = piece.findIndex(followsGap);
	const line = piece[at];
	if (line === undefined) {
		return piece;
	}

	const origin = {kind: 'event', instance: filter.instance, workerId: undefined} as const;
	return piece.toSpliced(at, 0, {...line, origin, text: describeGap(gapIn(log, filter)), missingBytes: 0});
}

/** A rename would write over what is there: it replaces an empty file of our own. */
async function giveName(
	{path}: NewFile,
	{folder, stem}: {readonly folder: string; readonly stem: string},
): Promise<string> {
	const whole = await openNewFile({folder, stem, extension: '.log'});
	await whole.handle.close();
	await rename(path, whole.path);
	return whole.file;
}

async function closeQuietly({handle}: NewFile): Promise<void> {
	try {
		await handle.close();
	} catch {
		// EBADF: closed already. Or what closing says was said by the write that failed.
	}
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
