import {chmodSync, lstatSync, mkdirSync, type Stats} from 'node:fs';
import {join} from 'node:path';

/** Who runs this and where; given, so that it can be tested. */
export type Surroundings = {
	readonly variables: Readonly<Record<string, string | undefined>>;
	/** `os.homedir()`. */
	readonly home: string;
	readonly uid: number;
};

/** The folder is there, and cannot be trusted or used. The message says which and why. */
export class RuntimeFolderError extends Error {
	override readonly name = 'RuntimeFolderError';
}

/**
 * Where a clumon puts its socket: `$XDG_RUNTIME_DIR/clumon`, or `~/.clumon` where that variable is not set or names
 * another user's folder (as under `sudo -E`, where root would leave a folder of its own in it).
 */
export function runtimeFolder({variables, home, uid}: Surroundings): string {
	const base = variables['XDG_RUNTIME_DIR'];
	return base?.startsWith('/') && statIfAny(base)?.uid === uid ? join(base, 'clumon') : join(home, '.clumon');
}

/** Where sockets of this user may be: a service, a cron job and a login shell do not have the same environment. */
export function candidateFolders(surroundings: Surroundings): readonly string[] {
	const {variables, home, uid} = surroundings;
	const usual = variables['XDG_RUNTIME_DIR'] === undefined ? [`/run/user/${uid}/clumon`] : [];
	return [...new Set([runtimeFolder(surroundings), ...usual, join(home, '.clumon')])];
}

/**
 * Makes the folder where it is missing, for its user alone.
 *
 * @throws RuntimeFolderError when another user could read or change what is in it
 */
export function prepareFolder(folder: string, uid: number): void {
	try {
		mkdirSync(folder, {mode: 0o700, recursive: true});
		const stats = checkFolder(folder, uid);
		if (stats !== undefined && (stats.mode & 0o077) !== 0) {
			chmodSync(folder, 0o700);
		}
	} catch (error) {
		throw error instanceof RuntimeFolderError ? error : new RuntimeFolderError(describe(folder, error));
	}
}

/**
 * The folder's stats, undefined where there is none.
 *
 * @throws RuntimeFolderError when it is not the user's own: whoever can put a socket there can pose as a clumon
 */
export function checkFolder(folder: string, uid: number): Stats | undefined {
	const stats = statIfAny(folder);
	if (stats === undefined) {
		return undefined;
	}
	if (!stats.isDirectory()) {
		throw new RuntimeFolderError(`${folder} is not a folder: remove it, or set XDG_RUNTIME_DIR`);
	}
	if (stats.uid !== uid) {
		throw new RuntimeFolderError(
			`${folder} belongs to another user (uid ${stats.uid}): remove it, or set XDG_RUNTIME_DIR`,
		);
	}
	if ((stats.mode & 0o022) !== 0) {
		throw new RuntimeFolderError(`${folder} can be written to by other users: chmod 700 ${folder}`);
	}
	return stats;
}

function statIfAny(path: string): Stats | undefined {
	try {
		return lstatSync(path);
	} catch (error) {
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
			return undefined;
		}
		throw new RuntimeFolderError(describe(path, error));
	}
}

function describe(path: string, error: unknown): string {
	return `${path} cannot be used (${codeOf(error) ?? error}): set XDG_RUNTIME_DIR to a folder of your own`;
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
