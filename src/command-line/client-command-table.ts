/** One command for a clumon that runs elsewhere. The command line, --help and the README's table are made from these. */
export type ClientCommandRow = {
	readonly name: ClientCommandName;
	/** As --help shows it, and commander reads it. */
	readonly arguments: string;
	readonly description: string;
	readonly options: readonly ClientOptionRow[];
};

export type ClientCommandName = 'list' | 'status';

export type ClientOptionRow = {readonly flags: string; readonly description: string; readonly default?: string};

const json: ClientOptionRow = {flags: '--json', description: 'as JSON'};

export const clientCommandTable: readonly ClientCommandRow[] = [
	{name: 'list', arguments: '', description: 'the clumons that you run', options: [json]},
	{name: 'status', arguments: '[name]', description: 'its workers, printed once', options: [json]},
];
