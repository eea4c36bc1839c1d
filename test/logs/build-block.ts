import {Buffer} from 'node:buffer';
import type {LogBlock, LogOrigin} from '../../src/logs/log-block.js';

/** A block of these lines, from stdout unless said otherwise. */
export function buildBlock({
	seq,
	lines,
	instance,
	kind = 'stdout',
	at = 0,
	missingBytes = 0,
}: {
	seq: number;
	lines: readonly string[];
	instance: number | undefined;
	kind?: LogOrigin['kind'];
	at?: number;
	missingBytes?: number;
}): LogBlock {
	const origin = {kind, instance, workerId: instance === undefined ? undefined : instance + 1};
	return {seq, lineCount: lines.length, at, origin, bytes: Buffer.from(lines.join('\n')), missingBytes};
}
