import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {quoteWord, splitWords} from './split-words.js';

/** An app that nobody has named, as a command line for clumon, and where it was found. */
export type PackageApp = {
	readonly app: string;
	/** The start script's variables and what it gives node. */
	readonly options: readonly string[];
	/** For the app. */
	readonly args: readonly string[];
	readonly source: 'main' | 'start script' | 'start script, without the rest of it';
};

/**
 * The file that the start script of the folder's package.json runs with node, else its `main`; undefined where neither
 * names a file that is there. Files that a script names without node before them belong to other programs.
 */
export function findPackageApp(folder: string): PackageApp | undefined {
	const {scripts, main} = readPackage(folder);
	const isFile = (word: unknown): word is string =>
		typeof word === 'string' && statSync(path.resolve(folder, word), {throwIfNoEntry: false})?.isFile() === true;
	const started = typeof scripts?.start === 'string' ? readScript(scripts.start, isFile) : undefined;
	if (started !== undefined) {
		return started;
	}

	return isFile(main) ? {app: main, options: [], args: [], source: 'main'} : undefined;
}

/** What a shell would do more than to run one program: none of it is done here. */
const SHELL_SYNTAX = /[|&;<>()$`*?\n]/;

function readScript(script: string, isFile: (word: string) => boolean): PackageApp | undefined {
	const words = splitWords(script) ?? [];
	const node = words.indexOf('node');
	const file = words.findIndex((word, index) => index > node && isFile(word));
	const app = words[file];
	if (node === -1 || app === undefined) {
		return undefined;
	}

	const variables = words.slice(/^(?:cross-)?env$/.test(words[0] ?? '') ? 1 : 0, node);
	if (SHELL_SYNTAX.test(script) || !variables.every(word => /^[A-Za-z_]\w*=/.test(word))) {
		return {app, options: [], args: [], source: 'start script, without the rest of it'};
	}

	const nodeArgs = words.slice(node + 1, file);
	return {
		app,
		options: [
			...variables.flatMap(variable => ['--env', variable]),
			...(nodeArgs.length === 0 ? [] : ['--node-args', nodeArgs.map(quoteWord).join(' ')]),
		],
		args: words.slice(file + 1),
		source: 'start script',
	};
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
