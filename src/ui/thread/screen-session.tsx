import {setImmediate as nextTurn} from 'node:timers/promises';
import type {OperatorReply} from '../../model/operator.js';
import {copyLines} from '../log/copy-lines.js';
import {saveLog} from '../log/save-log.js';
import {Screen} from '../screen.js';
import {type FrameSink, FrameStream} from '../terminal/frame-stream.js';
import {type MountedScreen, mountScreen} from '../terminal/mount-screen.js';
import type {ScreenSize} from '../terminal/screen-size.js';
import {FeedReceiver} from './feed-receiver.js';
import {ScreenInput} from './screen-input.js';
import {ScreenOperator} from './screen-operator.js';
import type {Feed, FromScreen, ScreenStart, ToScreen} from './screen-protocol.js';
import type {ScreenTask} from './screen-task.js';

export type ScreenSessionOptions = {
	readonly start: ScreenStart;
	readonly sink: FrameSink;
	readonly post: (message: FromScreen) => void;
};

type Mounted = {readonly receiver: FeedReceiver; readonly screen: MountedScreen};

/** The screen's side of the protocol: takes the main thread's messages and shows what they say. */
export class ScreenSession {
	#start: ScreenStart;
	#post: (message: FromScreen) => void;
	#frames: FrameStream;
	/** A write of a sink is never torn: this comes before or after a frame. */
	#write: (sequence: string) => void;
	#input = new ScreenInput();
	#operator: ScreenOperator;
	#mounted: Mounted | undefined;
	#newSize: ScreenSize | undefined;

	constructor({start, sink, post}: ScreenSessionOptions) {
		this.#start = start;
		this.#post = post;
		this.#frames = new FrameStream(sink, start.size);
		this.#write = sequence => sink.write(sequence, () => {});
		this.#operator = new ScreenOperator((id, request) => post({type: 'request', id, request}));
	}

	receive(message: ToScreen): void {
		switch (message.type) {
			case 'feed':
				void this.#take(message.feed);
				break;
			case 'input':
				this.#input.push(message.bytes);
				this.#post({type: 'heard'});
				break;
			case 'resize':
				this.#resize(message.size);
				break;
			case 'turn':
				this.#frames.hold(!message.isOurs);
				break;
			case 'reply':
				this.#operator.settle(message.id, message.reply);
				break;
		}
	}

	/** Answers when the feed is on the terminal; a terminal that does not read gets no other one. */
	async #take(feed: Feed): Promise<void> {
		const startedAt = performance.now();
		const isFirst = this.#mounted === undefined;
		if (this.#mounted === undefined) {
			this.#mounted = this.#mount(feed);
		} else {
			this.#mounted.receiver.apply(feed);
		}
		await rendered();
		// The first frame compiles the code as well, and says nothing about the next.
		const paintMs = isFirst ? 0 : performance.now() - startedAt;
		await this.#frames.idle();
		this.#post({type: 'fed', paintMs});
	}

	#mount(feed: Feed): Mounted {
		if (feed.snapshot === undefined) {
			throw new Error('the first feed of a screen must have a snapshot');
		}
		const {lines, options} = this.#start;
		const receiver = new FeedReceiver({snapshot: feed.snapshot, lines});
		receiver.apply(feed);
		const screen = mountScreen(this.#frames, size => (
			<Screen
				view={receiver.view}
				log={receiver.log}
				operator={this.#operator.request}
				perform={task => this.#perform(task, receiver)}
				input={this.#input.source}
				size={size}
				options={options}
			/>
		));
		return {receiver, screen};
	}

	async #perform(task: ScreenTask, {log, view}: FeedReceiver): Promise<OperatorReply> {
		switch (task.type) {
			case 'copy':
				return copyLines(task.lines, {write: this.#write, isTmux: process.env['TMUX'] !== undefined});
			case 'save':
				return saveLog({
					log,
					filter: task.filter,
					folder: process.cwd(),
					name: view.getSnapshot().name,
					now: Date.now(),
				});
		}
	}

	/** A window that is dragged sends more sizes than there is time for frames: the last of those that wait counts. */
	#resize(size: ScreenSize): void {
		if (this.#newSize === undefined) {
			setImmediate(() => {
				const newest = this.#newSize ?? size;
				this.#newSize = undefined;
				if (this.#mounted === undefined) {
					this.#frames.resize(newest);
				} else {
					this.#mounted.screen.resize(newest);
				}
			});
		}
		this.#newSize = size;
	}
}

/** React renders what it was told of in this turn at the end of it, or in an immediate of the next. */
async function rendered(): Promise<void> {
	await nextTurn();
	await nextTurn();
}
