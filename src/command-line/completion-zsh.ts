import type {CommandWord, CompletionWords, OptionWord} from './completion-words.js';
import {SHELLS} from './shells.js';

/** As a file _clumon in a folder of $fpath, or sourced after compinit. */
export function zshCompletion({startOptions, commands}: CompletionWords): string {
	return `#compdef clumon
# Completion of clumon in zsh. In ~/.zshrc, after compinit: source <(clumon completion zsh)

_clumon_names() {
	local -a names
	names=(\${(f)"$(command clumon list --json 2>/dev/null | sed -n 's/^ *"name": "\\(.*\\)",$/\\1/p')"})
	_describe clumon names
}

_clumon_app() {
	local -a commands
	commands=(
		'start:start an app, as without a command'
${commands.map(({name, description}) => `		'${quote(`${name}:${description}`)}'`).join('\n')}
	)
	(( CURRENT == 2 )) && _describe command commands
	_files
}

_clumon() {
	local command=
	(( CURRENT > 2 )) && command=$words[2]
	case $command in
${commands.map(commandCase).join('\n')}
	start)
		shift words
		(( CURRENT-- ))
		_arguments -s -S : \\
${startOptions.map(specLine).join('\n')}
			'1:app:_files' '*:argument:_files'
		;;
	*)
		_arguments -s -S : \\
${startOptions.map(specLine).join('\n')}
			'1:app:_clumon_app' '*:argument:_files'
		;;
	esac
}

if [ "$funcstack[1]" = _clumon ]; then
	_clumon "$@"
else
	compdef _clumon clumon
fi
`;
}

function commandCase({name, options, argument}: CommandWord): string {
	const argumentSpec = {clumon: `'1:name:_clumon_names'`, shell: `'1:shell:(${SHELLS.join(' ')})'`, none: ''};
	return `	${name})
		shift words
		(( CURRENT-- ))
		_arguments -s -S : \\
${options.map(specLine).join('\n')}
			${argumentSpec[argument ?? 'none']}
		;;`;
}

/** As _arguments has it: `'(-i --instances)'{-i,--instances}'[description]:value:action'`. */
function specLine({long, short, description, value}: OptionWord): string {
	const text = quote(`[${description.replaceAll(/[[\]]/g, '\\$&')}]`);
	const rest = `${text}${action(long, value)}`;
	const names = short === undefined ? `'${long}` : `'(${short} ${long})'{${short},${long}}'`;
	return `			${names}${rest}' \\`;
}

function action(long: string, value: OptionWord['value']): string {
	const name = long.slice(2);
	switch (value.kind) {
		case 'none':
			return '';
		case 'file':
			return `:${name}:_files`;
		case 'folder':
			return `:${name}:_files -/`;
		case 'choice':
			return `:${name}:(${value.choices.join(' ')})`;
		case 'free':
			return `:${name}: `;
	}
}

function quote(text: string): string {
	return text.replaceAll("'", "'\\''");
}
