/** Why a worker was replaced; `request`: somebody asked for it, at a key, with a command or by changing a watched file. */
export type RestartReason = 'crash' | 'hang' | 'memory' | 'request';

export type RestartCounts = Readonly<Record<RestartReason, number>>;

export const NO_RESTARTS: RestartCounts = {crash: 0, hang: 0, memory: 0, request: 0};

export function countRestart(counts: RestartCounts, reason: RestartReason): RestartCounts {
	return {...counts, [reason]: counts[reason] + 1};
}

export function sumRestarts({crash, hang, memory, request}: RestartCounts): number {
	return crash + hang + memory + request;
}
