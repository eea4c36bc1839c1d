/** How a worker ended. `spawn-error`: it never became a process. */
export type ExitCause =
	| {readonly kind: 'exit'; readonly code: number}
	| {readonly kind: 'signal'; readonly signal: string}
	| {readonly kind: 'spawn-error'; readonly message: string};

/** In two or three words: `exit 1`, `SIGKILL`, `spawn failed: EMFILE`. */
export function formatCause(cause: ExitCause): string {
	switch (cause.kind) {
		case 'exit':
			return `exit ${cause.code}`;
		case 'signal':
			return cause.signal;
		case 'spawn-error':
			return `spawn failed: ${cause.message}`;
	}
}

/** As the end of a sentence: `exited with code 1`, `was killed by SIGKILL`. */
export function describeCause(cause: ExitCause): string {
	switch (cause.kind) {
		case 'exit':
			return `exited with code ${cause.code}`;
		case 'signal':
			return `was killed by ${cause.signal}`;
		case 'spawn-error':
			return `could not be started: ${cause.message}`;
	}
}

/**
 * The line of a dying worker's stderr that says most: the error's own (`TypeError: x is not a function`), which node
 * prints above the stack, else the last line.
 */
export function tellingLine(stderrTail: readonly string[]): string | undefined {
	const error = stderrTail.findLast(line => /^(?:Uncaught )?[\w.]*(?:Error|Exception)\b.*/.test(line.trim()));
	// Node ends an uncaught error with an empty line and its own version, which explain nothing.
	const last = stderrTail.findLast(line => line.trim() !== '' && !/^Node\.js v\d/.test(line));
	return (error ?? last)?.trim();
}
