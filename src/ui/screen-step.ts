import type {LogLine} from '../logs/log-block.js';
import type {OperatorReply, OperatorRequest} from '../model/operator.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {ScreenOptions} from '../start-options.js';
import type {Hit, Place} from './hit-test.js';
import type {LogLineFormat} from './log/log-line.js';
import type {LogViewport} from './log/log-scroll.js';
import type {ScreenState} from './screen-state.js';
import type {InputEvent} from './terminal/input-event.js';
import type {ScreenTask} from './thread/screen-task.js';
import type {Column} from './workers/table-columns.js';

/** What may change the screen's state. Its size is none of it: that is looked up when something is drawn. */
export type ScreenEvent =
	| InputEvent
	/** The operator's answer to a request. */
	| {readonly type: 'replied'; readonly reply: OperatorReply}
	| {readonly type: 'snapshot-changed'}
	/** There are more lines, or it is known of more what they are. */
	| {readonly type: 'log-changed'};

/** What a decision depends on beside the state. */
export type ScreenContext = {
	readonly snapshot: ClusterSnapshot;
	readonly options: ScreenOptions;
	/** The columns of the table in a state. */
	readonly columnsOf: (state: ScreenState) => readonly Column[];
	/** The indices of the instances as the table lists them. */
	readonly orderOf: (state: ScreenState) => readonly number[];
	/** Rows of the details, and how many of their lines there is no room for. */
	readonly detailOf: (state: ScreenState) => {readonly height: number; readonly overflow: number};
	/** The log as it is seen in a state. */
	readonly viewportOf: (state: ScreenState) => LogViewport;
	/** How its lines are drawn. */
	readonly logFormatOf: (state: ScreenState) => LogLineFormat;
	/** What is drawn at a place. */
	readonly hitAt: (state: ScreenState, place: Place) => Hit | undefined;
	/** How many lines of the help page do not fit on the screen. */
	readonly helpOverflow: () => number;
	/** How many rows of a line that is opened do not. */
	readonly lineOverflow: (line: LogLine) => number;
};

/** What comes of an event: the new state, what is asked of the operator, and what the screen's thread is to do. */
export type ScreenStep = {
	readonly state: ScreenState;
	readonly requests: readonly OperatorRequest[];
	readonly tasks?: readonly ScreenTask[];
};

/** A step that asks nothing of the operator. */
export function stay(state: ScreenState): ScreenStep {
	return {state, requests: []};
}

/** A step that also says what it has done. */
export function tell(state: ScreenState, text: string): ScreenStep {
	return stay({...state, notice: {text, tone: 'info'}});
}

/** A step that says why it does nothing. */
export function say(state: ScreenState, text: string): ScreenStep {
	return stay({...state, notice: {text, tone: 'problem'}});
}
