import {Buffer} from 'node:buffer';
import process from 'node:process';
import type {LogsCommand} from '../command-line/client-command.js';
import {UsageError} from '../command-line/usage-error.js';
import {RefusedError, requestLines, requestStatus} from '../control/control-client.js';
import {parsePackedLine} from '../control/packed-line.js';
import {createNdjsonWriter} from '../headless/ndjson-writer.js';
import {createTextWriter, describeLossAsText} from '../headless/text-writer.js';
import {decodeBlock} from '../logs/block-lines.js';
import {createLineFilter, type LineFilter} from '../logs/line-filter.js';
import type {LogBlock} from '../logs/log-block.js';
import {LOG_LEVELS, levelOfName} from '../logs/log-level.js';
import {describeLossAsJson} from '../logs/ndjson-lines.js';
import {parsePattern} from '../logs/search-pattern.js';
import {localClumons} from './local-clumons.js';
import {nameOf, pickClumon} from './pick-clumon.js';
import {complain, print} from './print.js';

/** More than any log keeps. */
const ALL_LINES = 1e9;

/** Prints the last lines of the log and then, with `follow`, what comes, until clumon ends. */
export async function runLogs(command: LogsCommand): Promise<number> {
	const filter = createFilter(command);
	const clumon = pickClumon(await localClumons(), {name: command.name, cwd: process.cwd()});
	const {path} = clumon;
	const {lines, follow, instance} = command;
	await checkInstance(path, instance);
	const printer = createPrinter(command);
	// What is looked for may be far back. It is looked for here: a regular expression may take for ever on a line, and there
	// it would hold up the app.
	let last: LogBlock[] = [];
	let nextSeq = 1;
	const backlog = {path, instance, start: `lines=${filter === undefined ? lines : ALL_LINES}`, follow: false};
	for await (const part of readParts(backlog)) {
		nextSeq = part.nextSeq;
		if (filter === undefined) {
			await printer(part.blocks, part.lostLines);
		} else {
			last = [...last, ...select(part.blocks, filter)].slice(-lines || Number.POSITIVE_INFINITY);
		}
	}
	await printer(last, 0);
	if (!follow) {
		return 0;
	}
	for await (const part of readParts({path, instance, start: `from=${nextSeq}`, follow: true})) {
		await printer(filter === undefined ? part.blocks : select(part.blocks, filter), part.lostLines);
	}
	await complain(`${nameOf(clumon)} has ended`);
	return 0;
}

/** An instance that is not there writes nothing, which looks like one that is quiet. */
async function checkInstance(path: string, instance: number | undefined): Promise<void> {
	const count = instance === undefined ? undefined : (await requestStatus(path)).instances.length;
	if (instance !== undefined && count !== undefined && instance >= count) {
		throw new RefusedError(`no instance ${instance}: there are 0 to ${count - 1}`);
	}
}

async function* readParts({
	path,
	instance,
	start,
	follow,
}: {
	readonly path: string;
	readonly instance: number | undefined;
	readonly start: string;
	readonly follow: boolean;
}) {
	const only = instance === undefined ? '' : `&instance=${instance}`;
	const target = `/logs?format=packed&${start}${only}${follow ? '&follow=1' : ''}`;
	for await (const line of requestLines({path, target})) {
		yield parsePackedLine(line);
	}
}

/** Undefined when every line is wanted. */
function createFilter({grep, level}: LogsCommand): LineFilter | undefined {
	if (grep === undefined && level === undefined) {
		return undefined;
	}
	const pattern = grep === undefined ? undefined : parsePattern(grep);
	if (pattern?.ok === false) {
		const text = `--grep must be a regular expression, got ${JSON.stringify(grep)}: ${pattern.problem}`;
		throw new UsageError('invalid-value', text);
	}
	const least = level === undefined ? undefined : levelOfName(level);
	if (level !== undefined && least === undefined) {
		throw new UsageError('invalid-value', `--level must be ${LOG_LEVELS.join(', ')}, got ${JSON.stringify(level)}`);
	}
	return createLineFilter({grep: pattern?.pattern, level: least});
}

/** The lines that pass, each as a block of its own. */
function select(blocks: readonly LogBlock[], filter: LineFilter): LogBlock[] {
	return blocks.flatMap(block =>
		decodeBlock(block)
			.filter(filter)
			.map(({seq, text}) => ({...block, seq, lineCount: 1, bytes: Buffer.from(text)})),
	);
}

type Printer = (blocks: readonly LogBlock[], lostLines: number) => Promise<void>;

/** Prints in the form that a clumon without a screen has, events among the rest. */
function createPrinter({json, time, ascii, colorLevel}: LogsCommand): Printer {
	const chunks: Buffer[] = [];
	const target = {write: (bytes: Buffer) => void chunks.push(bytes)};
	const text = {target, terminal: process.stdout.isTTY ?? false, colorLevel, time};
	const write = json
		? createNdjsonWriter({stdout: target, stderr: target})
		: createTextWriter({stdout: text, stderr: text, ascii});
	return async (blocks, lostLines) => {
		if (lostLines > 0) {
			chunks.push(Buffer.from(json ? describeLossAsJson(lostLines, Date.now()) : describeLossAsText(lostLines, ascii)));
		}
		blocks.forEach(write);
		await print(Buffer.concat(chunks.splice(0)));
	};
}
