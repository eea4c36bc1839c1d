/** How serious a line is, the least first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export function isAtLeast(level: LogLevel, minimum: LogLevel): boolean {
	return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(minimum);
}

/** The level that a logger calls so (`WARNING`, `silly`, `crit`), in any case; undefined when that is no level's name. */
export function levelOfName(name: string): LogLevel | undefined {
	return LEVELS_BY_NAME.get(name.toLowerCase());
}

/** Of a number as pino and bunyan write it: 10 is trace, 60 fatal, those between belong to the one below. */
export function levelOfNumber(value: number): LogLevel | undefined {
	const step = Math.floor(value / 10);
	return step >= 1 ? LOG_LEVELS[Math.min(step, LOG_LEVELS.length) - 1] : undefined;
}

/** The names that npm, syslog and the usual loggers have for a level. */
const NAMES: Readonly<Record<LogLevel, readonly string[]>> = {
	trace: ['trace', 'silly', 'sill', 'finest', 'trc'],
	debug: ['debug', 'verbose', 'verb', 'fine', 'dbg'],
	info: ['info', 'information', 'informational', 'notice', 'http', 'inf'],
	warn: ['warn', 'warning', 'wrn'],
	error: ['error', 'err', 'severe'],
	fatal: ['fatal', 'critical', 'crit', 'alert', 'emerg', 'emergency', 'panic', 'ftl'],
};

const LEVELS_BY_NAME: ReadonlyMap<string, LogLevel> = new Map(
	LOG_LEVELS.flatMap(level => NAMES[level].map(name => [name, level] as const)),
);

/** All of the names, for a regular expression. */
export const LEVEL_NAMES: readonly string[] = [...LEVELS_BY_NAME.keys()];
