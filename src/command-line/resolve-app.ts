import {closeSync, openSync, readdirSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, dirname, join, parse, resolve} from 'node:path';
import {likelyCommand} from './likely-command.js';
import {UsageError} from './usage-error.js';

export type ResolvedApp = {
	/**
	 * Absolute, as node is given it: it may lack its extension, be a directory or a symbolic link. Node resolves it anew
	 * at every fork, so that a reload follows a `current` link that was moved to another release.
	 */
	readonly script: string;
	/** The file's or directory's name, reduced to what --name allows. */
	readonly defaultName: string;
};

/**
 * Finds the app as `node <app>` would, a file without its extension and a directory with an entry included, and checks
 * that it can be read: once the screen is up, the reason would be one of many lines of a worker's stderr.
 */
export function resolveApp(app: string, cwd: string): ResolvedApp {
	const script = resolve(cwd, app);
	assertReadable(findEntry(script, app));
	return {script, defaultName: toName(basename(script))};
}

/** The file that `node <script>` runs. @param app as it was typed */
function findEntry(script: string, app: string): string {
	try {
		return createRequire(join(script, 'package.json')).resolve(script);
	} catch (error) {
		throw isDirectory(script) ? withoutEntry(script, error) : notFound(script, app);
	}
}

function isDirectory(path: string): boolean {
	try {
		return statSync(path).isDirectory();
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return false;
		}

		throw unreadable(path, error);
	}
}

function withoutEntry(directory: string, error: unknown): UsageError {
	const reason =
		errorCode(error) === 'MODULE_NOT_FOUND'
			? 'no index.js, and no package.json whose "main" exists'
			: 'its package.json cannot be read';
	return new UsageError('app-without-entry', `no app in directory ${directory}: ${reason}; name the app's file`);
}

function notFound(script: string, app: string): UsageError {
	const command = likelyCommand(app);
	const likely = withOtherExtension(script) ?? (command && `clumon ${command}`);
	const advice = likely === undefined ? "name the app's file, or see clumon --help" : `did you mean ${likely}?`;
	return new UsageError('app-not-found', `no such file: ${script}, ${advice}`);
}

/** `node server` finds server.js, but neither server.mjs nor server.ts. */
function withOtherExtension(script: string): string | undefined {
	const {name} = parse(script);
	try {
		return readdirSync(dirname(script)).find(file => parse(file).name === name && /\.[cm]?[jt]s$/.test(file));
	} catch {
		// The directory does not exist or cannot be listed: nothing to propose.
		return undefined;
	}
}

function assertReadable(file: string): void {
	// First, as opening a named pipe waits for its other end.
	if (!statSync(file, {throwIfNoEntry: false})?.isFile()) {
		throw new UsageError('app-unreadable', `cannot run ${file}: not a regular file, name the app's file`);
	}

	try {
		closeSync(openSync(file, 'r'));
	} catch (error) {
		throw unreadable(file, error);
	}
}

function unreadable(path: string, error: unknown): UsageError {
	return new UsageError(
		'app-unreadable',
		`cannot read ${path} (${errorCode(error)}), check the path and its permissions`,
	);
}

/** A name as --name allows it: anything else becomes a dash. */
export function toName(fileName: string): string {
	const name = fileName.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
	return name.slice(0, 64) || 'app';
}

function errorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
