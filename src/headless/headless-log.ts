import {fstatSync} from 'node:fs';
import type {ColorSupportLevel} from 'chalk';
import type {LogBlock} from '../logs/log-block.js';
import {describeLossAsJson} from '../logs/ndjson-lines.js';
import {LineSink} from './line-sink.js';
import type {LineTarget} from './line-target.js';
import {createNdjsonWriter} from './ndjson-writer.js';
import {createStreamOutput, type StandardStream} from './stream-output.js';
import {createTextWriter, describeLossAsText} from './text-writer.js';

export type HeadlessLogOptions = {
	readonly format: 'text' | 'json';
	/** clumon's own words have no character past ASCII. */
	readonly ascii: boolean;
	readonly stdout: StandardStream;
	readonly stderr: StandardStream;
	readonly colorLevel: {readonly stdout: ColorSupportLevel; readonly stderr: ColorSupportLevel};
	/** One of the two is broken; called at most once for each, and the other goes on. */
	readonly onFailure: (failure: {readonly stream: 'stdout' | 'stderr'; readonly error: Error}) => void;
	/** A file cannot take more now, or can again: the workers should wait, as lines would be lost. */
	readonly onFull: (full: {readonly stream: 'stdout' | 'stderr'; readonly isFull: boolean}) => void;
};

export type HeadlessLog = {
	/** Writes a block of the log. */
	readonly write: (block: LogBlock) => void;
	/** Resolves when all is written, or cannot be, and at the latest after `timeoutMs`. */
	readonly flush: (timeoutMs: number) => Promise<void>;
};

/** The log on this process's stdout and stderr, for where there is no screen. From now on nobody else should write there. */
export function openHeadlessLog({
	format,
	ascii,
	stdout,
	stderr,
	colorLevel,
	onFailure,
	onFull,
}: HeadlessLogOptions): HeadlessLog {
	const openSink = (name: 'stdout' | 'stderr', stream: StandardStream) => {
		const output = createStreamOutput(stream);
		return new LineSink({
			output,
			describeLoss: lines =>
				format === 'json' ? describeLossAsJson(lines, Date.now()) : describeLossAsText(lines, ascii),
			onFailure: error => onFailure({stream: name, error}),
			...(output.isFile ? {onFull: (isFull: boolean) => onFull({stream: name, isFull})} : {}),
		});
	};
	const out = openSink('stdout', stdout);
	// Where both go to one place (`2>&1`, a terminal), all is there in its order: no crash before the error it came from.
	const err = isSame(stdout.fd, stderr.fd) ? out : openSink('stderr', stderr);
	const write =
		format === 'json'
			? createNdjsonWriter({stdout: inOrder(out, err), stderr: inOrder(err, out)})
			: createTextWriter({
					ascii,
					stdout: {target: inOrder(out, err), terminal: stdout.isTTY, colorLevel: colorLevel.stdout},
					stderr: {target: inOrder(err, out), terminal: stderr.isTTY, colorLevel: colorLevel.stderr},
				});

	return {
		write,
		flush: async timeoutMs => {
			await Promise.all([out.flush(timeoutMs), err.flush(timeoutMs)]);
		},
	};
}

function isSame(fd: number, other: number): boolean {
	try {
		const [one, two] = [fstatSync(fd), fstatSync(other)];
		return one.dev === two.dev && one.ino === two.ino;
	} catch {
		// EBADF: closed by whoever started this.
		return false;
	}
}

/** On two pipes to one reader, as in a container, it nearly is, where each is told what there was for the other. */
function inOrder(own: LineSink, other: LineSink): LineTarget {
	return {
		write: (bytes, lineCount) => {
			if (other !== own) {
				other.hurry();
			}
			own.write(bytes, lineCount);
		},
	};
}
