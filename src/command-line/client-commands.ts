import {type Command, Option} from 'commander';
import type {ClientCommand} from './client-command.js';
import {type ClientCommandName, type ClientCommandRow, clientCommandTable} from './client-command-table.js';
import {UsageError} from './usage-error.js';

/** What was given to a command: text as it was typed. */
type Given = {readonly words: readonly string[]; readonly values: ClientOptionValues};

type ClientOptionValues = {
	readonly json?: true;
};

/** Adds `clumon list`, `clumon status` and the others that talk to a clumon elsewhere. */
export function addClientCommands(program: Command, onCommand: (command: ClientCommand) => void): void {
	for (const row of clientCommandTable) {
		const command = addCommand(program, row);
		command.action(() => onCommand(readers[row.name]({words: command.args, values: command.opts()})));
	}
}

const readers: Record<ClientCommandName, (given: Given) => ClientCommand> = {
	list: ({words, values}) => {
		expectWords(words, 0);
		return {type: 'list', json: values.json ?? false};
	},
	status: ({words, values}) => ({type: 'status', name: onlyName(words), json: values.json ?? false}),
};

function addCommand(program: Command, row: ClientCommandRow): Command {
	const command = program
		.command(`${row.name} ${row.arguments}`.trim())
		.description(row.description)
		.allowExcessArguments()
		.configureHelp({commandUsage: () => `clumon ${row.name} ${row.arguments} [options]`.replaceAll(/ +/g, ' ')})
		.helpOption('-h, --help', 'print this text');
	for (const {flags, description, default: value} of row.options) {
		const option = new Option(flags, description);
		command.addOption(value === undefined ? option : option.default(value));
	}
	return command;
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
