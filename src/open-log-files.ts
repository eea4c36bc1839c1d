import process from 'node:process';
import {LogFiles} from './logs/log-files.js';
import type {OutputSources} from './output-sources.js';
import type {StartOptions} from './start-options.js';
import type {Journal} from './supervisor/journal.js';

/** What workers say, on its way to the log and to the files. */
export type FiledJournal = {
	readonly journal: Journal;
	/** Everything ended: what waits for the disk is written, or given up after a while. Answers with what is to be said of that. */
	readonly close: () => Promise<string | undefined>;
};

/** A disk that does not take what is left is not waited for longer than this at the end. */
const FLUSH_TIMEOUT_MS = 5000;

/** Opens the log files where there are to be any. SIGUSR2 is logrotate's: it never ends clumon. */
export function openLogFiles({
	start: {logFiles, name, instances},
	recorder,
	hold,
}: {readonly start: StartOptions} & Pick<OutputSources, 'recorder' | 'hold'>): FiledJournal {
	if (logFiles === undefined) {
		process.on('SIGUSR2', () => {});
		return {journal: recorder, close: async () => undefined};
	}

	const files = new LogFiles({
		...logFiles,
		name,
		instances,
		now: Date.now,
		onFull: ({instance, isFull}) => hold({holder: `file ${instance}`, instance, isFull}),
		report: text => recorder.event({text}),
	});
	process.on('SIGUSR2', () => files.reopen());
	recorder.onBlock(block => {
		if (block.origin.kind === 'event') {
			files.writeEvents(block);
		}
	});
	return {
		journal: {
			// The files first: the log may copy, and cuts what is long.
			write: output => {
				files.write(output);
				recorder.write(output);
			},
			endOutput: worker => {
				files.endOutput(worker);
				recorder.endOutput(worker);
			},
			message: message => recorder.message(message),
			event: event => recorder.event(event),
			stderrTail: (workerId, count) => recorder.stderrTail(workerId, count),
		},
		close: async () => {
			const missing = await files.close(FLUSH_TIMEOUT_MS);
			return missing === 0 ? undefined : `${missing} ${missing === 1 ? 'line is' : 'lines are'} not in the log files`;
		},
	};
}
