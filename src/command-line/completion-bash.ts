import type {CommandWord, CompletionWords, OptionWord} from './completion-words.js';
import {SHELLS} from './shells.js';

/** For bash 3.2 (which macOS has) and later, without the bash-completion package. */
export function bashCompletion({startOptions, commands}: CompletionWords): string {
	const every = [...startOptions, ...commands.flatMap(({options}) => options)];
	const start = {name: 'start', options: startOptions};
	return `# Completion of clumon in bash. In ~/.bashrc: source <(clumon completion bash)

_clumon_names() {
	command clumon list --json 2>/dev/null | sed -n 's/^ *"name": "\\(.*\\)",$/\\1/p'
}

# Whether an option takes the word that follows it.
_clumon_takes_value() {
	case $1 in
	${pattern(every.filter(({value}) => value.kind !== 'none'))}) return 0 ;;
	esac
	return 1
}

_clumon() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
	local command= argument= words= kind= word i
	COMPREPLY=()
	# --option=value comes as three words.
	if [ "$current" = = ]; then current=; fi
	if [ "$previous" = = ]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=\${COMP_WORDS[i]}
		case $word in
		--) kind=file ;;
		-*) if _clumon_takes_value "$word"; then i=$((i + 1)); [ "\${COMP_WORDS[i]}" = = ] && i=$((i + 1)); fi ;;
		*) if [ -z "$command" ]; then
			case $word in
			start | ${commands.map(({name}) => name).join(' | ')}) command=$word ;;
			*) command=start argument=$word ;;
			esac
		else
			argument=$word
		fi ;;
		esac
	done

	if [ -z "$kind" ]; then
		case $previous in
${valueCases(every).join('\n')}
		*)
			case \${command:-start}:$current in
${[start, ...commands].map(({name, options}) => `			${name}:-*) words='${optionNames(options).join(' ')}' kind=words ;;`).join('\n')}
			*) case $command in
				'') words='start ${commands.map(({name}) => name).join(' ')}' kind=file ;;
				start) kind=file ;;
${commands.flatMap(argumentCase).join('\n')}
				esac ;;
			esac ;;
		esac
	fi

	while IFS= read -r word; do
		COMPREPLY+=("$word")
	done < <(
		if [ -n "$words" ]; then compgen -W "$words" -- "$current"; fi
		case $kind in
		file) compgen -f -- "$current" ;;
		folder) compgen -d -- "$current" ;;
		esac
	)
	# Slashes and quotes for names of files only: a folder may be called like an option's value.
	case $kind in file | folder) compopt -o filenames 2>/dev/null ;; esac
}

complete -F _clumon clumon
`;
}

function optionNames(options: readonly OptionWord[]): readonly string[] {
	return options.flatMap(({long, short}) => (short === undefined ? [long] : [short, long]));
}

function pattern(options: readonly OptionWord[]): string {
	return [...new Set(optionNames(options))].join(' | ');
}

/** What may follow an option, the same for each command that has it. */
function valueCases(options: readonly OptionWord[]): readonly string[] {
	const byAction = new Map<string, OptionWord[]>();
	for (const option of options) {
		const action = valueAction(option);
		if (action !== undefined) {
			byAction.set(action, [...(byAction.get(action) ?? []), option]);
		}
	}

	return [...byAction].map(([action, alike]) => `		${pattern(alike)}) ${action} ;;`);
}

function valueAction({value}: OptionWord): string | undefined {
	switch (value.kind) {
		case 'none':
			return undefined;
		case 'choice':
			return `words='${value.choices.join(' ')}' kind=words`;
		case 'file':
		case 'folder':
			return `kind=${value.kind}`;
		case 'free':
			return 'kind=words';
	}
}

function argumentCase({name, argument}: CommandWord): readonly string[] {
	switch (argument) {
		case 'clumon':
			return [`				${name}) if [ -z "$argument" ]; then words=$(_clumon_names); fi ;;`];
		case 'shell':
			return [`				${name}) if [ -z "$argument" ]; then words='${SHELLS.join(' ')}'; fi ;;`];
		case undefined:
			return [];
	}
}
