import {harmless} from '../../logs/harmless.js';
import type {LogLine} from '../../logs/log-block.js';
import type {LogLevel} from '../../logs/log-level.js';
import {recogniseLine} from '../../logs/recognise-line.js';
import {withoutSgr} from '../text/styled-text.js';
import type {Style, Theme} from '../text/theme.js';

/**
 * A line of pino, bunyan, winston and their like as `warn  it is late user=7 err={…}`; undefined for any other line. When
 * it was is said beside it already.
 */
export function prettyJson(line: Pick<LogLine, 'origin' | 'text'>, theme: Theme): string | undefined {
	const {json} = recogniseLine(line);
	if (json === undefined || (json.level === undefined && json.message === undefined)) {
		return undefined;
	}
	const {level, message, rest} = json;
	const fields = Object.entries(rest).map(([name, value]) => `${name}=${formatValue(value)}`);
	return [
		level === undefined ? '' : levelStyle(level, theme)(level.padEnd(LEVEL_WIDTH)),
		message === undefined ? '' : theme.strong(safe(message)),
		fields.length === 0 ? '' : theme.dim(safe(fields.join(' '))),
	]
		.filter(part => part !== '')
		.join(' ');
}

export function levelStyle(level: LogLevel, {dim, ok, warn, critical}: Theme): Style {
	const styles: Readonly<Record<LogLevel, Style>> = {
		trace: dim,
		debug: dim,
		info: ok,
		warn,
		error: critical,
		fatal: critical,
	};
	return styles[level];
}

const LEVEL_WIDTH = 5;

/** A word as it is; what would not be seen to be one value, in quotes. */
function formatValue(value: unknown): string {
	return typeof value === 'string' && /^[^\s"={}]+$/.test(value) ? value : JSON.stringify(value);
}

function safe(text: string): string {
	return withoutSgr(harmless(text));
}
