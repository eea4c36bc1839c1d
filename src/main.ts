import {availableParallelism} from 'node:os';
import process from 'node:process';
import {isatty} from 'node:tty';
import {checkNodeArgs} from './command-line/check-node-args.js';
import type {ImportModule} from './command-line/ecosystem-file.js';
import {parseCommandLine} from './command-line/parse-command-line.js';
import type {resolveEcosystem as ResolveEcosystem} from './command-line/resolve-ecosystem.js';
import {UsageError} from './command-line/usage-error.js';
import {endBySignal} from './end-signals.js';
import {type RunEnd, run} from './run.js';
import {explainTooManyFiles} from './supervisor/too-many-files.js';

/** What the file that loads this one (cli.cts) is needed for. */
export type Loader = {
	readonly importModule: ImportModule;
	/** To be called when an app has been started and its first workers are ready. */
	readonly onBegun: () => void;
};

/** Does what the command line says, and ends the process. */
export async function main(loader: Loader): Promise<void> {
	const end = await execute(loader);
	if (end.kind === 'signal') {
		endBySignal(end.signal);
	} else {
		process.exit(end.code);
	}
}

async function execute({importModule, onBegun}: Loader): Promise<RunEnd> {
	try {
		const environment = {
			cwd: process.cwd(),
			variables: process.env,
			stdinIsTty: isatty(0),
			stdoutIsTty: isatty(1),
			parallelism: availableParallelism(),
			nodeVersion: process.versions.node,
		};
		const commandLine = parseCommandLine(process.argv.slice(2), environment);
		if (commandLine.type === 'print') {
			process.stdout.write(commandLine.text);
			return {kind: 'exit', code: 0};
		}

		if (commandLine.type === 'client') {
			const {runCommand} = await import('./commands/run-command.js');
			return {kind: 'exit', code: await runCommand(commandLine.command)};
		}

		if (commandLine.type === 'completion') {
			const {completionScript} = await import('./command-line/completion-script.js');
			process.stdout.write(completionScript(commandLine.shell));
			return {kind: 'exit', code: 0};
		}

		if (commandLine.type === 'offer' && !(await isAnsweredYes(commandLine.question))) {
			return {kind: 'exit', code: 0};
		}

		const options =
			commandLine.type === 'start-ecosystem'
				? await loadEcosystem(commandLine.command, environment, importModule)
				: commandLine.options;
		checkNodeArgs(options.nodeArgs);
		return await run(options, onBegun);
	} catch (error) {
		if (error instanceof UsageError) {
			process.stderr.write(`clumon: ${error.message}\n`);
			return {kind: 'exit', code: 2};
		}

		if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd') {
			process.stderr.write('clumon: the directory that this shell is in no longer exists: cd somewhere else\n');
			return {kind: 'exit', code: 2};
		}

		const tooManyFiles = explainTooManyFiles(error);
		if (tooManyFiles !== undefined) {
			process.stderr.write(`clumon: ${tooManyFiles}\n`);
			return {kind: 'exit', code: 2};
		}

		const reason = error instanceof Error ? error.stack : error;
		process.stderr.write(`clumon: broke, which is a fault of its own: ${reason}\n`);
		return {kind: 'exit', code: 1};
	}
}

/** Loaded where it is needed only. */
async function loadEcosystem(...command: Parameters<typeof ResolveEcosystem>) {
	const {resolveEcosystem} = await import('./command-line/resolve-ecosystem.js');
	return resolveEcosystem(...command);
}

/** Enter is a yes, the end of the input or Ctrl-C a no. */
async function isAnsweredYes(question: string): Promise<boolean> {
	const {createInterface} = await import('node:readline/promises');
	const lines = createInterface({input: process.stdin, output: process.stdout});
	const ended = new Promise<string>(resolve => lines.once('close', () => resolve('no')));
	const answer = await Promise.race([lines.question(question), ended]);
	lines.close();
	return /^(y(es)?)?$/i.test(answer.trim());
}
