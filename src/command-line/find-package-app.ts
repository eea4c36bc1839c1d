import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {splitWords} from './split-words.js';

/** An app that nobody has named, and where its name was found. */
export type PackageApp = {readonly app: string; readonly source: 'start script' | 'main'};

/**
 * The file that the start script of the folder's package.json runs with node, else its `main`; undefined where neither
 * names a file that is there. Files that a script names without node before them belong to other programs.
 */
export function findPackageApp(folder: string): PackageApp | undefined {
	const {scripts, main} = readPackage(folder);
	const started = splitWords(typeof scripts?.start === 'string' ? scripts.start : '') ?? [];
	const words = started.slice(started.indexOf('node') + 1);
	const isFile = (word: unknown): word is string =>
		typeof word === 'string' && statSync(path.resolve(folder, word), {throwIfNoEntry: false})?.isFile() === true;
	const app = started.includes('node') ? words.find(isFile) : undefined;
	if (app !== undefined) {
		return {app, source: 'start script'};
	}

	return isFile(main) ? {app: main, source: 'main'} : undefined;
}

type Package = {readonly scripts?: {readonly start?: unknown}; readonly main?: unknown};

function readPackage(folder: string): Package {
	try {
		const parsed: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		return typeof parsed === 'object' && parsed !== null ? parsed : {};
	} catch {
		// ENOENT, or no JSON: then it names nothing.
		return {};
	}
}
