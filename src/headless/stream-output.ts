import type {Buffer} from 'node:buffer';
import {write} from 'node:fs';

/** Where bytes go, without ever holding up the event loop. */
export type Output = {
	/** It takes all there is, sooner or later: it has no reader who may stop. */
	readonly isFile: boolean;
	/** Writes all of it, then calls `done`, once: with an error when the output is broken. One at a time. */
	readonly write: (bytes: Buffer, done: (error?: Error) => void) => void;
};

/** What is used of `process.stdout` and `process.stderr`. */
export type StandardStream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'isTTY'> & {readonly fd: number};

/** How long to wait for room on a full disk before the next try. */
const RETRY_MS = 1000;

/**
 * A way to write to stdout or stderr that waits for a slow reader and lets the primary go on. Node's own
 * `process.stdout.write` blocks on a terminal (a Ctrl-S there stops the whole process: 1.5 s seen on Node 20) and on a
 * file; on a pipe under Linux it does not, whatever its documentation says.
 */
export function createStreamOutput(stream: StandardStream): Output {
	const {_handle: handle} = stream as StandardStream & {readonly _handle?: StreamHandle};
	if (handle?.setBlocking === undefined) {
		return {isFile: true, write: (bytes, done) => writeFile({fd: stream.fd, bytes, done})};
	}

	handle.setBlocking(false);
	// The error of a write reaches its callback as well; without a listener it would end the process.
	stream.on('error', () => {});
	return {isFile: false, write: (bytes, done) => stream.write(bytes, error => done(error ?? undefined))};
}

/** Of a pipe, socket or terminal; absent on a file. Not documented; libuv's `uv_stream_set_blocking`. */
type StreamHandle = {readonly setBlocking?: (blocking: boolean) => number};

function writeFile({fd, bytes, done}: {fd: number; bytes: Buffer; done: (error?: Error) => void}): void {
	// At no position: each write appends where the last one ended, also with stdout and stderr in one file.
	write(fd, bytes, 0, bytes.length, undefined, (error, writtenBytes) => {
		if (error !== null && !isPassing(error)) {
			done(error);
			return;
		}

		const rest = bytes.subarray(writtenBytes ?? 0);
		if (rest.length === 0) {
			done();
		} else if (error === null) {
			writeFile({fd, bytes: rest, done});
		} else {
			setTimeout(() => writeFile({fd, bytes: rest, done}), RETRY_MS).unref();
		}
	});
}

/** Whether the same write may succeed later: the disk is full, or a device is busy. */
function isPassing(error: NodeJS.ErrnoException): boolean {
	return error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EAGAIN';
}
