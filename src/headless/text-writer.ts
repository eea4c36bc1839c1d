import {Buffer} from 'node:buffer';
import {Chalk, type ColorSupportLevel} from 'chalk';
import {asBuffer, decodeBlock} from '../logs/block-lines.js';
import {harmless, stripSgr} from '../logs/harmless.js';
import {inAscii} from '../logs/in-ascii.js';
import {createInstanceStyle} from '../logs/instance-style.js';
import type {LogBlock, LogOrigin} from '../logs/log-block.js';
import type {LineTarget} from './line-target.js';

export type TextOutput = {
	readonly target: LineTarget;
	/** A person reads it: what a terminal would obey is made visible. Elsewhere a worker's bytes pass as they are. */
	readonly terminal: boolean;
	readonly colorLevel: ColorSupportLevel;
	/** Each line begins with when it came, as in log files. */
	readonly time?: boolean | undefined;
};

/**
 * The log as text: the workers' lines and messages on stdout, what becomes of the instances on stderr. A prefix says
 * where a line comes from, with one character for how, as wide for each:
 *
 *     [0] GET /users 200          written to stdout
 *     [0]!TypeError: x            written to stderr
 *     [0]>{"type":"ready"}        sent with process.send
 *     [0] ── exited with code 1 ──
 *
 * All output of the workers goes to stdout, as with concurrently and foreman: on two streams its order would be lost. stderr
 * says what clumon did, and nothing else.
 */
export function createTextWriter({
	stdout,
	stderr,
	ascii,
}: {
	readonly stdout: TextOutput;
	readonly stderr: TextOutput;
	/** clumon's own words have no character past ASCII; what workers write is as it is. */
	readonly ascii: boolean;
}): (block: LogBlock) => void {
	const writeOutput = createOutputWriter(stdout);
	const writeEvent = createEventWriter({...stderr, ascii});
	return block => {
		if (block.origin.kind === 'event') {
			writeEvent(block);
		} else {
			writeOutput(block);
		}
	};
}

/** What stands where lines were lost, as the reader was too slow. */
export function describeLossAsText(lines: number, ascii: boolean): string {
	const text = `── ${lines} ${lines === 1 ? 'line' : 'lines'} lost here: the reader was too slow ──\n`;
	return ascii ? inAscii(text) : text;
}

function createOutputWriter({target, terminal, colorLevel, time}: TextOutput): (block: LogBlock) => void {
	const formatPrefix = createPrefixFormat({colorLevel, time});
	return block => {
		const prefix = formatPrefix(block);
		const bytes = terminal ? formatForTerminal({block, prefix, colorLevel}) : prefixLines(block, prefix);
		target.write(bytes, block.lineCount);
	};
}

function createEventWriter({
	target,
	terminal,
	colorLevel,
	time,
	ascii,
}: TextOutput & {readonly ascii: boolean}): (block: LogBlock) => void {
	const formatPrefix = createPrefixFormat({colorLevel, time});
	return block => {
		const prefix = formatPrefix(block);
		const lines = decodeBlock(block).map(({text}) => `${prefix}── ${terminal ? harmless(text) : text} ──\n`);
		const text = lines.join('');
		target.write(Buffer.from(ascii ? inAscii(text) : text), lines.length);
	};
}

const MARKS = {stdout: ' ', stderr: '!', message: '>', event: ' '} as const;

/** `[0] `, of the cluster's own events nothing; where it is wanted, the time before it. */
function createPrefixFormat({
	colorLevel,
	time = false,
}: Pick<TextOutput, 'colorLevel' | 'time'>): (block: LogBlock) => string {
	const chalk = new Chalk({level: colorLevel});
	const instanceStyle = createInstanceStyle(chalk);
	const formatSource = ({kind, instance}: LogOrigin) => {
		if (instance === undefined) {
			return '';
		}

		const mark = kind === 'stderr' ? chalk.red(MARKS.stderr) : MARKS[kind];
		return instanceStyle(instance)(`[${instance}]`) + mark;
	};
	return ({at, origin}) => `${time ? `${chalk.dim(new Date(at).toISOString())} ` : ''}${formatSource(origin)}`;
}

/**
 * The bytes as they are, with the prefix before each line. Latin-1 makes one character of each byte and back: 65 ns a line
 * of 100 bytes, half of what copying line by line takes.
 */
function prefixLines(block: LogBlock, prefix: string): Buffer {
	const text = asBuffer(block.bytes).toString('latin1');
	return Buffer.from(`${prefix}${text.replaceAll('\n', `\n${prefix}`)}${formatCut(block)}\n`, 'latin1');
}

function formatForTerminal({
	block,
	prefix,
	colorLevel,
}: {
	block: LogBlock;
	prefix: string;
	colorLevel: ColorSupportLevel;
}): Buffer {
	const lines = decodeBlock(block).map(
		({text}) => `${prefix}${dress(harmless(text), colorLevel)}${formatCut(block)}\n`,
	);
	return Buffer.from(lines.join(''));
}

/** A line's colours end with it, and where no colour is wanted the app's own are left out too. */
function dress(text: string, colorLevel: ColorSupportLevel): string {
	if (!text.includes('\u001B')) {
		return text;
	}

	return colorLevel === 0 ? stripSgr(text) : `${text}\u001B[0m`;
}

function formatCut({missingBytes}: LogBlock): string {
	return missingBytes === 0 ? '' : ` [${missingBytes} bytes more]`;
}
