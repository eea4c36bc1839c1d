import {startOptionTable} from './start-option-table.js';

/** One command for a clumon that runs elsewhere. The command line, --help and the README's table are made from these. */
export type ClientCommandRow = {
	readonly name: ClientCommandName;
	/** As --help shows them. */
	readonly arguments: string;
	readonly description: string;
	readonly options: readonly ClientOptionRow[];
};

export type ClientCommandName =
	| 'list'
	| 'monit'
	| 'status'
	| 'logs'
	| 'restart'
	| 'stop'
	| 'kill'
	| 'disconnect'
	| 'scale'
	| 'send'
	| 'quit';

export type ClientOptionRow = {readonly flags: string; readonly description: string; readonly default?: string};

const json: ClientOptionRow = {flags: '--json', description: 'as JSON'};
const instance: ClientOptionRow = {flags: '--instance <n>', description: 'only this one'};
const noWait: ClientOptionRow = {flags: '--no-wait', description: 'begin it, and do not wait until it is done'};

export const clientCommandTable: readonly ClientCommandRow[] = [
	{name: 'list', arguments: '', description: 'the clumons that you run', options: [json]},
	{
		name: 'monit',
		arguments: '[name]',
		description: 'the screen, on one that runs elsewhere; q leaves it, and the app goes on',
		options: startOptionTable.filter(({group}) => group === 'Screen'),
	},
	{name: 'status', arguments: '[name]', description: 'its workers, and why workers have ended', options: [json]},
	{
		name: 'logs',
		arguments: '[name]',
		description: 'its log: the last lines, and what comes',
		options: [
			instance,
			{flags: '--lines <n>', description: 'how many of the lines before', default: '50'},
			{flags: '--no-follow', description: 'only the lines before'},
			{flags: '--grep <regex>', description: 'only lines that match; any case, unless it has a capital'},
			{
				flags: '--level <level>',
				description: 'only lines of this level or above: trace, debug, info, warn, error, fatal',
			},
			{flags: '--time', description: 'with the time before each line'},
			{flags: '--json', description: 'as newline-delimited JSON'},
			{flags: '--ascii', description: 'no box characters'},
		],
	},
	{
		name: 'restart',
		arguments: '[name]',
		description: 'rolling reload; starts what is stopped or failed, too',
		options: [instance, noWait],
	},
	{name: 'stop', arguments: '[name]', description: 'drain, then SIGTERM, then SIGKILL', options: [instance, noWait]},
	{
		name: 'kill',
		arguments: '[name]',
		description: 'SIGTERM, then SIGKILL',
		options: [instance, {flags: '--now', description: 'SIGKILL at once'}, noWait],
	},
	{
		name: 'disconnect',
		arguments: '[name]',
		description: 'no new connections; ends when the last one has',
		options: [instance, noWait],
	},
	{name: 'scale', arguments: '[name] <n|+n|-n>', description: 'to n instances, or n more or less', options: [noWait]},
	{
		name: 'send',
		arguments: '[name] <message>',
		description: 'a message to the workers, text or JSON',
		options: [instance],
	},
	{name: 'quit', arguments: '[name]', description: 'stop every worker, then clumon', options: [noWait]},
];
