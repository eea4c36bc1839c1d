import {splitWords} from './split-words.js';
import {UsageError} from './usage-error.js';

const maxInstances = 1024;

/** The longest delay that a Node.js timer takes; past it, it fires at once. */
const maxTimerMs = 2 ** 31 - 1;

/** `parallelism`: what `max` stands for, and what `-n` is taken from; the result is at least 1. */
export function parseInstances(text: string, parallelism: number): number {
	if (text === 'max') {
		return parallelism;
	}

	if (/^-\d+$/.test(text)) {
		return Math.max(1, parallelism + Number(text));
	}

	const instances = positiveInteger(text);
	if (instances === undefined) {
		throw invalid('--instances', 'a positive integer, "max" or "-n"', text);
	}

	if (instances > maxInstances) {
		throw invalid('--instances', `at most ${maxInstances}`, text);
	}

	return instances;
}

export function parsePositiveInteger(flag: string, text: string): number {
	const value = positiveInteger(text);
	if (value === undefined) {
		throw invalid(flag, 'a positive integer', text);
	}

	return value;
}

/** 0 or more. */
export function parseCount(flag: string, text: string): number {
	return parseWhole(text) ?? fail(invalid(flag, 'a whole number, 0 or more', text));
}

/** Of an instance. */
export function parseIndex(flag: string, text: string): number {
	return parseWhole(text) ?? fail(invalid(flag, "an instance's number, 0 or more", text));
}

/** `4`, `+1`, `-2`. */
export function parseScale(text: string): {readonly to: number} | {readonly by: number} {
	const [, sign = '', digits = ''] = /^([+-]?)(\d{1,6})$/.exec(text) ?? [];
	const number = Number(digits);
	if (digits === '' || number === 0) {
		throw invalid('scale', 'a number of instances, +n or -n', text);
	}

	return sign === '' ? {to: number} : {by: sign === '+' ? number : -number};
}

export function parseMilliseconds(flag: string, text: string): number {
	const value = text === '0' ? 0 : positiveInteger(text);
	if (value === undefined || value > maxTimerMs) {
		throw invalid(flag, `a whole number of milliseconds, 0 to ${maxTimerMs}`, text);
	}

	return value;
}

/** `reuseport` needs a Node with `reusePort` in `server.listen`, and the preload to set it. */
export function parseScheduling(
	text: string,
	{nodeVersion, probe}: {readonly nodeVersion: string; readonly probe: boolean},
): 'rr' | 'os' | 'reuseport' {
	if (text !== 'rr' && text !== 'os' && text !== 'reuseport') {
		throw invalid('--scheduling', '"rr", "os" or "reuseport"', text);
	}

	if (text === 'reuseport') {
		const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
		if (major < 23 || (major === 23 && minor < 1)) {
			throw invalid('--scheduling', `"rr" or "os" on Node ${nodeVersion}, as reuseport needs 23.1 or later`, text);
		}

		if (!probe) {
			throw invalid('--scheduling', '"rr" or "os" with --no-probe, as reuseport needs the preload', text);
		}
	}

	return text;
}

const sizeUnits: Readonly<Record<string, number>> = {'': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3};

/** No Node.js process runs in less. */
const minMemoryBytes = 32 * 1024 ** 2;

/** `300M`, `1.5G`, a number of bytes. */
export function parseMemorySize(flag: string, text: string): number {
	const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([KMG]?)B?$/i.exec(text) ?? [];
	const bytes = Math.round(Number(amount) * (sizeUnits[unit.toUpperCase()] ?? Number.NaN));
	if (!Number.isSafeInteger(bytes)) {
		throw invalid(flag, 'a size such as 300M or 1G', text);
	}

	if (bytes < minMemoryBytes) {
		throw invalid(flag, 'at least 32M, as no worker runs in less', text);
	}

	return bytes;
}

export function parseVariable(text: string): [name: string, value: string] {
	const [, name, value] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
	if (name === undefined || value === undefined) {
		throw invalid('--env', 'KEY=VALUE', text);
	}

	return [name, value];
}

/** A name becomes part of a file's and a socket's name. */
export function parseName(text: string): string {
	if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(text)) {
		throw invalid('--name', 'at most 64 letters, digits and . _ -, a letter or digit first', text);
	}

	return text;
}

export function parseNodeArgs(text: string): string[] {
	const words = splitWords(text);
	if (words === undefined) {
		throw invalid('--node-args', 'words as for a shell, with each quote closed', text);
	}

	return words;
}

function parseWhole(text: string): number | undefined {
	return text === '0' ? 0 : positiveInteger(text);
}

function fail(error: UsageError): never {
	throw error;
}

function positiveInteger(text: string): number | undefined {
	const value = /^\d+$/.test(text) ? Number(text) : 0;
	return value > 0 && Number.isSafeInteger(value) ? value : undefined;
}

/** The error about an option's value. */
export function invalid(flag: string, wanted: string, got: string): UsageError {
	return new UsageError('invalid-value', `${flag} must be ${wanted}, got ${JSON.stringify(got)}`);
}
