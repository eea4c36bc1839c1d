import type {LogLine} from '../logs/log-block.js';
import type {OperatorRequest} from '../model/operator.js';
import type {Focus} from './actions.js';
import type {LogFilter} from './log/log-reader.js';
import type {LogCursor} from './log/log-scroll.js';
import type {Seek} from './log/seek.js';
import type {EditedLine} from './text/line-editor.js';
import type {Sort} from './workers/sort-instances.js';

/** All that the screen itself remembers; the cluster and the log are read when they are drawn. */
export type ScreenState = {
	/** An instance's index. */
	readonly selected: number;
	readonly focus: Focus;
	/** The first line of the selected worker's details to be seen. */
	readonly detailTop: number;
	/** How the table is ordered; undefined: by index. */
	readonly sort: Sort | undefined;
	/** The log alone. */
	readonly zoomed: boolean;
	readonly mode: Mode;
	readonly log: LogSettings;
	/** The numbers of the lines that the user has marked, rising; some may have left the log. */
	readonly marks: readonly number[];
	/** What the log is being looked through for. */
	readonly seek: Seek | undefined;
	/** What was searched for, the last one last. */
	readonly searches: readonly string[];
	/** What came of the last key; gone with the next one, or after a while. */
	readonly notice: Notice | undefined;
	/** The newest outcome of a restart or reload that was told. */
	readonly toldOutcome: number;
	/** Of the clumon that is shown; `monit` may find another one in its place. */
	readonly primaryPid: number | undefined;
	/** The newest look into a worker that was told. */
	readonly toldDiagnosis: number;
};

export type Mode =
	| {readonly kind: 'browse'}
	/** `top`: the first line of the page to be seen. */
	| {readonly kind: 'help'; readonly top: number}
	| {readonly kind: 'confirm'; readonly question: string; readonly request: OperatorRequest}
	/** Typing a message: to one instance, or to all. */
	| {readonly kind: 'prompt'; readonly target: number | 'all'; readonly line: EditedLine}
	/** A line of the log, whole; it stays when it leaves the log. `top`: the first row to be seen. */
	| {readonly kind: 'line'; readonly line: LogLine; readonly top: number}
	/** Asking how much of the log to save. */
	| {readonly kind: 'save'}
	/** Typing what is to be found. */
	| FindMode;

export type FindMode = {
	readonly kind: 'find';
	readonly line: EditedLine;
	/** What Esc brings back. */
	readonly before: Pick<ScreenState, 'log' | 'focus'>;
	/** How far back in the searches what is typed was taken from; 0: it was not. */
	readonly recalled: number;
	/** What is wrong with what is typed. */
	readonly problem: string | undefined;
};

export type LogSettings = {
	readonly filter: LogFilter;
	/** Where the log is paused; undefined: it ends with the newest line, and follows it. */
	readonly cursor: LogCursor | undefined;
	readonly find: Find | undefined;
	readonly wrap: boolean;
	/** When the log was paused, the next line was to have this number: what comes from it on is new. */
	readonly newFrom: number;
	/**
	 * Lines that are cut are seen from this cell of their text on. Undefined: from their beginning, but the one that the
	 * user is at from where it shows what is looked for.
	 */
	readonly left: number | undefined;
	/** Lines of JSON loggers as level, message and fields. */
	readonly pretty: boolean;
	readonly timestamps: Timestamps;
};

/** What is looked for. */
export type Find = {
	/** A regular expression that can be parsed. */
	readonly pattern: string;
	/** Other lines are not shown. */
	readonly only: boolean;
	/** The log was followed when this was typed, and the user has gone nowhere since: if it is dropped, it is again. */
	readonly hasPaused?: true;
};

/** `age`: how long ago. */
export type Timestamps = 'time' | 'age' | 'off';

export type Notice = {
	readonly text: string;
	readonly tone: 'info' | 'problem';
	/** When the first snapshot after it was taken: epoch, ms. */
	readonly seenAt?: number;
};

export const INITIAL_STATE: ScreenState = {
	selected: 0,
	focus: 'table',
	detailTop: 0,
	sort: undefined,
	zoomed: false,
	mode: {kind: 'browse'},
	log: {
		filter: {},
		cursor: undefined,
		newFrom: 0,
		find: undefined,
		wrap: false,
		left: undefined,
		pretty: false,
		timestamps: 'time',
	},
	marks: [],
	seek: undefined,
	searches: [],
	notice: undefined,
	toldOutcome: 0,
	toldDiagnosis: 0,
	primaryPid: undefined,
};
