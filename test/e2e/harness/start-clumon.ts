import process from 'node:process';
import pty from '@lydell/node-pty';
import {onTestFinished} from 'vitest';
import {keyBytes} from './key-bytes.js';
import {ProcessFamily} from './process-family.js';
import {cli, environment, fixtures} from './run-clumon.js';
import {TerminalScreen} from './terminal-screen.js';

export type ClumonInTerminal = {
	readonly pid: number;
	readonly screen: TerminalScreen;
	/** Presses keys, all at once: characters, or names such as `down` and `ctrl-c`. Nothing may follow a lone `escape`. */
	readonly press: (...keys: string[]) => void;
	readonly resize: (columns: number, rows: number) => void;
	readonly kill: (signal: NodeJS.Signals) => void;
	/** The terminal reads nothing (Ctrl-S), until `read` says so. */
	readonly stopReading: () => void;
	readonly read: () => void;
	/** Settles when the program has ended and all that it wrote is on the screen. */
	readonly exited: Promise<{code: number; signal: number | undefined}>;
	readonly family: ProcessFamily;
};

/** Starts clumon in a terminal of its own, and ends all that it started when the test is over. */
export function startClumon(
	args: readonly string[],
	{columns = 80, rows = 24, env = {}}: {columns?: number; rows?: number; env?: Readonly<Record<string, string>>} = {},
): ClumonInTerminal {
	return startInTerminal({file: process.execPath, args: [cli, ...args], columns, rows, env});
}

/** The same with a shell between, to see the terminal that it gets back. */
export function startClumonInShell(script: string): ClumonInTerminal {
	return startInTerminal({file: '/bin/sh', args: ['-c', script], columns: 80, rows: 24, env: {}});
}

/** A shell with job control, as a person has one. */
export function startInteractiveShell(env: Readonly<Record<string, string>>): ClumonInTerminal {
	const args = ['--norc', '--noprofile', '-i'];
	return startInTerminal({file: 'bash', args, columns: 80, rows: 24, env: {PS1: 'shell> ', ...env}});
}

function startInTerminal({
	file,
	args,
	columns,
	rows,
	env,
}: {
	readonly file: string;
	readonly args: readonly string[];
	readonly columns: number;
	readonly rows: number;
	readonly env: Readonly<Record<string, string>>;
}): ClumonInTerminal {
	const family = new ProcessFamily();
	const child = pty.spawn(file, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: fixtures,
		env: environment({...family.environment, ...env}),
	});
	const screen = new TerminalScreen({columns, rows, reply: bytes => child.write(bytes)});
	let written = Promise.resolve();
	child.onData(data => {
		written = screen.write(data);
	});
	const exited = new Promise<{code: number; signal: number | undefined}>(resolve => {
		child.onExit(({exitCode, signal}) => {
			void written.then(() => resolve({code: exitCode, signal: signal || undefined}));
		});
	});
	onTestFinished(() => family.kill());

	return {
		pid: child.pid,
		screen,
		family,
		exited,
		press: (...keys) => child.write(keys.map(keyBytes).join('')),
		resize(toColumns, toRows) {
			screen.resize(toColumns, toRows);
			child.resize(toColumns, toRows);
		},
		kill: signal => process.kill(child.pid, signal),
		stopReading: () => child.pause(),
		read: () => child.resume(),
	};
}
