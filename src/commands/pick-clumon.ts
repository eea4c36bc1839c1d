import {realpathSync} from 'node:fs';
import {basename, extname, parse, resolve} from 'node:path';
import {UsageError} from '../command-line/usage-error.js';
import type {Found} from '../control/find-clumons.js';

/** One that answers. */
export type Clumon = Extract<Found, {readonly status: object}>;

/**
 * The clumon that is meant: by its name, else by its app's path, else by its app's file name with or without extension;
 * without a name the only one that runs.
 *
 * @throws UsageError when there is none, or several match
 */
export function pickClumon(
	found: readonly Found[],
	{name, cwd}: {readonly name: string | undefined; readonly cwd: string},
): Clumon {
	if (name === undefined) {
		return theOnly(found, 'several run');
	}
	const matches = [isNamed(name), isApp(name, cwd), isFile(name)]
		.map(isMeant => found.filter(isMeant))
		.find(some => some.length > 0);
	if (matches === undefined) {
		const what = found.length === 0 ? 'none runs' : `there is ${found.map(nameOf).join(', ')}`;
		throw new UsageError('not-running', `no clumon named ${JSON.stringify(name)} runs: ${what}`);
	}
	return theOnly(matches, `several run ${JSON.stringify(name)}`);
}

/** Its name, as far as it can be known. */
export function nameOf({path, status}: Found): string {
	return status?.name ?? parse(path).name;
}

function theOnly(found: readonly Found[], several: string): Clumon {
	const [one, ...others] = found;
	if (one === undefined) {
		throw new UsageError('not-running', 'no clumon runs: clumon app.js starts one');
	}
	if (others.length > 0) {
		throw new UsageError('ambiguous-name', `${several}, name one of them: ${found.map(describe).join(', ')}`);
	}
	if (one.status === undefined) {
		throw new UsageError('not-running', `the clumon ${nameOf(one)} cannot be asked: ${one.problem}`);
	}
	return one;
}

function describe(one: Found): string {
	return one.status === undefined ? nameOf(one) : `${nameOf(one)} (${one.status.script}, pid ${one.status.pid})`;
}

function isNamed(name: string) {
	return (one: Found) => nameOf(one) === name;
}

function isApp(name: string, cwd: string) {
	const path = resolve(cwd, name);
	const real = realPath(path);
	return ({status}: Found) => status !== undefined && (status.script === path || realPath(status.script) === real);
}

function isFile(name: string) {
	return ({status}: Found) => {
		const file = basename(status?.script ?? '');
		return file !== '' && (file === name || basename(file, extname(file)) === name);
	};
}

/** A link that was moved, or a file that is gone, is compared by its name. */
function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		// ENOENT: nothing there under this name.
		return path;
	}
}
