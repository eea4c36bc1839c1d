import {bashCompletion} from './completion-bash.js';
import {fishCompletion} from './completion-fish.js';
import {type CompletionWords, completionWords} from './completion-words.js';
import {zshCompletion} from './completion-zsh.js';
import type {Shell} from './shells.js';

const writers: Readonly<Record<Shell, (words: CompletionWords) => string>> = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
};

/** What teaches a shell clumon's words. */
export function completionScript(shell: Shell): string {
	return writers[shell](completionWords);
}
