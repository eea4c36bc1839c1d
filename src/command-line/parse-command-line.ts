import {Command, CommanderError} from 'commander';
import type {StartOptions} from '../start-options.js';
import type {ClientCommand} from './client-command.js';
import {addClientCommand} from './client-commands.js';
import {addCompletionCommand} from './completion-command.js';
import {findPackageApp} from './find-package-app.js';
import {isEcosystemFile} from './is-ecosystem-file.js';
import type {EcosystemCommand} from './resolve-ecosystem.js';
import {type Environment, resolveStartOptions} from './resolve-start-options.js';
import type {Shell} from './shells.js';
import {quoteWord} from './split-words.js';
import {addStartCommand} from './start-command.js';
import {UsageError} from './usage-error.js';

/** What the user asked for. */
export type CommandLine =
	| {readonly type: 'start'; readonly options: StartOptions}
	/** No app was named, but one was found: to be asked about first. */
	| {readonly type: 'offer'; readonly question: string; readonly options: StartOptions}
	/** Which app that is stands in a file that may be a program, and has still to be loaded. */
	| {readonly type: 'start-ecosystem'; readonly command: EcosystemCommand}
	| {readonly type: 'client'; readonly command: ClientCommand}
	| {readonly type: 'completion'; readonly shell: Shell}
	| {readonly type: 'print'; readonly text: string};

/**
 * Reads the command line and checks all of it. Reads files, changes and prints nothing.
 *
 * @param argv without node and the script.
 * @throws UsageError
 */
export function parseCommandLine(argv: readonly string[], environment: Environment): CommandLine {
	// Before commander sees it, as commander does not tell what came after `--` from what came before.
	const dashes = argv.includes('--') ? argv.indexOf('--') : argv.length;
	const args = argv.slice(dashes + 1);
	const hasArgs = dashes < argv.length;
	const result: {commandLine?: CommandLine; printed: string} = {printed: ''};
	const program = createProgram(text => {
		result.printed += text;
	});
	const start = addStartCommand(program, {
		onStart: command => {
			result.commandLine = isEcosystemFile(command.app)
				? {type: 'start-ecosystem', command: {...command, args: hasArgs ? args : undefined}}
				: {type: 'start', options: resolveStartOptions({...command, args, environment})};
		},
		onNoApp: () => {
			result.commandLine = offer({options: argv.slice(0, dashes), args: hasArgs ? args : undefined}, environment);
		},
	});
	// Commander takes the first word alone for a command. To add them all takes a millisecond, for which the app would wait.
	const [word] = argv;
	addClientCommand(program, word, {
		environment,
		onCommand: command => {
			result.commandLine = {type: 'client', command};
		},
	});
	if (word === 'completion') {
		addCompletionCommand(program, shell => {
			result.commandLine = {type: 'completion', shell};
		});
	}
	program.configureHelp({formatHelp: () => start.helpInformation()});
	try {
		program.parse(argv.slice(0, dashes), {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) {
			throw error;
		}

		if (error.exitCode !== 0) {
			throw toUsageError(error);
		}
	}

	return result.commandLine ?? {type: 'print', text: result.printed};
}

/**
 * The app of package.json, with these options, for those who name none. Only a terminal can be asked; elsewhere an app that is
 * not named is a mistake, with the next step.
 */
function offer(
	{options, args}: {readonly options: readonly string[]; readonly args: readonly string[] | undefined},
	environment: Environment,
): CommandLine {
	const found = findPackageApp(environment.cwd);
	if (found === undefined) {
		throw new UsageError('missing-app', 'no app given: clumon app.js starts one, clumon --help lists the options');
	}

	const parts = (own: readonly string[], forApp: readonly string[]) => [
		found.app,
		...found.options,
		...own,
		...(forApp.length === 0 ? [] : ['--', ...forApp]),
	];
	const text = parts([], found.args).map(quoteWord).join(' ');
	if (!environment.stdinIsTty || !environment.stdoutIsTty) {
		const advice = `clumon ${text} starts the one of package.json (${found.source}), clumon --help lists the options`;
		throw new UsageError('missing-app', `no app given: ${advice}`);
	}

	const own = options[0] === 'start' ? options.slice(1) : options;
	const commandLine = parseCommandLine(['start', ...parts(own, args ?? found.args)], environment);
	const question = `No app given. Start ${text}, as package.json says (${found.source})? [Y/n] `;
	return commandLine.type === 'start' ? {type: 'offer', question, options: commandLine.options} : commandLine;
}

function createProgram(print: (text: string) => void): Command {
	return new Command('clumon')
		.helpCommand(false)
		.exitOverride()
		.configureOutput({writeOut: print, writeErr: () => {}, getOutHelpWidth: () => 80, getOutHasColors: () => false});
}

/** Commander's messages are two lines and lack the next step. */
function toUsageError({code, message}: CommanderError): UsageError {
	const [, quoted = ''] = /'(.*?)'/s.exec(message) ?? [];
	if (code === 'commander.optionMissingArgument') {
		return new UsageError('missing-value', `${quoted} needs a value`);
	}

	const [, suggestion] = /Did you mean (.*)\?/.exec(message) ?? [];
	const advice = suggestion === undefined ? 'clumon --help lists the options' : `did you mean ${suggestion}?`;
	return new UsageError('unknown-option', `unknown option ${quoted}, ${advice} (the app's own options go after --)`);
}
