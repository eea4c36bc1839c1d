import {decodeBlock} from '../logs/block-lines.js';
import type {LogBlock} from '../logs/log-block.js';
import type {OperationLine, ResultLine} from './contract.js';
import type {ControlSources} from './control-sources.js';
import type {Judge, Verdict} from './verdict.js';

/** Of what the failed worker said. */
const STDERR_LINES = 40;
/** A disconnected worker may last for days, and its cluster have much to tell. */
const MAX_PROGRESS_LINES = 1000;

/** Passes what the log says of an operation on, from now on. */
export function reportProgress(
	{log, instance}: {readonly log: ControlSources['log']; readonly instance: number | undefined},
	tell: (line: OperationLine) => void,
): () => void {
	let left = MAX_PROGRESS_LINES;
	const concerns = ({kind, instance: of}: LogBlock['origin']) =>
		kind === 'event' && (instance === undefined || of === undefined || of === instance);
	return log.onBlock(block => {
		if (concerns(block.origin) && left > 0) {
			left -= 1;
			for (const {text} of decodeBlock(block)) {
				tell({type: 'progress', message: text});
			}
		}
	});
}

/** Waits until all judges have spoken, or `ended` says that none will any more. A failure outweighs the others, and brings the last words of who failed. */
export async function awaitResult(
	judges: readonly Judge[],
	{view, log, ended}: Pick<ControlSources, 'view' | 'log'> & {readonly ended: AbortSignal},
): Promise<ResultLine> {
	const verdicts = new Map<Judge, Verdict>();
	const {ok, message, workerId} = await new Promise<Verdict>(resolve => {
		const finish = (verdict: Verdict) => {
			stop();
			ended.removeEventListener('abort', onEnded);
			resolve(verdict);
		};
		const look = () => {
			const now = view.getSnapshot();
			for (const judge of judges) {
				const verdict = verdicts.get(judge) ?? judge(now);
				if (verdict !== undefined) {
					verdicts.set(judge, verdict);
				}
			}
			if (verdicts.size === judges.length) {
				finish(sum([...verdicts.values()]));
			}
		};
		const stop = view.subscribe(look);
		const onEnded = () => finish({ok: false, message: String(ended.reason)});
		ended.addEventListener('abort', onEnded);
		if (ended.aborted) {
			onEnded();
		} else {
			look();
		}
	});
	const stderr = ok || workerId === undefined ? [] : log.stderrTail(workerId, STDERR_LINES);
	return {type: 'result', ok, message, ...(stderr.length === 0 ? {} : {stderr})};
}

function sum(verdicts: readonly Verdict[]): Verdict {
	const failed = verdicts.find(({ok}) => !ok);
	return failed ?? {ok: true, message: verdicts.map(({message}) => message).join('\n')};
}
