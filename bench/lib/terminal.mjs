import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {waitFor} from './wait-for.mjs';

/** A program in a terminal of its own, and what a person in front of it sees. */
export class Terminal {
	#child;
	#screen;
	#observers = new Set();
	/** With the exit code. */
	exited;

	constructor({file, args, env, columns = 120, rows = 35}) {
		this.#screen = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
		this.#child = pty.spawn(file, args, {name: 'xterm-256color', cols: columns, rows, env});
		this.#screen.onData(reply => this.#child.write(reply));
		this.#child.onData(data => {
			const at = performance.now();
			this.#screen.write(data, () => {
				for (const observe of this.#observers) {
					observe(at);
				}
			});
		});
		this.exited = new Promise(resolve => {
			this.#child.onExit(({exitCode}) => resolve(exitCode));
		});
	}

	get pid() {
		return this.#child.pid;
	}

	press(keys) {
		this.#child.write(keys);
	}

	rows() {
		const {active} = this.#screen.buffer;
		return Array.from({length: this.#screen.rows}, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
	}

	text() {
		return this.rows().join('\n');
	}

	async waitFor(pattern, timeoutMs) {
		try {
			return await waitFor(() => pattern.exec(this.text()), {what: `${pattern} on the screen`, timeoutMs});
		} catch (error) {
			error.message += `:\n${this.text()}`;
			throw error;
		}
	}

	/** Calls `observe` with the time of arrival whenever something has been painted; returns what ends that. */
	onPaint(observe) {
		this.#observers.add(observe);
		return () => this.#observers.delete(observe);
	}

	/**
	 * Presses keys; the time in ms until the bytes had arrived that made `isShown` true of this terminal; undefined
	 * when that took longer than `timeoutMs`.
	 */
	async timePaint({keys, isShown, timeoutMs = 5000}) {
		return new Promise(resolve => {
			const pressedAt = performance.now();
			const settle = answer => {
				clearTimeout(timer);
				this.#observers.delete(observe);
				resolve(answer);
			};
			const timer = setTimeout(() => settle(undefined), timeoutMs);
			const observe = at => {
				if (isShown(this)) {
					settle(at - pressedAt);
				}
			};
			this.#observers.add(observe);
			this.#child.write(keys);
		});
	}
}
