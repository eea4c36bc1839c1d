import {type Command, Option} from 'commander';
import type {ClientCommand, ClientRequest} from './client-command.js';
import {type ClientCommandName, type ClientCommandRow, clientCommandTable} from './client-command-table.js';
import {colorLevel} from './color-level.js';
import {parseCount, parseIndex, parseScale} from './parse-option-value.js';
import {type Environment, resolveScreenOptions} from './resolve-start-options.js';
import type {ScreenOptionValues} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** What was given to a command: text as it was typed. */
type Given = {
	readonly words: readonly string[];
	readonly values: ClientOptionValues;
	readonly environment: Environment;
};

type ClientOptionValues = ScreenOptionValues & {
	readonly json?: true;
	readonly instance?: string;
	readonly wait?: boolean;
	readonly now?: true;
	readonly lines?: string;
	readonly follow?: boolean;
	readonly grep?: string;
	readonly level?: string;
	readonly time?: true;
};

/** Adds the command of this name, when it is one of those that talk to a clumon elsewhere: `clumon list`, `clumon status`. */
export function addClientCommand(
	program: Command,
	name: string | undefined,
	{environment, onCommand}: {readonly environment: Environment; readonly onCommand: (command: ClientCommand) => void},
): void {
	const row = clientCommandTable.find(candidate => candidate.name === name);
	if (row !== undefined) {
		const command = addCommand(program, row);
		command.action(() => onCommand(readers[row.name]({words: command.args, values: command.opts(), environment})));
	}
}

const readers: Record<ClientCommandName, (given: Given) => ClientCommand> = {
	list: ({words, values}) => {
		expectWords(words, 0);
		return {type: 'list', json: values.json ?? false};
	},
	monit: ({words, values, environment}) => ({
		type: 'monit',
		name: onlyName(words),
		screen: resolveScreenOptions(values, environment),
	}),
	status: ({words, values}) => ({type: 'status', name: onlyName(words), json: values.json ?? false}),
	logs: ({words, values, environment}) => ({
		type: 'logs',
		name: onlyName(words),
		instance: values.instance === undefined ? undefined : parseIndex('--instance', values.instance),
		lines: parseCount('--lines', values.lines ?? ''),
		follow: values.follow ?? true,
		grep: values.grep,
		level: values.level,
		time: values.time ?? false,
		json: values.json ?? false,
		ascii: values.ascii ?? false,
		colorLevel: colorLevel(environment.variables, environment.stdoutIsTty),
	}),
	restart: given => {
		const {instance} = whichInstance(given);
		return operate(given, instance === undefined ? {type: 'reload'} : {type: 'restart', instance});
	},
	stop: given => operate(given, {type: 'stop', ...whichInstance(given)}),
	kill: given => operate(given, {type: 'kill', ...whichInstance(given), now: given.values.now ?? false}),
	disconnect: given => operate(given, {type: 'disconnect', ...whichInstance(given)}),
	quit: given => operate(given, {type: 'quit'}),
	scale: given =>
		operateWith(given, 'how many: clumon scale 4, +1 or -1', text => ({type: 'scale', ...parseScale(text)})),
	send: given =>
		operateWith(given, 'the message: clumon send "flush"', text => ({type: 'send', ...whichInstance(given), text})),
};

function addCommand(program: Command, row: ClientCommandRow): Command {
	const command = program
		.command(row.name)
		// In the order in which they are typed, an optional name before what is not optional: more than commander knows.
		.argument('[words...]')
		.description(row.description)
		.configureHelp({
			commandUsage: () => `clumon ${row.name} ${row.arguments} [options]`.replaceAll(/ +/g, ' '),
			visibleArguments: () => [],
		})
		.helpOption('-h, --help', 'print this text');
	for (const {flags, description, default: value} of row.options) {
		const option = new Option(flags, description);
		command.addOption(value === undefined ? option : option.default(value));
	}
	return command;
}

function operate({words, values}: Given, request: ClientRequest): ClientCommand {
	return {type: 'operate', name: onlyName(words), request, wait: values.wait ?? true};
}

/** With a last word that is no name. */
function operateWith({words, values}: Given, missing: string, parse: (text: string) => ClientRequest): ClientCommand {
	const text = words.at(-1);
	if (text === undefined) {
		throw new UsageError('missing-value', `say ${missing}`);
	}
	return {type: 'operate', name: onlyName(words.slice(0, -1)), request: parse(text), wait: values.wait ?? true};
}

function whichInstance({values: {instance}}: Given): {readonly instance?: number} {
	return instance === undefined ? {} : {instance: parseIndex('--instance', instance)};
}

function onlyName(words: readonly string[]): string | undefined {
	expectWords(words, 1);
	return words[0];
}

function expectWords(words: readonly string[], most: number): void {
	const unexpected = words[most];
	if (unexpected !== undefined) {
		throw new UsageError('unexpected-argument', `unexpected argument ${JSON.stringify(unexpected)}`);
	}
}
