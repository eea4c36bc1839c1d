import {judgeStart, type StartCase} from './judge-start.js';
import type {Verdict} from './verdict.js';

/** Whether all new instances are ready and all that were scaled away are gone. */
export function judgeScale({to, ...start}: Omit<StartCase, 'instance'> & {readonly to: number}): Verdict | undefined {
	const {before, now} = start;
	const added = Array.from({length: Math.max(0, to - before.instances.length)}, (_, i) => before.instances.length + i);
	const verdicts = added.map(instance => judgeStart({...start, instance}));
	const failed = verdicts.find(verdict => verdict?.ok === false);
	if (failed !== undefined) {
		return failed;
	}
	return now.instances.length === to && !verdicts.includes(undefined)
		? {ok: true, message: `${to} ${to === 1 ? 'instance' : 'instances'}`}
		: undefined;
}
