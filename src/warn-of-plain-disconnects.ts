import type {LogRecorder} from './logs/log-recorder.js';
import type {Supervisor} from './supervisor/supervisor.js';

/**
 * Says once, when the first replacement is under way, what --no-probe costs, whoever asked for it: an operator, --watch
 * or --max-memory.
 */
export function warnOfPlainDisconnects(
	supervisor: Pick<Supervisor, 'cluster' | 'subscribe'>,
	recorder: Pick<LogRecorder, 'event'>,
): void {
	const unsubscribe = supervisor.subscribe(() => {
		const {instances} = supervisor.cluster;
		if (instances.some(({place}) => place.kind === 'running' && place.replacement !== undefined)) {
			unsubscribe();
			recorder.event({text: '--no-probe: the old worker is disconnected at once, which may drop requests'});
		}
	});
}
