import {Buffer} from 'node:buffer';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {createStreamOutput} from './headless/stream-output.js';
import {inAscii} from './logs/in-ascii.js';
import type {LogBlock} from './logs/log-block.js';
import type {ClusterSnapshot} from './model/snapshot.js';
import type {OutputSources} from './output-sources.js';
import {summarize} from './summarize.js';

/** What the user sees of a cluster that runs in this process. */
export type Output = {
	/** Resolves when there is no screen, or no longer: nobody can press a key. */
	readonly unattended: Promise<void>;
	/** Everything ended: says what is left to say, a remark too, and gives back what it took. */
	readonly close: (last: ClusterSnapshot, remark?: string) => Promise<void>;
};

/** A reader that does not read is not waited for longer than this at the end. */
const FLUSH_TIMEOUT_MS = 5000;
const LAST_WORD_TIMEOUT_MS = 1000;

/** Nothing of it is loaded before the cluster has `begun`, as that takes as much CPU as a worker's start; lines wait until then. */
export function openOutput(sources: OutputSources, begun: Promise<void>): Output {
	return sources.start.output === 'screen'
		? openScreenOrLog(sources, begun)
		: openLog(sources, sources.start.output, begun);
}

/** The screen; and when that breaks, the log on stdout, as the app must not notice. */
function openScreenOrLog(sources: OutputSources, begun: Promise<void>): Output {
	const opening = begun.then(async () => {
		const {openScreen} = await import('./open-screen.js');
		return openScreen(sources);
	});
	let log: Output | undefined;
	const unattended = new Promise<void>(resolve => {
		void opening.then(async screen => {
			const end = await screen.ended;
			if (end.kind === 'broken') {
				log = openLog(sources, 'text', begun);
				sources.recorder.event({text: `the screen is gone, the log goes on here: ${end.reason}`});
				resolve();
			}
		});
	});
	return {
		unattended,
		close: async (last, remark) => {
			const screen = await opening;
			await screen.close();
			if (log === undefined) {
				const text = `${[summarize(last), ...(remark === undefined ? [] : [remark])].join(' · ')}\n`;
				await writeLast(sources.start.screen.ascii ? inAscii(text) : text);
			}
			await log?.close(last, remark);
		},
	};
}

/** A terminal that does not read (Ctrl-S) must not keep clumon from ending. */
async function writeLast(text: string): Promise<void> {
	const written = new Promise<void>(resolve => {
		createStreamOutput(process.stdout).write(Buffer.from(text), () => resolve());
	});
	await Promise.race([written, sleep(LAST_WORD_TIMEOUT_MS)]);
}

/** The log as it comes. */
function openLog(sources: OutputSources, format: 'text' | 'json', begun: Promise<void>): Output {
	const {recorder} = sources;
	const early: LogBlock[] = [];
	let write = (block: LogBlock): unknown => early.push(block);
	const stop = recorder.onBlock(block => write(block));
	const opening = begun.then(async () => {
		const log = await openHeadlessLog(sources, format);
		early.forEach(log.write);
		write = log.write;
		return log;
	});
	return {
		unattended: Promise.resolve(),
		close: async (_last, remark) => {
			if (remark !== undefined) {
				recorder.event({text: remark});
			}
			const log = await opening;
			stop();
			await log.flush(FLUSH_TIMEOUT_MS);
		},
	};
}

async function openHeadlessLog({start, recorder, hold}: OutputSources, format: 'text' | 'json') {
	const headless = await import('./headless/headless-log.js');
	const {colorLevel} = start.screen;
	return headless.openHeadlessLog({
		format,
		ascii: start.screen.ascii,
		stdout: process.stdout,
		stderr: process.stderr,
		colorLevel: {
			stdout: process.stdout.isTTY ? colorLevel : 0,
			stderr: process.stderr.isTTY ? colorLevel : 0,
		},
		onFailure: ({stream, error}) => recorder.event({text: `${stream} cannot be written to any more: ${error.message}`}),
		onFull: ({stream, isFull}) => hold({holder: stream, isFull}),
	});
}
