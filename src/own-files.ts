import {readFileSync} from 'node:fs';

/**
 * Files of clumon's own, by their place beside this one. All that asks for a place stands here, as the build joins modules:
 * where the others are found at run time, nobody knows; this folder's modules stay in this folder.
 */
export const ownFolder = new URL('.', import.meta.url);

export const screenThreadFile = new URL('ui/thread/screen-thread.js', ownFolder);

export function preloadFile(name: 'preload.cjs' | 'preload-reuse-port.cjs'): URL {
	return new URL(`preload/${name}`, ownFolder);
}

/** clumon's own version. package.json is one folder up, from src/ as from dist/. */
export function readVersion(): string {
	const {version} = JSON.parse(readFileSync(new URL('../package.json', ownFolder), 'utf8'));
	return version;
}
