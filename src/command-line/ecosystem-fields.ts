import {splitWords} from './split-words.js';
import {UsageError} from './usage-error.js';

/** The fields of an app in an ecosystem file. One that is null or empty text counts as absent. */
export type Fields = ReadonlyMap<string, unknown>;

export function readText(fields: Fields, name: string): string | undefined {
	const value = read(fields, name);
	if (value === undefined || typeof value === 'string') {
		return value;
	}

	throw invalid({name, wanted: 'text', value});
}

export function readNumberOrText(fields: Fields, name: string): string | undefined {
	const value = read(fields, name);
	return typeof value === 'number' ? String(value) : readText(fields, name);
}

export function readMilliseconds(fields: Fields, name: string): string | undefined {
	const text = readNumberOrText(fields, name);
	if (text !== undefined && !/^\d+$/.test(text)) {
		throw invalid({name, wanted: 'a whole number of milliseconds', value: read(fields, name)});
	}

	return text;
}

export function readFlag(fields: Fields, name: string): boolean | undefined {
	const value = read(fields, name);
	if (value === undefined || typeof value === 'boolean') {
		return value;
	}

	throw invalid({name, wanted: 'true or false', value});
}

/** A list as it is, text as a shell would split it. */
export function readWords(fields: Fields, name: string): readonly string[] {
	const value = read(fields, name);
	const words = typeof value === 'string' ? splitWords(value) : readTexts(fields, name);
	if (words === undefined) {
		throw invalid({name, wanted: 'words as for a shell, with each quote closed', value});
	}

	return words;
}

/** Text, or a list of it. Numbers are taken for text. */
export function readTexts(fields: Fields, name: string): readonly string[] {
	const value = read(fields, name) ?? [];
	return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
		if (typeof item === 'string' || typeof item === 'number') {
			return String(item);
		}

		throw invalid({name, wanted: 'text or a list of texts', value});
	});
}

function read(fields: Fields, name: string): unknown {
	const value = fields.get(name);
	return value === null || value === '' ? undefined : value;
}

function invalid({name, wanted, value}: {readonly name: string; readonly wanted: string; readonly value: unknown}) {
	return new UsageError('ecosystem-invalid', `${name} must be ${wanted}, got ${JSON.stringify(value)}`);
}
