import {readFileSync, statSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {findErrorPlace} from './error-place.js';
import {UsageError} from './usage-error.js';

/** `import()` of an absolute URL. Given, as the joined program cannot do it (cli.cts). */
export type ImportModule = (url: string) => Promise<Record<string, unknown>>;

/**
 * What pm2's ecosystem file holds. A file of JavaScript is run, in this process, so that what it sets in `process.env`
 * reaches the workers, as with pm2.
 *
 * @throws UsageError which says where in the file it is broken.
 */
export async function loadEcosystemFile(path: string, importModule: ImportModule): Promise<unknown> {
	if (!statSync(path, {throwIfNoEntry: false})?.isFile()) {
		throw new UsageError('app-not-found', `no such file: ${path}, name the app's file or an ecosystem file`);
	}

	if (/\.ya?ml$/.test(path)) {
		throw new UsageError('ecosystem-unreadable', `${path}: YAML is not read, write it as .json or .config.js`);
	}

	try {
		return path.endsWith('.json') ? parseJson(path) : await importFile(path, importModule);
	} catch (error) {
		const place = findErrorPlace(error, path) ?? path;
		const [reason] = String(error).split('\n');
		throw new UsageError('ecosystem-unreadable', `${place}: ${reason}; mend it, or name the app's own file`);
	}
}

async function importFile(path: string, importModule: ImportModule): Promise<unknown> {
	const module = await importModule(pathToFileURL(path).href);
	// What a CommonJS file exports is its default.
	return 'default' in module ? await module['default'] : module;
}

function parseJson(path: string): unknown {
	return JSON.parse(readFileSync(path, 'utf8'));
}
