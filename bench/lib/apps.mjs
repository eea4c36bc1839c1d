import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** The file of an app of `apps/`, by its name. */
export function appFile(name) {
	return fileURLToPath(new URL(`../apps/${name}.mjs`, import.meta.url));
}

/** A known environment for what is measured: the script's own may say CI, NO_COLOR or NODE_OPTIONS. */
export function cleanEnvironment(...extra) {
	return Object.assign({PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8'}, ...extra);
}
