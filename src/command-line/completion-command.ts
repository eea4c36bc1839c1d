import type {Command} from 'commander';
import {SHELLS, type Shell} from './shells.js';
import {UsageError} from './usage-error.js';

/** Adds `clumon completion`, which prints the script that teaches a shell clumon's words. */
export function addCompletionCommand(program: Command, onShell: (shell: Shell) => void): void {
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

		onShell(shell);
	});
}
