import type {Buffer} from 'node:buffer';
import {basename, join} from 'node:path';
import type {AppendHandle} from './append-handle.js';
import type {LogBlock, LogOrigin} from './log-block.js';
import {LogFile} from './log-file.js';
import {describeFileLoss, formatEvents, formatForFile, type LogFileForm} from './log-file-format.js';
import type {OutputChunk, OutputOwner} from './log-recorder.js';
import {WholeLines} from './whole-lines.js';

export type LogFilesOptions = {
	readonly folder: string;
	/** The files are `<name>-<instance>.log`, and `<name>-events.log`. */
	readonly name: string;
	readonly form: LogFileForm;
	/** How many instances share the memory for what waits for the disk. */
	readonly instances: number;
	/** Epoch, ms. */
	readonly now: () => number;
	/** An instance's file is full, or no longer: its workers should wait with what they write. */
	readonly onFull: (file: {readonly instance: number; readonly isFull: boolean}) => void;
	/** Something about the files that the operator should know. */
	readonly report: (text: string) => void;
	readonly openFile?: (path: string) => Promise<AppendHandle>;
};

/** What may wait for the disk, for all files together. */
const MAX_BYTES = 64 * 1024 ** 2;
const MIN_BYTES_A_FILE = 1024 ** 2;

type FileKey = number | 'events';
type Stream = {readonly origin: LogOrigin; readonly lines: WholeLines};
type WorkerStreams = {readonly stdout: Stream; readonly stderr: Stream};

/**
 * The log in files. A file for each instance has what its workers write, byte by byte, and nothing else, so that whatever
 * reads their format can read it; what becomes of the instances is in a file of its own.
 */
export class LogFiles {
	readonly #options: LogFilesOptions;
	readonly #files = new Map<FileKey, LogFile>();
	/** By worker id. */
	readonly #streams = new Map<number, WorkerStreams>();
	/** The files that cannot be written now. */
	readonly #troubled = new Set<FileKey>();
	/** Since clumon began, and since the trouble began that is not over. */
	#lostLines = 0;
	#lostInTrouble = 0;

	constructor(options: LogFilesOptions) {
		this.#options = options;
	}

	/** What a worker wrote. */
	write({instance, workerId, stream, chunk}: OutputChunk): void {
		const streams = this.#streams.get(workerId) ?? this.#openStreams({instance, workerId});
		const {origin, lines} = streams[stream];
		this.#append(instance, {pieces: lines.push(chunk), origin});
	}

	/** The worker's output is complete: what stands after its last line end is a line too. */
	endOutput({instance, workerId}: OutputOwner): void {
		const streams = this.#streams.get(workerId);
		this.#streams.delete(workerId);
		for (const {origin, lines} of streams === undefined ? [] : [streams.stdout, streams.stderr]) {
			this.#append(instance, {pieces: lines.end(), origin});
		}
	}

	/** What became of an instance, or of the cluster. */
	writeEvents(block: LogBlock): void {
		this.#file('events').write([formatEvents(this.#options.form, block)]);
	}

	/** The files were moved away: goes on in new ones. */
	reopen(): void {
		for (const file of this.#files.values()) {
			file.reopen();
		}
	}

	/** Writes what waits, for at most `timeoutMs`. Answers with how many lines are missing in the files since clumon began. */
	async close(timeoutMs: number): Promise<number> {
		const missing = await Promise.all([...this.#files.values()].map(async file => file.close(timeoutMs)));
		return missing.reduce((sum, lines) => sum + lines, this.#lostLines);
	}

	#openStreams({instance, workerId}: OutputOwner): WorkerStreams {
		const streams: WorkerStreams = {
			stdout: {origin: {kind: 'stdout', instance, workerId}, lines: new WholeLines()},
			stderr: {origin: {kind: 'stderr', instance, workerId}, lines: new WholeLines()},
		};
		this.#streams.set(workerId, streams);
		return streams;
	}

	#append(instance: number, {pieces, origin}: {readonly pieces: readonly Buffer[]; readonly origin: LogOrigin}): void {
		if (pieces.length > 0) {
			const {form, now} = this.#options;
			this.#file(instance).write(formatForFile(form, {pieces, origin, at: now()}));
		}
	}

	#file(key: FileKey): LogFile {
		const file = this.#files.get(key) ?? this.#openFile(key);
		this.#files.set(key, file);
		return file;
	}

	#openFile(key: FileKey): LogFile {
		const {folder, name, form, instances, now, onFull, openFile} = this.#options;
		const path = join(folder, `${name}-${key}.log`);
		return new LogFile({
			path,
			maxBytes: Math.max(MIN_BYTES_A_FILE, Math.floor(MAX_BYTES / instances)),
			describeLoss: lines => describeFileLoss(form, {lines, at: now()}),
			onFull: isFull => {
				if (key !== 'events') {
					onFull({instance: key, isFull});
				}
			},
			onTrouble: error => this.#onTrouble(key, `${basename(path)} cannot be written: ${error.message}`),
			onRecovery: lostLines => this.#onRecovery(key, lostLines),
			...(openFile === undefined ? {} : {openFile}),
		});
	}

	/** A full disk is told once, however many files are on it. */
	#onTrouble(key: FileKey, text: string): void {
		this.#troubled.add(key);
		if (this.#troubled.size === 1) {
			this.#options.report(`${text}; the workers go on, and it is tried again every second`);
		}
	}

	#onRecovery(key: FileKey, lostLines: number): void {
		this.#lostLines += lostLines;
		this.#lostInTrouble += lostLines;
		this.#troubled.delete(key);
		if (this.#troubled.size === 0) {
			this.#options.report(`the log files are written again${describeMissing(this.#lostInTrouble)}`);
			this.#lostInTrouble = 0;
		}
	}
}

function describeMissing(lines: number): string {
	return lines === 0 ? ', nothing is missing' : `, ${lines} ${lines === 1 ? 'line is' : 'lines are'} missing`;
}
