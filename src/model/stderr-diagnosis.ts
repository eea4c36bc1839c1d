/** The failures that keep apps from starting, as node words them, and as an operator would. */
const KNOWN_ERRORS: ReadonlyArray<{readonly pattern: RegExp; readonly say: (match: RegExpExecArray) => string}> = [
	{
		// What a worker of node:cluster is told is shorter: `bind EADDRINUSE null:3000`.
		pattern: /EADDRINUSE:? (?:address already in use )?(?:\S*?):?(\d+|\/\S+)\s*$/,
		say: match => `port in use: ${match[1]} (EADDRINUSE)`,
	},
	{
		pattern: /EACCES:? (?:permission denied |null)(\S+)\s*$/,
		say: match => `not allowed to listen on ${match[1]} (EACCES)`,
	},
	{pattern: /Cannot find (module|package) '([^']+)'/, say: match => `cannot find ${match[1]} '${match[2]}'`},
	{pattern: /heap out of memory/, say: () => 'JavaScript heap out of memory'},
	{
		// Node's own check while it starts, then libuv's.
		pattern: /Assertion failed: .*uv_thread_create|pthread_create: Resource temporarily unavailable/,
		say: () => 'the system allows no more threads (ulimit -u, pids.max)',
	},
];

/** In plain words, if it is one of the well-known failures. */
export function findKnownError(stderrTail: readonly string[]): string | undefined {
	for (const line of stderrTail) {
		for (const {pattern, say} of KNOWN_ERRORS) {
			const match = pattern.exec(line);
			if (match !== null) {
				return say(match);
			}
		}
	}
	return undefined;
}

/**
 * The line that says most: the error's own (`TypeError: x is not a function`), which node prints above the stack, with
 * the place in the source where it is a syntax error, as that has no other; else the last line.
 */
export function findErrorLine(stderrTail: readonly string[]): string | undefined {
	const lines = stderrTail.map(line => line.trim());
	const error = lines.findLast(line =>
		/^(?:Uncaught )?(?:\w+\.)*\w*(?:Error|Exception)\b|^FATAL ERROR:|^#? *Assertion failed/.test(line),
	);
	if (error?.startsWith('SyntaxError')) {
		const place = lines.findLast(line => /^(?:file:\/\/)?\/.*:\d+$/.test(line));
		return place === undefined ? error : `${error} (${place.replace(/^.*\//, '')})`;
	}
	return error?.replace(/^# */, '') ?? lines.findLast(line => line !== '' && !explainsNothing(line));
}

/** Node's own version, with which it ends an uncaught error, and the frames of a native stack. */
function explainsNothing(line: string): boolean {
	return /^Node\.js v\d/.test(line) || /^\d+: 0x[\da-f]+ /.test(line);
}
