import {isInBackground} from './job-control.js';
import type {ScreenSize} from './screen-size.js';
import {ENTER_SCREEN, REPORT_MOUSE, RESTORE_SCREEN} from './terminal-sequences.js';
import {openTerminalWriter, type TerminalWriter} from './terminal-writer.js';

export type TerminalEvents = {
	readonly onInput: (bytes: Uint8Array) => void;
	readonly onResize: (size: ScreenSize) => void;
	/** Whether the terminal is ours to write on: it is, for the first time or again, and shows nothing of ours; or not for now. */
	readonly onTurn: (isOurs: boolean) => void;
	/** It is gone, or no longer ours to use. Called once. */
	readonly onLost: (reason: string) => void;
};

/** Both ends of one terminal. */
export type TerminalStreams = Readonly<Pick<NodeJS.Process, 'stdin' | 'stdout'>>;

export type TerminalOptions = {
	readonly streams: TerminalStreams;
	readonly events: TerminalEvents;
	/** Wheel and clicks are input too. */
	readonly mouse: boolean;
};

/** What a terminal has that does not say how large it is (a serial line). */
const USUAL_SIZE: ScreenSize = {columns: 80, rows: 24};

/** How often a process in the background looks whether `fg` has fetched it. */
const FOREGROUND_LOOK_MS = 200;

/**
 * The terminal while the screen has it: raw mode, the alternate screen, input and size. It paints nothing itself.
 *
 * Ctrl-Z is a byte like any other in raw mode, and stays one: a stopped primary hands out no connections. Where the
 * process is stopped from outside, SIGCONT takes the terminal again. In the background it is left alone, until `fg`.
 */
export class Terminal {
	#streams: TerminalStreams;
	#events: TerminalEvents;
	/** What takes the terminal over. */
	#enter: string;
	#writer: TerminalWriter | undefined;
	#isOpen = false;
	/** What takes it over was written, and not yet taken back. */
	#isTaken = false;
	/** While the process is in the background. */
	#look: NodeJS.Timeout | undefined;
	#isLost = false;

	constructor({streams, events, mouse}: TerminalOptions) {
		this.#streams = streams;
		this.#events = events;
		this.#enter = mouse ? ENTER_SCREEN + REPORT_MOUSE : ENTER_SCREEN;
	}

	get size(): ScreenSize {
		const {columns, rows} = this.#streams.stdout;
		return columns > 0 && rows > 0 ? {columns, rows} : USUAL_SIZE;
	}

	/** Takes the terminal over, now or when it is its turn. */
	open(): void {
		const {stdin, stdout} = this.#streams;
		this.#isOpen = true;
		this.#writer = openTerminalWriter(stdout.fd);
		// The error listeners stay: a terminal that hangs up later must not end the process.
		stdin.on('error', this.#onError);
		stdout.on('error', this.#onError);
		stdin.on('end', this.#onEnd);
		stdout.on('resize', this.#onResize);
		process.on('SIGCONT', this.#onContinue);
		process.on('SIGTSTP', this.#onSuspend);
		this.#onContinue();
	}

	/** Gives the screen back, once and at once. For a process that ends here: Node itself ends raw mode. */
	restore(): void {
		const writer = this.#writer;
		this.#writer = undefined;
		if (this.#isTaken) {
			this.#isTaken = false;
			writer?.write(RESTORE_SCREEN);
		}
		writer?.close();
	}

	/** Gives all of it back, for a process that goes on. */
	close(): void {
		if (!this.#isOpen) {
			return;
		}
		this.#isOpen = false;
		this.restore();
		const {stdin, stdout} = this.#streams;
		stdin.off('end', this.#onEnd);
		stdin.off('data', this.#onData);
		stdout.off('resize', this.#onResize);
		process.off('SIGCONT', this.#onContinue);
		process.off('SIGTSTP', this.#onSuspend);
		if (!isInBackground()) {
			stdin.setRawMode(false);
		}
		stdin.pause();
		clearInterval(this.#look);
	}

	#onData = (chunk: Buffer): void => {
		// A copy: the chunk is a view on a pool, all of which would go to the other thread.
		this.#events.onInput(new Uint8Array(chunk));
	};

	#onResize = (): void => {
		this.#events.onResize(this.size);
	};

	/** Stopped from outside: whoever reads the terminal meanwhile gets it as it was. */
	#onSuspend = (): void => {
		if (this.#isTaken && !isInBackground()) {
			this.#isTaken = false;
			this.#writer?.write(RESTORE_SCREEN);
			this.#streams.stdin.setRawMode(false);
		}
		process.kill(process.pid, 'SIGSTOP');
	};

	#onContinue = (): void => {
		clearInterval(this.#look);
		if (isInBackground()) {
			this.#wait();
		} else {
			this.#take();
		}
	};

	/** Not every `fg` comes with a SIGCONT: a shell sends none to a job that it knows to run. */
	#wait(): void {
		this.#streams.stdin.off('data', this.#onData);
		this.#streams.stdin.pause();
		this.#events.onTurn(false);
		this.#look = setInterval(() => {
			if (!isInBackground()) {
				this.#onContinue();
			}
		}, FOREGROUND_LOOK_MS);
		this.#look.unref();
	}

	#take(): void {
		const {stdin} = this.#streams;
		stdin.off('data', this.#onData);
		stdin.on('data', this.#onData);
		// A listener alone does not take up again what was paused before.
		stdin.resume();
		// Off and on: libuv may think that it is still on, and do nothing.
		stdin.setRawMode(false);
		stdin.setRawMode(true);
		this.#writer?.write(this.#enter);
		this.#isTaken = true;
		this.#events.onTurn(true);
	}

	#onEnd = (): void => this.#lose('the terminal was closed');

	#onError = (error: Error): void => this.#lose(`the terminal is gone (${error.message})`);

	#lose(reason: string): void {
		if (this.#isOpen && !this.#isLost) {
			this.#isLost = true;
			this.#events.onLost(reason);
		}
	}
}
