import {accessSync, constants, mkdirSync, statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {StartOptions} from '../start-options.js';
import type {StartOptionValues} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** Makes the folder where it does not exist yet, readable by its owner alone. */
export function resolveLogFiles(
	{logDir, logTime, json}: StartOptionValues,
	cwd: string,
): StartOptions['logFiles'] | undefined {
	if (logDir === undefined) {
		if (logTime) {
			throw new UsageError('log-dir-unusable', '--log-time needs --log-dir <dir>, the folder for the log files');
		}

		return undefined;
	}

	const folder = resolve(cwd, logDir);
	prepareFolder(folder);
	return {folder, form: json ? 'json' : logTime ? 'time' : 'plain'};
}

function prepareFolder(folder: string): void {
	try {
		makeFolder(folder);
	} catch (error) {
		throw new UsageError(
			'log-dir-unusable',
			`--log-dir ${folder} cannot be made (${codeOf(error)}), make it or name another`,
		);
	}

	if (!statSync(folder).isDirectory()) {
		throw new UsageError('log-dir-unusable', `--log-dir must be a directory, got a file: ${folder}`);
	}

	try {
		accessSync(folder, constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new UsageError(
			'log-dir-unusable',
			`--log-dir ${folder} cannot be written to (${codeOf(error)}), check its permissions`,
		);
	}
}

/** With those above it. Not by node's `recursive`, which never ends below /proc (seen on Node 20). */
function makeFolder(folder: string): void {
	if (statSync(folder, {throwIfNoEntry: false}) === undefined) {
		makeFolder(dirname(folder));
		mkdirSync(folder, {mode: 0o700});
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : error;
}
