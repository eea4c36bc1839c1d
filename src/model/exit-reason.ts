import {findErrorLine, findKnownError} from './stderr-diagnosis.js';

/** How a worker ended. `spawn-error`: it never became a process. */
export type ExitCause =
	| {readonly kind: 'exit'; readonly code: number}
	/** `byKernel`: the kernel's OOM killer is known to have sent it. */
	| {readonly kind: 'signal'; readonly signal: string; readonly byKernel?: boolean}
	| {readonly kind: 'spawn-error'; readonly message: string};

/** In a few words, for a table: `exit 1`, `SIGSEGV`, `out of memory`, `spawn failed: EMFILE`. */
export function formatCause(cause: ExitCause, stderrTail: readonly string[] = []): string {
	switch (cause.kind) {
		case 'exit':
			return `exit ${cause.code}`;
		case 'signal':
			return nameSignal(cause, stderrTail) ?? cause.signal;
		case 'spawn-error':
			return `spawn failed: ${cause.message}`;
	}
}

/** As the end of a sentence: `exited with code 1`, `was killed by SIGKILL`, `ran out of memory (SIGABRT)`. */
export function describeCause(cause: ExitCause, stderrTail: readonly string[] = []): string {
	switch (cause.kind) {
		case 'exit':
			return `exited with code ${cause.code}`;
		case 'signal': {
			const name = nameSignal(cause, stderrTail);
			return name === undefined ? `was killed by ${cause.signal}` : `ended: ${name} (${cause.signal})`;
		}
		case 'spawn-error':
			return `could not be started: ${cause.message}`;
	}
}

/** What a dying worker said of the cause, in one line; undefined if it said nothing. */
export function explainStderr(stderrTail: readonly string[]): string | undefined {
	return findKnownError(stderrTail) ?? findErrorLine(stderrTail);
}

/** What the signal alone does not tell. */
function nameSignal(
	{signal, byKernel}: Extract<ExitCause, {kind: 'signal'}>,
	stderrTail: readonly string[],
): string | undefined {
	if (byKernel === true) {
		return "killed by the kernel's OOM killer";
	}
	// V8 ends a process whose heap is full with abort().
	if (signal === 'SIGABRT') {
		return stderrTail.some(line => line.includes('heap out of memory')) ? 'out of memory' : 'aborted';
	}
	return undefined;
}
