import type {LogRecorder} from './logs/log-recorder.js';
import {findStandstill} from './model/standstill.js';
import type {Supervisor} from './supervisor/supervisor.js';

/**
 * Resolves when no instance runs, none will, and there is nobody at a screen to do something about it. Never with
 * --watch, as a file that is saved starts them again; then it is only said.
 *
 * @param unattended resolves when there is no screen, or no longer.
 */
export async function untilStandstill({
	supervisor,
	recorder,
	unattended,
	isWatching,
}: {
	readonly supervisor: Pick<Supervisor, 'cluster' | 'subscribe'>;
	readonly recorder: Pick<LogRecorder, 'event'>;
	readonly unattended: Promise<void>;
	readonly isWatching: boolean;
}): Promise<'ended' | 'failed'> {
	await unattended;
	return new Promise(resolve => {
		let hasSaid = false;
		const look = () => {
			const standstill = findStandstill(supervisor.cluster);
			if (standstill === undefined) {
				hasSaid = false;
				return;
			}
			if (!isWatching) {
				unsubscribe();
				resolve(standstill);
			} else if (!hasSaid) {
				hasSaid = true;
				recorder.event({text: 'nothing runs any more: waiting for a watched file to change'});
			}
		};
		const unsubscribe = supervisor.subscribe(look);
		// It may have come to that under the screen.
		look();
	});
}
