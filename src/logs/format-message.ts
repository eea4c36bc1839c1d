/** A worker's message as one line of JSON; what JSON cannot say becomes a line that says so, and why. */
export function formatMessage(message: unknown): string {
	try {
		return JSON.stringify(message) ?? notJson(typeof message);
	} catch (error) {
		// A BigInt, a circle, a toJSON that throws: a message that cannot be shown must not stop the log.
		return notJson(error instanceof Error ? error.message : 'unknown reason');
	}
}

/** V8 draws a circle's path on further lines. */
function notJson(reason: string): string {
	return `[a message that is not JSON: ${reason.split('\n', 1).join('')}]`;
}
