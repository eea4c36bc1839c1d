/** What kind of mistake it was; stable, for programs and tests that must not read the message. */
export type UsageErrorCode =
	| 'unknown-option'
	| 'unexpected-argument'
	| 'unknown-command'
	| 'missing-value'
	| 'invalid-value'
	| 'missing-app'
	| 'app-not-found'
	| 'app-without-entry'
	| 'app-unreadable'
	| 'cwd-not-found'
	| 'env-file-unreadable'
	| 'log-dir-unusable'
	| 'watch-not-found'
	| 'env-file-invalid'
	| 'ecosystem-unreadable'
	| 'ecosystem-invalid'
	| 'ecosystem-app'
	| 'metrics-unavailable'
	| 'name-in-use'
	| 'not-running'
	| 'ambiguous-name'
	| 'no-terminal';

/**
 * The user asked for something that cannot be done. The message says what, the value and the next step; the command
 * line prints it and ends with exit code 2.
 */
export class UsageError extends Error {
	override readonly name = 'UsageError';
	readonly code: UsageErrorCode;

	constructor(code: UsageErrorCode, message: string) {
		// One line, and no escape sequence: the message quotes what was typed, and file names hold anything.
		super(message.replaceAll(/\p{Cc}+/gu, ' '));
		this.code = code;
	}
}
