import {type Command, Help, Option} from 'commander';
import {readVersion} from '../own-files.js';
import {clientCommandTable} from './client-command-table.js';
import {likelyCommand} from './likely-command.js';
import {type StartOptionRow, type StartOptionValues, startOptionTable} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** What `clumon start` was told. */
export type GivenStartCommand = {
	/** The app, or an ecosystem file. */
	readonly app: string;
	/** With the defaults of what was not given. */
	readonly values: StartOptionValues;
	/** Without them. */
	readonly given: Partial<StartOptionValues>;
};

/** Adds `clumon start`, which also runs when no command is named. */
export function addStartCommand(
	program: Command,
	{onStart, onNoApp}: {readonly onStart: (command: GivenStartCommand) => void; readonly onNoApp: () => void},
): Command {
	const command = program
		.command('start', {isDefault: true})
		.argument('[app]')
		.allowExcessArguments()
		.configureHelp(helpLayout);
	for (const row of startOptionTable) {
		command.addOption(toOption(row));
	}

	command
		.optionsGroup('Other:')
		.helpOption('-h, --help', 'print this text')
		.version(readVersion(), '-v, --version', 'print the version');
	return command.action((app: string | undefined, values: StartOptionValues) => {
		const isGiven = ([name]: [string, unknown]) => command.getOptionValueSource(name) === 'cli';
		const given = Object.fromEntries(Object.entries(values).filter(isGiven));
		if (app === undefined) {
			onNoApp();
			return;
		}

		const [, unexpected] = command.args;
		if (unexpected !== undefined) {
			throw unexpectedArgument(app, unexpected);
		}

		onStart({app, values, given});
	});
}

function unexpectedArgument(app: string, unexpected: string): UsageError {
	const command = likelyCommand(app);
	if (command !== undefined) {
		return new UsageError('unknown-command', `no command ${JSON.stringify(app)}, did you mean clumon ${command}?`);
	}

	const advice = `what is for the app goes after --, as in: clumon ${app} -- ${unexpected}`;
	return new UsageError('unexpected-argument', `unexpected argument ${JSON.stringify(unexpected)}: ${advice}`);
}

const examples = `Examples:
  clumon app.js -i 4 --env PORT=8080
  clumon src/app.ts --node-args "--import tsx" -- --verbose
  clumon app.js --json | jq .
Commands for one that runs elsewhere, each with a --help of its own:
  ${clientCommandTable.map(({name}) => name).join(' ')}
`;

const helpLayout: Partial<Help> = {
	commandUsage: () => 'clumon [start] app.js [options] [-- args for the app]',
	optionDescription: ({description, defaultValue}) =>
		typeof defaultValue === 'string' ? `${description} [${defaultValue}]` : description,
	// Without blank lines: all of it should be seen at once on a small screen.
	formatHelp: (command, helper) =>
		`${Help.prototype.formatHelp.call(helper, command, helper)}${examples}`.replaceAll(/\n{2,}/g, '\n'),
};

function toOption({flags, description, default: value, repeatable, group}: StartOptionRow): Option {
	const option = new Option(flags, description).helpGroup(`${group}:`);
	if (value !== undefined) {
		option.default(value);
	}

	if (repeatable) {
		option.argParser((text: string, earlier: readonly string[] = []) => [...earlier, text]);
	}

	return option;
}
