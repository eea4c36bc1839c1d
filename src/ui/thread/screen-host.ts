import {createRequire} from 'node:module';
import type {Worker} from 'node:worker_threads';
import type {ClusterView, Operator, OperatorReply, OperatorRequest} from '../../model/operator.js';
import type {ScreenOptions} from '../../start-options.js';
import type {ScreenSize} from '../terminal/screen-size.js';
import {Terminal} from '../terminal/terminal.js';
import {FeedSender, type LogFeed} from './feed-sender.js';
import {screenEnv} from './screen-env.js';
import type {FromScreen, ScreenStart, ToScreen} from './screen-protocol.js';
import {ScreenWatch} from './screen-watch.js';

export type ScreenHostOptions = {
	readonly view: ClusterView;
	readonly log: LogFeed;
	readonly operator: Operator;
	readonly options: ScreenOptions;
	/** Log lines that the screen keeps. */
	readonly lines: number;
	/** What something in the screen's thread printed, which belongs neither on the screen nor over it. */
	readonly onNotice: (text: string) => void;
	/** What the thread runs: screen-thread, or in a test what breaks. */
	readonly entry: URL;
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
	/** Undefined where no thread could be started. */
	#worker: Worker | undefined;
	#sender: FeedSender;
	#watch: ScreenWatch;
	/** While it loads it answers nothing, for as long as that takes. */
	#hasPainted = false;
	#resolve: (end: ScreenEnd) => void = () => {};
	#isEnding = false;

	/** Opens the screen. */
	constructor(host: ScreenHostOptions) {
		this.ended = new Promise(resolve => {
			this.#resolve = resolve;
		});
		this.#operator = host.operator;
		this.#terminal = new Terminal({
			streams: process,
			events: {
				onInput: bytes => this.#sendInput(bytes),
				onResize: size => this.#post({type: 'resize', size}),
				onTurn: isOurs => this.#post({type: 'turn', isOurs}),
				onLost: reason => this.#breakOff(reason),
			},
			mouse: host.options.mouse,
		});
		this.#watch = new ScreenWatch(() => this.#breakOff('the screen does not answer'));
		this.#sender = new FeedSender({
			view: host.view,
			log: host.log,
			post: (feed, transfer) => this.#worker?.postMessage({type: 'feed', feed} satisfies ToScreen, transfer),
		});
		this.#open(host);
	}

	#open(host: ScreenHostOptions): void {
		try {
			this.#worker = startThread(host, this.#terminal.size);
		} catch (error) {
			// ERR_WORKER_INIT_FAILED: no more threads for this user. The terminal has not been touched.
			this.#breakOff(`the screen could not be started: ${messageOf(error)}`);
			return;
		}
		this.#worker.on('message', (message: FromScreen) => this.#receive(message));
		this.#worker.on('error', error => this.#breakOff(`the screen failed: ${messageOf(error)}${placeOf(error)}`));
		this.#worker.on('exit', code => this.#breakOff(`the screen ended with code ${code}`));
		process.on('exit', this.#onExit);
		this.#terminal.open();
	}

	/** Takes the screen away. */
	async close(): Promise<void> {
		await this.#end({kind: 'closed'});
	}

	#breakOff(reason: string): void {
		void this.#end({kind: 'broken', reason});
	}

	async #end(end: ScreenEnd): Promise<void> {
		if (!this.#isEnding) {
			this.#isEnding = true;
			this.#sender.close();
			this.#watch.stop();
			// The thread first: what it has not written yet must not come after the terminal was restored.
			await this.#worker?.terminate();
			this.#terminal.close();
			process.off('exit', this.#onExit);
			this.#resolve(end);
		}
		await this.ended;
	}

	/** The process ends now, for whatever reason: an uncaught error has not been printed yet. */
	#onExit = (): void => {
		void this.#worker?.terminate();
		this.#terminal.restore();
	};

	#post(message: ToScreen): void {
		this.#worker?.postMessage(message);
	}

	#sendInput(bytes: Uint8Array): void {
		this.#post({type: 'input', bytes});
		if (this.#hasPainted) {
			this.#watch.expect();
		}
	}

	#receive(message: FromScreen): void {
		this.#watch.stop();
		switch (message.type) {
			case 'fed':
				this.#hasPainted = true;
				this.#sender.fed(message.paintMs);
				break;
			case 'request':
				void this.#answer(message.id, message.request);
				break;
			case 'heard':
				break;
		}
	}

	async #answer(id: number, request: OperatorRequest): Promise<void> {
		this.#post({type: 'reply', id, reply: await replyTo(request, this.#operator)});
	}
}

const require = createRequire(import.meta.url);

function startThread({options, lines, onNotice, entry}: ScreenHostOptions, size: ScreenSize): Worker {
	// Loading it takes 1.6 ms, which the workers do not wait for.
	const {Worker}: typeof import('node:worker_threads') = require('node:worker_threads');
	const worker = new Worker(entry, {
		workerData: {size, options, lines} satisfies ScreenStart,
		env: screenEnv(process.env, options.colorLevel),
		execArgv: [],
		// Frames are garbage at once; the 48 MB that V8 would let them fill cost 30 MB more and save a tenth of the CPU.
		resourceLimits: {maxYoungGenerationSizeMb: 8},
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
		return {ok: false, message: messageOf(error)};
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Where in our code it was thrown, for a bug report: ` (at Table (file:///…/table.js:12:3))`. */
function placeOf(error: unknown): string {
	const stack = error instanceof Error ? error.stack : undefined;
	const place = stack?.split('\n').find(line => /^ +at .*file:/.test(line));
	return place === undefined ? '' : ` (${place.trim()})`;
}
