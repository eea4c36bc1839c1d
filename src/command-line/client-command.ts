import type {ScreenOptions} from '../start-options.js';

/** What is asked of a clumon that runs elsewhere. `name`: as the user gave it; undefined: the only one that runs. */
export type ClientCommand =
	| {readonly type: 'list'; readonly json: boolean}
	| {readonly type: 'status'; readonly name: string | undefined; readonly json: boolean}
	| MonitCommand
	| LogsCommand
	| OperateCommand;

export type MonitCommand = {
	readonly type: 'monit';
	readonly name: string | undefined;
	readonly screen: ScreenOptions;
};

export type LogsCommand = {
	readonly type: 'logs';
	readonly name: string | undefined;
	readonly instance: number | undefined;
	/** From the end; of those that match, where something is looked for. */
	readonly lines: number;
	readonly follow: boolean;
	/** A regular expression. */
	readonly grep: string | undefined;
	/** The least that is wanted. */
	readonly level: string | undefined;
	/** Each line begins with when it came. */
	readonly time: boolean;
	readonly json: boolean;
	readonly ascii: boolean;
	readonly colorLevel: ScreenOptions['colorLevel'];
};

export type OperateCommand = {
	readonly type: 'operate';
	readonly name: string | undefined;
	readonly request: ClientRequest;
	/** Until it is done. */
	readonly wait: boolean;
};

/** Without `instance` it goes to all. */
export type ClientRequest =
	| {readonly type: 'restart'; readonly instance: number}
	| {readonly type: 'reload'}
	| {readonly type: 'stop' | 'disconnect'; readonly instance?: number}
	| {readonly type: 'kill'; readonly instance?: number; readonly now: boolean}
	| {readonly type: 'scale'; readonly to: number}
	| {readonly type: 'scale'; readonly by: number}
	/** Text, or JSON. */
	| {readonly type: 'send'; readonly instance?: number; readonly text: string}
	| {readonly type: 'quit'};
