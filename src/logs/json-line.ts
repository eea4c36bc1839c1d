import {type LogLevel, levelOfName, levelOfNumber} from './log-level.js';

/** A line that is one JSON object, as pino, bunyan, winston and their like write it. */
export type JsonLine = {
	/** When, by its own word: epoch, ms. */
	readonly at: number | undefined;
	readonly level: LogLevel | undefined;
	readonly message: string | undefined;
	/** The fields that are none of these, in their order. */
	readonly rest: JsonObject;
	/** All of it. */
	readonly value: JsonObject;
};

export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined when the line is something else, also another kind of JSON. */
export function parseJsonLine(text: string): JsonLine | undefined {
	const value = parseObject(text);
	if (value === undefined) {
		return undefined;
	}

	const level = findField(value, LEVEL_FIELDS, levelOf);
	const time = findField(value, TIME_FIELDS, timeOf);
	const message = findField(value, MESSAGE_FIELDS, field => (typeof field === 'string' ? field : undefined));
	const taken = new Set([level?.name, time?.name, message?.name]);
	return {
		at: time?.value,
		level: level?.value,
		message: message?.value,
		rest: Object.fromEntries(Object.entries(value).filter(([name]) => !taken.has(name))),
		value,
	};
}

const LEVEL_FIELDS = ['level', 'severity', 'lvl', 'log.level', 'loglevel'];
const TIME_FIELDS = ['time', 'timestamp', '@timestamp', 'ts', 'datetime'];
const MESSAGE_FIELDS = ['msg', 'message'];
/** With `colorize`, winston writes the colours of a level into it. */
const SGR = /\u001B\[[\d;]*m/g;
/** Seconds since 1970 stay below this for 3,000 years, and milliseconds were above it from April 1970 on. */
const MOST_SECONDS = 1e11;
const MOST_MILLISECONDS = 1e14;

/** Looks at a line's first character before it parses: most lines are no JSON. */
function parseObject(text: string): JsonObject | undefined {
	const trimmed = text.trim();
	if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) {
		return undefined;
	}

	try {
		// What begins with a brace is an object, if it is JSON at all.
		return JSON.parse(trimmed) as JsonObject;
	} catch {
		// Something in braces that is no JSON: a line like any other.
		return undefined;
	}
}

function findField<Value>(
	object: JsonObject,
	names: readonly string[],
	read: (field: unknown) => Value | undefined,
): {readonly name: string; readonly value: Value} | undefined {
	for (const name of names) {
		const value = Object.hasOwn(object, name) ? read(object[name]) : undefined;
		if (value !== undefined) {
			return {name, value};
		}
	}

	return undefined;
}

function levelOf(field: unknown): LogLevel | undefined {
	if (typeof field === 'number') {
		return levelOfNumber(field);
	}

	return typeof field === 'string' ? levelOfName(field.replace(SGR, '')) : undefined;
}

/** Seconds (zap), milliseconds (pino), microseconds, or a date as text (bunyan, winston). */
function timeOf(field: unknown): number | undefined {
	if (typeof field === 'number' && field > 0) {
		if (field < MOST_SECONDS) {
			return field * 1000;
		}

		return field < MOST_MILLISECONDS ? field : field / 1000;
	}

	const parsed = typeof field === 'string' ? Date.parse(field) : Number.NaN;
	return Number.isNaN(parsed) ? undefined : parsed;
}
