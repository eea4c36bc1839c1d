import {spawn} from 'node:child_process';
import process from 'node:process';
import {onTestFinished} from 'vitest';
import {ProcessFamily} from './process-family.js';
import {cli, environment, fixtures} from './run-clumon.js';
import {waitFor} from './wait-for.js';

export type HeadlessClumon = {
	readonly pid: number;
	readonly stdout: () => string;
	readonly stderr: () => string;
	/** Waits for a line on either; returns the match. */
	readonly waitForLine: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<RegExpExecArray>;
	readonly kill: (signal: NodeJS.Signals) => void;
	/** Its reader goes away: what it writes from now on breaks (EPIPE). */
	readonly closeReader: (stream: 'stdout' | 'stderr') => void;
	/** Settles when the program has ended and all that it wrote has been read. */
	readonly exited: Promise<{code: number | null; signal: NodeJS.Signals | null}>;
	readonly family: ProcessFamily;
};

export type HeadlessOptions = {
	readonly env?: Readonly<Record<string, string>>;
	/** For the primary's node. */
	readonly nodeArgs?: readonly string[];
	/** Shell commands to run in its process before it: `ulimit -n 30`. */
	readonly before?: string;
	/** As a shell starts it: the leader of a process group of its own, whose id is its pid. */
	readonly ownGroup?: boolean;
};

/** Starts clumon with pipes for a terminal, and ends all that it started when the test is over. */
export function startHeadless(
	args: readonly string[],
	{env = {}, nodeArgs = [], before = ':', ownGroup = false}: HeadlessOptions = {},
): HeadlessClumon {
	const family = new ProcessFamily();
	const script = `${before}; exec "$@"`;
	const child = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, ...nodeArgs, cli, ...args], {
		cwd: fixtures,
		env: environment({...family.environment, ...env}),
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: ownGroup,
	});
	const text = {stdout: '', stderr: ''};
	for (const stream of ['stdout', 'stderr'] as const) {
		child[stream].setEncoding('utf8').on('data', (chunk: string) => {
			text[stream] += chunk;
		});
	}

	const exited = new Promise<{code: number | null; signal: NodeJS.Signals | null}>(resolve => {
		child.on('close', (code, signal) => resolve({code, signal}));
	});
	onTestFinished(() => family.kill());

	return {
		pid: child.pid ?? Number.NaN,
		family,
		exited,
		stdout: () => text.stdout,
		stderr: () => text.stderr,
		waitForLine: (stream, pattern) =>
			waitFor(() => firstMatch(text[stream], pattern), {
				what: `${pattern} on ${stream}`,
				context: () => `stdout:\n${text.stdout}\nstderr:\n${text.stderr}`,
			}),
		kill: signal => void child.kill(signal),
		closeReader: stream => void child[stream].destroy(),
	};
}

function firstMatch(text: string, pattern: RegExp): RegExpExecArray | undefined {
	for (const line of text.split('\n')) {
		const match = pattern.exec(line);
		if (match !== null) {
			return match;
		}
	}

	return undefined;
}

/** Waits until each of its first workers, as many, has been ready, in whatever order. */
export async function waitForReady({waitForLine}: Pick<HeadlessClumon, 'waitForLine'>, count: number): Promise<void> {
	for (let id = 1; id <= count; id += 1) {
		await waitForLine('stderr', new RegExp(`w${id} ready`));
	}
}
