import {Worker} from 'node:worker_threads';
import type {ClusterView, Operator, OperatorReply, OperatorRequest} from '../model/operator.js';
import type {ScreenOptions} from '../start-options.js';
import {FeedSender, type LogFeed} from './feed-sender.js';
import {screenEnv} from './screen-env.js';
import type {FromScreen, ScreenStart, ToScreen} from './screen-protocol.js';
import {Terminal, type TerminalStreams} from './terminal.js';

export type ScreenHostOptions = {
	readonly view: ClusterView;
	readonly log: LogFeed;
	readonly operator: Operator;
	readonly options: ScreenOptions;
	/** Log lines that the screen keeps. */
	readonly lines: number;
	/** What something in the screen's thread printed, which belongs neither on the screen nor over it. */
	readonly onNotice: (text: string) => void;
	/** Both ends of the terminal; the process's own unless given. */
	readonly terminal?: TerminalStreams;
	/** What the thread runs; given to see what happens when that breaks. */
	readonly entry?: URL;
};

/** `broken`: the screen or its terminal is gone, and why. The cluster is not concerned. */
export type ScreenEnd = {readonly kind: 'closed'} | {readonly kind: 'broken'; readonly reason: string};

/**
 * The screen as the main thread sees it: it takes the terminal, runs the screen in a thread of its own and carries what
 * each says to the other. However it ends, the terminal is given back exactly once, and before anything is printed.
 */
export class ScreenHost {
	/** Resolves once the terminal is as it was before. Never rejects. */
	readonly ended: Promise<ScreenEnd>;
	#operator: Operator;
	#terminal: Terminal;
	#worker: Worker;
	#sender: FeedSender;
	#resolve: (end: ScreenEnd) => void = () => {};
	#isEnding = false;

	/** Opens the screen. Throws where no thread can be started; the terminal has not been touched then. */
	constructor(host: ScreenHostOptions) {
		this.ended = new Promise(resolve => {
			this.#resolve = resolve;
		});
		this.#operator = host.operator;
		this.#terminal = new Terminal(host.terminal ?? process, {
			onInput: bytes => this.#post({type: 'input', bytes}),
			onResize: size => this.#post({type: 'resize', size}),
			onResume: () => this.#post({type: 'repaint'}),
			onLost: reason => void this.#end({kind: 'broken', reason}),
		});
		this.#worker = startThread(host, this.#terminal);
		this.#worker.on('message', (message: FromScreen) => this.#receive(message));
		this.#worker.on('error', error => void this.#end({kind: 'broken', reason: `the screen failed: ${error.message}`}));
		this.#worker.on('exit', code => void this.#end({kind: 'broken', reason: `the screen ended with code ${code}`}));
		this.#sender = new FeedSender({
			view: host.view,
			log: host.log,
			post: (feed, transfer) => this.#worker.postMessage({type: 'feed', feed} satisfies ToScreen, transfer),
		});
		process.on('exit', this.#onExit);
		this.#terminal.open();
	}

	/** Takes the screen away. */
	async close(): Promise<void> {
		await this.#end({kind: 'closed'});
	}

	async #end(end: ScreenEnd): Promise<void> {
		if (!this.#isEnding) {
			this.#isEnding = true;
			this.#sender.close();
			// The thread first: what it has not written yet must not come after the terminal was restored.
			await this.#worker.terminate();
			this.#terminal.close();
			process.off('exit', this.#onExit);
			this.#resolve(end);
		}
		await this.ended;
	}

	/** The process ends now, for whatever reason: an uncaught error has not been printed yet. */
	#onExit = (): void => {
		void this.#worker.terminate();
		this.#terminal.restore();
	};

	#post(message: ToScreen): void {
		this.#worker.postMessage(message);
	}

	#receive(message: FromScreen): void {
		switch (message.type) {
			case 'fed':
				this.#sender.fed(message.paintMs);
				break;
			case 'request':
				void this.#answer(message.id, message.request);
				break;
		}
	}

	async #answer(id: number, request: OperatorRequest): Promise<void> {
		this.#post({type: 'reply', id, reply: await replyTo(request, this.#operator)});
	}
}

function startThread({options, lines, onNotice, entry}: ScreenHostOptions, terminal: Terminal): Worker {
	const worker = new Worker(entry ?? new URL('./screen-thread.js', import.meta.url), {
		workerData: {size: terminal.size, options, lines} satisfies ScreenStart,
		env: screenEnv(process.env, options.colorLevel),
		execArgv: [],
		stdout: true,
		stderr: true,
	});
	for (const output of [worker.stdout, worker.stderr]) {
		output.setEncoding('utf8').on('data', (text: string) => onNotice(text.trimEnd()));
	}
	return worker;
}

async function replyTo(request: OperatorRequest, operator: Operator): Promise<OperatorReply> {
	try {
		return await operator(request);
	} catch (error) {
		return {ok: false, message: error instanceof Error ? error.message : String(error)};
	}
}
