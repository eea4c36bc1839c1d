import type {LogLine} from '../../logs/log-block.js';
import type {OperatorReply} from '../../model/operator.js';
import type {LogFilter} from '../log/log-reader.js';

/** What the screen's own thread does, beside drawing: it concerns no worker. */
export type ScreenTask =
	/** Into the clipboard of the user's terminal. */
	| {readonly type: 'copy'; readonly lines: readonly LogLine[]}
	/** Into a file in the working directory. */
	| {readonly type: 'save'; readonly filter: LogFilter};

/** Never rejects: what went wrong is the reply. */
export type PerformTask = (task: ScreenTask) => Promise<OperatorReply>;
