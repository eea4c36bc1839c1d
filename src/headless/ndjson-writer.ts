import type {LogBlock} from '../logs/log-block.js';
import {formatBlockAsJson} from '../logs/ndjson-lines.js';
import type {LineTarget} from './line-target.js';

/**
 * The log as NDJSON, one object a line, with the fields of `ndjsonFields` in that order: output and messages of the
 * workers on stdout, events on stderr.
 *
 *     {"time":"2026-11-22T12:04:01.123Z","type":"stdout","instance":0,"worker":1,"line":"GET /users 200"}
 *     {"time":"2026-11-22T12:04:02.456Z","type":"event","instance":3,"worker":7,"line":"exited with code 1"}
 */
export function createNdjsonWriter({
	stdout,
	stderr,
}: {
	readonly stdout: LineTarget;
	readonly stderr: LineTarget;
}): (block: LogBlock) => void {
	return block => {
		const target = block.origin.kind === 'event' ? stderr : stdout;
		target.write(formatBlockAsJson(block), block.lineCount);
	};
}
