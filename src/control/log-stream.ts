import {setTimeout as sleep} from 'node:timers/promises';
import {describeLossAsJson, formatBlockAsJson} from '../logs/ndjson-lines.js';

import type {ControlLog} from './control-sources.js';
import type {LineStream} from './line-stream.js';
import {LogCursor, type LogPart} from './log-cursor.js';
import {formatPackedLine} from './packed-line.js';
import type {ControlRequest} from './parse-request.js';

export type LogRequest = Extract<ControlRequest, {type: 'logs'}>;

/** Of the primary's main thread a follower gets at most one part in ten; what it misses by that, it is told of. */
const REST_FACTOR = 9;
/** Lines that come one by one go out together. */
const GATHER_MS = 20;

/** Sends the last lines of the log and, with `follow`, all that come, until the client is gone or `ended` is. */
export async function streamLog(
	stream: LineStream,
	{request, log, ended}: {readonly request: LogRequest; readonly log: ControlLog; readonly ended: AbortSignal},
): Promise<void> {
	const {follow, format} = request;
	const cursor = new LogCursor(log, request);
	let sentSeq = 0;
	while (!stream.isClosed) {
		const startedAt = performance.now();
		const part = cursor.take();
		// The first one also when it is empty: from it a reader learns its place.
		if (part.nextSeq > sentSeq) {
			sentSeq = part.nextSeq;
			const lines = formatPart(part, format);
			const tookMs = performance.now() - startedAt;
			await stream.write(lines);
			await sleep(tookMs * REST_FACTOR);
		} else if (follow && !ended.aborted) {
			await nextLine({stream, log, ended});
			await sleep(ended.aborted ? 0 : GATHER_MS);
		} else {
			break;
		}
	}
	stream.end();
}

function formatPart(part: LogPart, format: LogRequest['format']): string {
	if (format === 'packed') {
		return formatPackedLine(part);
	}
	const {blocks, lostLines} = part;
	const loss = lostLines === 0 ? '' : describeLossAsJson(lostLines, Date.now());
	return loss + blocks.map(block => formatBlockAsJson(block).toString()).join('');
}

/** Resolves when there is another line, or never will be one for this client. */
async function nextLine({
	stream,
	log,
	ended,
}: {
	readonly stream: LineStream;
	readonly log: ControlLog;
	readonly ended: AbortSignal;
}): Promise<void> {
	await new Promise<void>(resolve => {
		const finish = () => {
			stopBlocks();
			stopClose();
			ended.removeEventListener('abort', finish);
			resolve();
		};
		const stopBlocks = log.onBlock(finish);
		const stopClose = stream.onClose(finish);
		ended.addEventListener('abort', finish);
	});
}
