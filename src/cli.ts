#!/usr/bin/env node
import {availableParallelism} from 'node:os';
import process from 'node:process';
import {isatty} from 'node:tty';
import {parseCommandLine} from './parse-command-line.js';
import {UsageError} from './usage-error.js';

process.exit(await main());

async function main(): Promise<number> {
	try {
		const commandLine = parseCommandLine(process.argv.slice(2), {
			cwd: process.cwd(),
			variables: process.env,
			stdinIsTty: isatty(0),
			stdoutIsTty: isatty(1),
			parallelism: availableParallelism(),
		});
		if (commandLine.type === 'print') {
			process.stdout.write(commandLine.text);
			return 0;
		}

		// Only now, as it loads node:cluster and, for the screen, Ink: --help and --version need neither.
		const {run} = await import('./run.js');
		return await run(commandLine.options);
	} catch (error) {
		if (error instanceof UsageError) {
			process.stderr.write(`clumon: ${error.message}\n`);
			return 2;
		}

		const reason = error instanceof Error ? error.stack : error;
		process.stderr.write(`clumon: broke, which is a fault of its own: ${reason}\n`);
		return 1;
	}
}
