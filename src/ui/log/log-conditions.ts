import type {LogFilter} from '../../logs/log-filter.js';
import type {LogLevel} from '../../logs/log-level.js';
import type {LogSettings} from '../screen-state.js';

/** Which lines of the log are shown and looked for, by what was set with keys. */

/** Those that are shown. */
export function shownLines({filter, find}: Pick<LogSettings, 'filter' | 'find'>): LogFilter {
	return find?.only ? {...filter, pattern: find.pattern, withTraces: true} : filter;
}

/** Those of them that match what is looked for. */
export function matchingLines(filter: LogFilter, pattern: string): LogFilter {
	return {...filter, pattern};
}

/** The errors among those that may be shown, each stack trace once. */
export function errorLines(filter: LogFilter): LogFilter {
	return {...filter, level: 'error', headsOnly: true};
}

export type FilterChanges = {readonly [Name in keyof LogFilter]?: LogFilter[Name] | undefined};

/** Other conditions than those of the filter; undefined takes one away. */
export function changeFilter(filter: LogFilter, changes: FilterChanges): LogFilter {
	const conditions = Object.entries({...filter, ...changes}).filter(([, value]) => value !== undefined);
	return Object.fromEntries(conditions);
}

const LEVELS: readonly (LogLevel | undefined)[] = [undefined, 'debug', 'info', 'warn', 'error'];
const STREAMS: readonly LogFilter['stream'][] = [undefined, 'stdout', 'stderr', 'event', 'message'];

export function nextLevel(level: LogFilter['level']): LogFilter['level'] {
	return LEVELS[(LEVELS.indexOf(level) + 1) % LEVELS.length];
}

export function nextStream(stream: LogFilter['stream']): LogFilter['stream'] {
	return STREAMS[(STREAMS.indexOf(stream) + 1) % STREAMS.length];
}
