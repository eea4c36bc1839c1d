import type {Command} from 'commander';
import {bashCompletion} from './completion-bash.js';
import {fishCompletion} from './completion-fish.js';
import {type CompletionWords, completionWords, SHELLS, type Shell} from './completion-words.js';
import {zshCompletion} from './completion-zsh.js';
import {UsageError} from './usage-error.js';

const writers: Readonly<Record<Shell, (words: CompletionWords) => string>> = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
};

/** Adds `clumon completion`, which prints the script that teaches a shell clumon's words. */
export function addCompletionCommand(program: Command, onScript: (script: string) => void): void {
	const command = program
		.command('completion [shell]')
		.description('the completion script of a shell: bash, zsh or fish')
		.allowExcessArguments()
		.configureHelp({commandUsage: () => `clumon completion ${SHELLS.join('|')}`})
		.helpOption('-h, --help', 'print this text');
	command.action((given: string | undefined) => {
		const shell = SHELLS.find(name => name === given);
		if (shell === undefined || command.args.length > 1) {
			const got = command.args.map(word => JSON.stringify(word)).join(' ') || 'nothing';
			throw new UsageError('invalid-value', `completion must be given bash, zsh or fish, got ${got}`);
		}

		onScript(writers[shell](completionWords));
	});
}
