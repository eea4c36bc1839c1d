import {clientCommandTable} from './client-command-table.js';
import {startOptionTable} from './start-option-table.js';

/** What a shell is to offer: the words of the command line, from the tables that --help is made of. */
export type CompletionWords = {
	readonly startOptions: readonly OptionWord[];
	/** All but `start`, which is what is meant without a command. */
	readonly commands: readonly CommandWord[];
};

export type CommandWord = {
	readonly name: string;
	readonly description: string;
	readonly options: readonly OptionWord[];
	/** What its first argument is. */
	readonly argument: 'clumon' | 'shell' | undefined;
};

export type OptionWord = {
	/** `--instances`. */
	readonly long: string;
	/** `-i`. */
	readonly short: string | undefined;
	readonly description: string;
	readonly value: OptionValue;
};

export type OptionValue =
	/** It has none, or may do without, so that the next word can be anything. */
	| {readonly kind: 'none'}
	| {readonly kind: 'file'}
	| {readonly kind: 'folder'}
	| {readonly kind: 'choice'; readonly choices: readonly string[]}
	/** What only the user knows. */
	| {readonly kind: 'free'};

const help = {flags: '-h, --help', description: 'print this text'};
const version = {flags: '-v, --version', description: 'print the version'};

const choices: Readonly<Record<string, readonly string[]>> = {
	'--scheduling': ['rr', 'os', 'reuseport'],
	'--level': ['debug', 'info', 'warn', 'error'],
	'--instances': ['max'],
};

export const completionWords: CompletionWords = {
	startOptions: [...startOptionTable, version, help].map(toOptionWord),
	commands: [
		...clientCommandTable.map(
			({name, description, arguments: words, options}): CommandWord => ({
				name,
				description,
				options: [...options, help].map(toOptionWord),
				argument: words.startsWith('[name]') ? 'clumon' : undefined,
			}),
		),
		{
			name: 'completion',
			description: 'the completion script of a shell',
			options: [help].map(toOptionWord),
			argument: 'shell',
		},
	],
};

function toOptionWord({flags, description}: {readonly flags: string; readonly description: string}): OptionWord {
	const [, short, long = flags, placeholder] = /^(?:(-\w), )?(--[\w-]+)(?: (.+))?$/.exec(flags) ?? [];
	return {long, short, description, value: toValue(long, placeholder)};
}

function toValue(long: string, placeholder: string | undefined): OptionValue {
	const known = choices[long];
	if (known !== undefined) {
		return {kind: 'choice', choices: known};
	}

	// One in brackets, as in `--watch [path...]`, may be left out.
	if (placeholder === undefined || placeholder.startsWith('[')) {
		return {kind: 'none'};
	}

	if (placeholder === '<dir>') {
		return {kind: 'folder'};
	}

	return placeholder === '<file>' ? {kind: 'file'} : {kind: 'free'};
}
