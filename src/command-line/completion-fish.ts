import type {CommandWord, CompletionWords, OptionWord} from './completion-words.js';
import {SHELLS} from './shells.js';

/** For fish 3.0 and later. */
export function fishCompletion({startOptions, commands}: CompletionWords): string {
	const names = commands.map(({name}) => name).join(' ');
	return `# Completion of clumon in fish: clumon completion fish > ~/.config/fish/completions/clumon.fish

function __clumon_names
	command clumon list --json 2>/dev/null | string match --regex --groups-only '^ *"name": "(.*)",$'
end

# The command is the first word, and without one it is start.
function __clumon_command
	set --local words (commandline --tokenize --current-process --cut-at-cursor)
	contains -- "$words[2]" ${names}; and echo $words[2]; or echo start
end

function __clumon_is
	test (__clumon_command) = $argv[1]
end

function __clumon_is_first
	test (count (commandline --tokenize --current-process --cut-at-cursor)) -eq 1
end

complete --command clumon --no-files
complete --command clumon --condition '__clumon_is start' --force-files
complete --command clumon --condition __clumon_is_first --arguments start --description 'start an app, as without a command'
${commands.map(({name, description}) => `complete --command clumon --condition __clumon_is_first --arguments ${name} --description '${quote(description)}'`).join('\n')}
${startOptions.map(option => optionLine('start', option)).join('\n')}
${commands.map(commandLines).join('\n')}
`;
}

function commandLines({name, options, argument}: CommandWord): string {
	const words = {clumon: '(__clumon_names)', shell: SHELLS.join(' '), none: undefined}[argument ?? 'none'];
	return [
		...options.map(option => optionLine(name, option)),
		...(words === undefined
			? []
			: [`complete --command clumon --condition '__clumon_is ${name}' --no-files --arguments '${words}'`]),
	].join('\n');
}

function optionLine(command: string, {long, short, description, value}: OptionWord): string {
	return [
		`complete --command clumon --condition '__clumon_is ${command}'`,
		...(short === undefined ? [] : [`--short-option ${short.slice(1)}`]),
		`--long-option ${long.slice(2)}`,
		...valueWords(value),
		`--description '${quote(description)}'`,
	].join(' ');
}

function valueWords(value: OptionWord['value']): readonly string[] {
	switch (value.kind) {
		case 'none':
			return [];
		case 'file':
			return ['--require-parameter', '--force-files'];
		case 'folder':
			return ['--exclusive', "--arguments '(__fish_complete_directories)'"];
		case 'choice':
			return ['--exclusive', `--arguments '${value.choices.join(' ')}'`];
		case 'free':
			return ['--exclusive'];
	}
}

function quote(text: string): string {
	return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
