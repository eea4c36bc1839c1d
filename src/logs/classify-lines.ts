import type {LogLine, LogOrigin} from './log-block.js';
import {isAtLeast, type LogLevel} from './log-level.js';
import {plainText} from './plain-text.js';
import {type RecognisedLine, recogniseLine} from './recognise-line.js';
import {beginTrace, continueTrace, type TraceState} from './stack-trace.js';

/** What a line is among the others. */
export type LineClass = {
	/** Without control sequences. */
	readonly plain: string;
	/** Of a line that belongs to the one above it: that one's. */
	readonly level: LogLevel;
	/** It belongs to the line above it, of the same worker and stream: a part of a stack trace. */
	readonly continues: boolean;
};

/** Says of each line what it is; asked in the order of their numbers. */
export type LineClassifier = (line: LogLine) => LineClass;

type Trace = {readonly state: TraceState; readonly level: LogLevel};

/**
 * A line is told to belong to another by what came before it, so a classifier that begins in the middle of a log
 * should be shown some lines before those that count.
 */
export function createLineClassifier(): LineClassifier {
	const traces = new Map<string, Trace>();
	return line => {
		const {origin} = line;
		if (origin.kind === 'event' || origin.kind === 'message') {
			return headOf(recogniseLine(line));
		}

		const source = sourceOf(origin);
		const trace = traces.get(source);
		const plain = plainText(line.text);
		const next = continueTrace(trace?.state ?? 'none', plain);
		if (next === undefined) {
			const head = headOf(recogniseLine(line));
			traces.set(source, {state: beginTrace(plain, isAtLeast(head.level, 'error')), level: head.level});
			return head;
		}

		// Frames whose head has left the log are an error's all the same.
		const level = trace?.level ?? 'error';
		traces.set(source, {state: next, level});
		return {plain, level, continues: true};
	};
}

function headOf({plain, level}: RecognisedLine): LineClass {
	return {plain, level, continues: false};
}

/** One stream of one worker: workers' ids are never used again. */
export function sourceOf({kind, workerId}: LogOrigin): string {
	return `${kind} ${workerId}`;
}
