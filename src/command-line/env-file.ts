import {UsageError} from './usage-error.js';

/**
 * Reads `KEY=VALUE` lines as node's own --env-file does: `#` comments, an optional `export`, values in `'`, `"` or
 * `` ` `` that may go over several lines, `\n` inside `"`; no variable is expanded. Own code, as util.parseEnv is
 * missing before Node 20.12 and, like dotenv, passes over a bad line in silence, along with good ones after it.
 *
 * @param file names the file in the error about a line that is neither. The line is not quoted: such files hold secrets.
 */
export function parseEnvFile(text: string, file: string): Array<[name: string, value: string]> {
	const source = text.replaceAll('\r\n', '\n');
	const entries: Array<[string, string]> = [];
	let position = 0;
	while (position < source.length) {
		const match = matchAt(blankLine, source, position) ?? matchAt(entryLines, source, position);
		if (match === null) {
			const line = source.slice(0, position).split('\n').length;
			throw new UsageError('env-file-invalid', `${file}:${line} is not KEY=VALUE (comments start with #)`);
		}

		const {name, plain = '', single, double, backtick} = match.groups ?? {};
		if (name !== undefined) {
			entries.push([name, single ?? double?.replaceAll('\\n', '\n') ?? backtick ?? plain.trim()]);
		}

		position += match[0].length;
	}

	return entries;
}

// A byte order mark counts as a blank here: it is in \s.
const lineEnd = String.raw`[^\S\n]*(?:#[^\n]*)?(?:\n|$)`;

const blankLine = new RegExp(lineEnd, 'y');

const entryLines = new RegExp(
	String.raw`[^\S\n]*(?:export[^\S\n]+)?(?<name>[\w.-]+)[^\S\n]*=[^\S\n]*` +
		String.raw`(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|\x60(?<backtick>[^\x60]*)\x60|(?<plain>[^\s#'"\x60][^\n#]*)?)` +
		lineEnd,
	'y',
);

function matchAt(pattern: RegExp, source: string, position: number): RegExpExecArray | null {
	pattern.lastIndex = position;
	return pattern.exec(source);
}
